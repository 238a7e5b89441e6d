import type { Known } from '../../../capacity/evidence.ts';
import type { FunctionVersion } from '../../../lambda/function/function-version.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { LogComparison } from '../../../logs/comparison/log-comparison.ts';
import type { MinuteCount } from '../../../logs/minute-counts.ts';
import type { FirstStart } from '../../../logs/queries/environment-starts.ts';

/** What is read of one function only for a report. */
export interface CaseReading {
  /** The published versions, and `$LATEST`. */
  readonly versions: Known<readonly FunctionVersion[]>;
  /** Whether a replay lacks them. */
  readonly areVersionsUnrecorded: boolean;
  /** Null where the log could not be read. */
  readonly starts: EnvironmentStarts | null;
  /** Its log now, compared with before; null where it could not be read. */
  readonly comparison: LogComparison | null;
  /** Whether a replay lacks those lines. */
  readonly isLogUnrecorded: boolean;
  /** Whether its log from before it began could be compared: a replay may lack it, or no answer came. */
  readonly earlierLog: 'read' | 'unrecorded' | 'unread';
  /** Null where the metrics could not be read. */
  readonly events: EventCounts | null;
}

/** Its asynchronous events over the minutes from `fromMs` on. */
export interface EventCounts {
  readonly fromMs: EpochMs;
  /** The end of its last settled minute, up to which processed events are known. */
  readonly toMs: EpochMs;
  /** Events that Lambda queued for it until then; null where it is not called asynchronously. */
  readonly received: number | null;
  /** Calls that Lambda stopped because the function called itself recursively. */
  readonly loopsStopped: number;
  /** The first minute with such a stop; null for none. */
  readonly loopsSinceMs: EpochMs | null;
}

/**
 * `time`: a report waits no longer; `pages`: there is more of it than a report reads; `error`: a part was not answered;
 * `unrecorded`: a recording holds no more of it.
 */
export type SearchStop = 'time' | 'pages' | 'error' | 'unrecorded';

/** The execution environments that started around the onset. */
export interface EnvironmentStarts {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** The start of the whole search. */
  readonly wantedFromMs: EpochMs;
  /** Why earlier ones may be missing; null if all were read. */
  readonly stoppedBy: SearchStop | null;
  /** Oldest first. */
  readonly firsts: readonly FirstStart[];
  /** How many started, by the minute. */
  readonly byMinute: readonly MinuteCount[];
}
