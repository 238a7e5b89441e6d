import type { MessageReader } from '../../lambda/line/format/message-in-json.ts';
import type { TimeSignal } from '../../monitor/clock.ts';

/** The settings of a connection to AWS. `settings/` determines them; this folder reads nothing from the environment. */
export interface AwsSettings {
  readonly region: string;
  /** Null leaves the choice to the SDK's default chain. */
  readonly profile: string | null;
  /** Keys in the environment override the profile, unless that was given on the command line. */
  readonly usesEnvironmentKeys?: boolean;
  /** Null means AWS itself. */
  readonly endpointUrl: string | null;
  /** AWS supports both; moto and older tools only `query`. */
  readonly cloudwatchProtocol: 'json' | 'query';
  /** Wall time from sending a request to reading its whole answer, or the next message of a stream. */
  readonly requestTimeoutMs: number;
  /** Parses messages of events that are not kept: they need not be decoded. */
  readonly messages?: MessageReader | null;
  /** Called with AWS's time in each answer. */
  readonly timeSignal?: TimeSignal;
  /** Asks the user for a code of the MFA device, for profiles with `mfa_serial`. Without it such profiles fail. */
  readonly mfaCode?: (deviceSerial: string) => Promise<string>;
}
