import type { Known } from '../../../capacity/evidence.ts';
import type { FunctionVersion } from '../../../lambda/function-version.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { LogComparison } from '../../../logs/comparison/log-comparison.ts';
import type { FirstStart, MinuteCount } from '../../../logs/queries/environment-starts.ts';

/** What is read of one function for a report about it alone. */
export interface CaseReading {
  /** The published versions, and `$LATEST`. */
  readonly versions: Known<readonly FunctionVersion[]>;
  /** Null where the log could not be read. */
  readonly starts: EnvironmentStarts | null;
  /** What its log says now beside what it said before; null where it could not be read. */
  readonly comparison: LogComparison | null;
  /** Null where the metrics could not be read. */
  readonly events: EventCounts | null;
}

/** How its asynchronous events come, over the minutes from `fromMs` on. */
export interface EventCounts {
  readonly fromMs: EpochMs;
  /** The end of its last settled minute: what is worked off is known up to there. */
  readonly toMs: EpochMs;
  /** Events that Lambda queued for it until then; null where it is not called so. */
  readonly received: number | null;
  /** Calls that Lambda stopped, because the function had called itself again and again. */
  readonly loopsStopped: number;
  /** The first minute in which it did; null where it did not. */
  readonly loopsSinceMs: EpochMs | null;
}

/** The execution environments that started around the time when it began. */
export interface EnvironmentStarts {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly isComplete: boolean;
  /** Oldest first. */
  readonly firsts: readonly FirstStart[];
  /** How many started, by the minute. */
  readonly byMinute: readonly MinuteCount[];
}
