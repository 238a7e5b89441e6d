import type { Known, PoolMinute } from '../../../capacity/evidence.ts';
import type { AsyncDelivery } from '../../../lambda/delivery/async-delivery.ts';
import type {
  EventSource,
  ProvisionedPollers,
  StreamFailurePolicy,
} from '../../../lambda/delivery/event-source.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { CallSample } from '../../../lambda/line/call-sample.ts';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import type { NewestFailure } from '../../../logs/failures/failure-log.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Cause } from '../../cause/cause.ts';
import type { PoolForecast } from '../../cause/pool.ts';
import type { PoolFull } from '../../cause/pool-cause.ts';
import type { TroubledFunction } from '../../cause/troubled-function.ts';
import type { VersionOutcome } from '../../cause/version-suspicion.ts';
import type { FunctionMinute } from '../../minute/function-minute.ts';
import type { ChronicFailures } from '../../rules/chronic-failures.ts';
import type { UnjudgedRule } from '../../rules/unjudged.ts';
import type { WeekOnset } from '../../rules/week-onset.ts';
import type { Severity } from '../../severity.ts';
import type { Thresholds } from '../../thresholds.ts';
import type { PastTrouble } from '../../timeline/past-trouble.ts';
import type { CaseReading } from './case-reading.ts';
import type { FurtherReading } from './further-reading.ts';
import type { TrailReading } from './trail-reading.ts';

/** All facts about one function that a report uses. */
export interface CaseFile extends TroubledFunction {
  readonly configuration: FunctionConfiguration;
  /** The requested alias or version; null for the function. All other facts are about the whole function. */
  readonly qualifier: string | null;
  readonly severity: Severity;
  /** Rules that could not be applied. */
  readonly notJudged: readonly UnjudgedRule[];
  readonly activity: 'active' | 'idle';
  /** Failures as usual all week, which need no explanation; null without any. */
  readonly chronic: ChronicFailures | null;
  /** Failures that began this week, before the known minutes; null where none did, or when unknown. */
  readonly weekOnset: WeekOnset | null;
  /** Its cause in the account's list. */
  readonly cause: Cause | null;
  /**
   * The full pool that throttles it in addition to a cause of its own; null without one, or where a list names it
   * separately.
   */
  readonly poolBeside: PoolFull | null;
  /** The whole list of the account's causes. */
  readonly causes: readonly Cause[];
  /** Trouble that is over: the file then holds the state at its end. Null where it still hurts, or nothing did. */
  readonly past: PastTrouble | null;
  /** Failures in its log; null where it could not be read, or not yet. */
  readonly log: LogTestimony | null;
  /** Set where no answer of its log is known, not even an error. */
  readonly logIsUnread?: Unfinished | 'notAsked';
  readonly aliases: Known<readonly AliasOutcome[]>;
  readonly asyncDelivery: Known<AsyncDelivery | null>;
  /** The user's thresholds. */
  readonly thresholds: Thresholds;
  /** The event source mappings that call it. */
  readonly eventSources: Known<readonly CallingSource[]>;
  /** Its configuration, including states that lists omit. */
  readonly described: Known<FunctionConfiguration>;
  /** Its alarms that are in ALARM. */
  readonly alarms: readonly RingingAlarm[];
  /** What waits for it, and for how long; null where nothing ever does. */
  readonly waiting: Waiting | null;
  readonly memory: CallSample | null;
  /** How memory depends on an environment's age; null with too few runs. */
  readonly memoryTrend: MemoryTrend | null;
  /** Facts read only for a report; null where none was asked for. */
  readonly reading: CaseReading | null;
  /** Set where some of those facts are not there yet. */
  readonly unfinished?: Unfinished;
  /** The answer of Logs Insights; null where it was not asked. */
  readonly further: FurtherReading | null;
  /** The answer of CloudTrail; null where it was not asked. */
  readonly trail: TrailReading | null;
  readonly pool: PoolForecast | null;
  readonly account: AccountPast;
  /** The end of the window, and when the report was made. */
  readonly toMs: EpochMs;
  readonly builtMs: EpochMs;
  /** API calls that lmon is not permitted to make. */
  readonly denied: readonly string[];
}

/** Why facts are not there yet: they are being read, or the user has stopped all calls, which no answer ends. */
export type Unfinished = 'beingRead' | 'callsStopped';

export interface AccountPast {
  /** The account's concurrency limit; null where it could not be read. */
  readonly concurrencyLimit: number | null;
  /** Oldest first. */
  readonly pool: readonly PoolMinute[];
}

export interface MemoryTrend {
  /** How much more memory an environment uses with each run. */
  readonly mbPerRun: number;
  /** The number of runs. */
  readonly runs: number;
}

export interface Waiting {
  readonly of: 'records' | 'messages' | 'events';
  /** Null without data. */
  readonly ageMs: number | null;
}

export interface AliasOutcome {
  readonly name: RawText;
  readonly versions: readonly ServedVersion[];
}

export interface ServedVersion extends VersionOutcome {
  readonly durationP95Ms: number | null;
}

export interface CallingSource {
  readonly kind: EventSource;
  /** Its ARN. */
  readonly name: RawText;
  readonly state: RawText;
  /** Null where AWS does not say. */
  readonly modifiedMs: EpochMs | null;
  /** For a queue; null where none is set. */
  readonly maximumConcurrency: number | null;
  /** For a queue with pollers of its own; null where it shares Lambda's. */
  readonly provisionedPollers: ProvisionedPollers | null;
  /** For a stream, where known: older records are gone. */
  readonly retentionMs: number | null;
  /** For a stream. */
  readonly failurePolicy: StreamFailurePolicy | null;
}

/** An alarm of the function that is in ALARM: somebody was notified. */
export interface RingingAlarm {
  readonly name: RawText;
  readonly metric: RawText | null;
  /** Null where AWS does not say. */
  readonly sinceMs: EpochMs | null;
}

/** The most that is read of a log for its failures. */
export const FAILURES_REACH_MS = 15 * MINUTE_MS;

export interface LogTestimony {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Whether all failures of the span were read; otherwise counts are floors. */
  readonly isComplete: boolean;
  readonly hasLines: boolean;
  /** Most ended invocations first. */
  readonly groups: readonly FailureGroup[];
  readonly newest: readonly NewestFailure[];
}

/** The first and the last known minute. */
export function windowOf({ minutes, toMs }: Pick<CaseFile, 'minutes' | 'toMs'>): {
  fromMs: EpochMs;
  toMs: EpochMs;
} {
  const known = minutes.filter(isKnown);
  return {
    fromMs: known[0]?.minuteMs ?? minutes[0]?.minuteMs ?? toMs,
    toMs: known.at(-1)?.minuteMs ?? toMs,
  };
}

function isKnown({ invocations, throttles }: FunctionMinute): boolean {
  return invocations !== null || throttles !== null;
}
