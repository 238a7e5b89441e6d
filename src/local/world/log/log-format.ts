import type { EpochMs } from '../../../lambda/time.ts';
import type { Environment } from '../environment/environment.ts';
import type { FailureEnding } from '../function-model.ts';
import type { StoryLine } from './log-story.ts';

/** Facts about an invocation for the service's own lines. */
export interface LoggedInvocation {
  readonly requestId: string;
  readonly environment: Environment;
  readonly isCold: boolean;
  readonly durationHundredths: number;
  readonly ending: 'success' | 'timeout' | 'init-error' | FailureEnding;
  readonly memoryUsedMb: number;
  /** How the start of its environment ended where it went wrong: `timeout`, or the type of the error. */
  readonly initEnding: string;
}

/** As REPORT shows it: a start that was cut off stands in INIT_REPORT alone. */
export function shownInitHundredths({ isCold, environment }: LoggedInvocation): number {
  return isCold && environment.repeatedInitHundredths === 0 ? environment.initHundredths : 0;
}

/** Writes the messages of one function's log, in its log format and as its runtime does. */
export interface LogFormat {
  initStart(atMs: EpochMs, invocation: LoggedInvocation): string;
  /** Only of a start that failed or was cut off. */
  initReport(atMs: EpochMs, invocation: LoggedInvocation): string;
  start(atMs: EpochMs, invocation: LoggedInvocation): string;
  /** `requestId` null before the first invocation. */
  application(atMs: EpochMs, requestId: string | null, line: StoryLine): string;
  /** Null where the format has no such line. */
  end(invocation: LoggedInvocation): string | null;
  report(atMs: EpochMs, invocation: LoggedInvocation): string;
}
