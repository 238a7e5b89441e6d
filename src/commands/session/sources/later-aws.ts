import type { TimeSignal } from '../../../monitor/clock.ts';
import type { Sources } from '../../../monitor/sources.ts';
import type { RecordedSession, SessionRecorders } from '../recording/session-recorders.ts';
import { laterSources } from './later-sources.ts';
import { messageReader } from './message-reader.ts';
import { regionalSources } from './regional-sources.ts';

/** What AWS is connected with. */
interface AwsToConnect extends Pick<RecordedSession, 'line' | 'settings' | 'region' | 'hasScreen'> {
  /** Learns from AWS's answers what time it is. */
  readonly clock: TimeSignal;
  readonly recorders: SessionRecorders;
  /** Of an MFA device; null for credentials that need none. */
  readonly code: string | null;
  /** Resolves when the AWS clients may be loaded. */
  readonly mayLoad: Promise<void>;
}

interface LaterAws {
  readonly sources: Sources;
  close(): void;
  discardRecording(): void;
}

/** AWS, connected with the first question, and what is recorded of its answers. */
export function laterAws(aws: AwsToConnect): LaterAws {
  const { recorders, code, mayLoad } = aws;
  // The SDK prints a warning about old Node versions to the screen.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  let disconnect = () => {};
  const sources = laterSources(async () => {
    // An MFA code is valid for half a minute, so it is used before there is a first frame.
    if (code === null) await mayLoad;
    const { connectAws } = await import('../../../aws/connect.ts');
    const connection = connectAws(connectionOf(aws));
    disconnect = connection.close;
    return recorders.recorded(regionalSources(connection.sources, connection.sourcesIn));
  });
  return {
    sources,
    close() {
      disconnect();
      recorders.end();
    },
    discardRecording: recorders.discard,
  };
}

function connectionOf({ settings, region, clock, hasScreen, line, recorders, code }: AwsToConnect) {
  return {
    region,
    profile: settings.profile.value,
    usesEnvironmentKeys: settings.usesEnvironmentKeys,
    endpointUrl: settings.endpointUrl.value,
    cloudwatchProtocol: settings.cloudwatchProtocol,
    requestTimeoutMs: settings.requestTimeoutMs,
    timeSignal: clock,
    messages: recorders.isRecording === null && !hasScreen ? messageReader(line, settings) : null,
    ...(code === null ? {} : { mfaCode: givenOnce(code) }),
  };
}

/** AWS accepts a code once, and later a screen covers the place where another could be asked for. */
function givenOnce(code: string): (device: string) => Promise<string> {
  let isGiven = false;
  return async (device) => {
    if (isGiven) throw new Error(`a new code of the MFA device ${device} is needed: start lmon again`);
    isGiven = true;
    return code;
  };
}
