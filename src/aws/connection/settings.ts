import type { MessageReader } from '../../lambda/line/message-in-json.ts';
import type { TimeSignal } from '../../monitor/clock.ts';

/** What a connection to AWS needs to know. `settings/` finds it; this folder reads none of it from the environment. */
export interface AwsSettings {
  readonly region: string;
  /** Null leaves the choice to the SDK's default chain. */
  readonly profile: string | null;
  /** Keys in the environment come before the profile: nobody asked for that on the command line. */
  readonly usesEnvironmentKeys?: boolean;
  /** Null means AWS itself. */
  readonly endpointUrl: string | null;
  /** AWS speaks both; moto and older tools only `query`. */
  readonly cloudwatchProtocol: 'json' | 'query';
  /** Wall time from sending a request to having read its whole answer, or the next word of one that goes on. */
  readonly requestTimeoutMs: number;
  /** Reads the messages of logs whose events are handed on and forgotten: they need not be decoded. */
  readonly messages?: MessageReader | null;
  /** Told with each answer what time it is for AWS. */
  readonly timeSignal?: TimeSignal;
  /** Asks the person for a code of the MFA device, for profiles with `mfa_serial`. Without it such profiles fail. */
  readonly mfaCode?: (deviceSerial: string) => Promise<string>;
}
