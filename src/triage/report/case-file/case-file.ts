import type { Known, PoolMinute } from '../../../capacity/evidence.ts';
import type { AsyncDelivery } from '../../../lambda/async-delivery.ts';
import type { EventSource, ProvisionedPollers, StreamFailurePolicy } from '../../../lambda/event-source.ts';
import type { FunctionConfiguration } from '../../../lambda/function.ts';
import type { CallSample } from '../../../lambda/line/call-sample.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { FailureGroup, NewestFailure } from '../../../logs/failures/failure-log.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Cause } from '../../cause/cause.ts';
import type { PoolForecast } from '../../cause/pool.ts';
import type { PoolFull } from '../../cause/pool-cause.ts';
import type { TroubledFunction } from '../../cause/troubled-function.ts';
import type { VersionOutcome } from '../../cause/version-suspicion.ts';
import type { FunctionMinute } from '../../minute/function-minute.ts';
import type { ChronicFailures } from '../../rules/chronic-failures.ts';
import type { WeekOnset } from '../../rules/week-onset.ts';
import type { Severity } from '../../severity.ts';
import type { Thresholds } from '../../thresholds.ts';
import type { PastTrouble } from '../../timeline/past-trouble.ts';
import type { CaseReading } from './case-reading.ts';
import type { FurtherReading } from './further-reading.ts';
import type { TrailReading } from './trail-reading.ts';

/** All that is known of one function when it is asked what happened. */
export interface CaseFile extends TroubledFunction {
  readonly configuration: FunctionConfiguration;
  /** The alias or version that was asked for; null where the function was. All else is of the function as a whole. */
  readonly qualifier: string | null;
  readonly severity: Severity;
  readonly activity: 'active' | 'idle';
  /** How it fails as it did all week, which is no trouble to explain; null where it does not. */
  readonly chronic: ChronicFailures | null;
  /** What began to fail this week, before the minutes that are known; null where nothing did, or nobody knows. */
  readonly weekOnset: WeekOnset | null;
  /** The cause that the account's list names for it. */
  readonly cause: Cause | null;
  /** The full pool that turns its calls away beside a cause of its own; null where none does, or a list tells of it apart. */
  readonly poolBeside: PoolFull | null;
  /** All of that list. */
  readonly causes: readonly Cause[];
  /** Trouble that is over: then the file tells how it was when that ended. Null where it hurts still, or nothing did. */
  readonly past: PastTrouble | null;
  /** What its log says of failures; null where nobody could read it. */
  readonly log: LogTestimony | null;
  readonly aliases: Known<readonly AliasOutcome[]>;
  readonly asyncDelivery: Known<AsyncDelivery | null>;
  /** What somebody has set as too much. */
  readonly thresholds: Thresholds;
  /** Who calls it by an event source mapping. */
  readonly eventSources: Known<readonly CallingSource[]>;
  /** Its configuration with the states that lists leave out. */
  readonly described: Known<FunctionConfiguration>;
  /** Alarms on it that ring. */
  readonly alarms: readonly RingingAlarm[];
  /** What waits for it, and how long the oldest of that has waited; null where nothing ever does. */
  readonly waiting: Waiting | null;
  readonly memory: CallSample | null;
  /** How memory goes with the age of an environment; null where too few runs were read to tell. */
  readonly memoryTrend: MemoryTrend | null;
  /** What was read for a report about it alone; null where that was not asked for. */
  readonly reading: CaseReading | null;
  /** What Logs Insights told; null where nobody asked it. */
  readonly further: FurtherReading | null;
  /** What CloudTrail told; null where nobody asked it. */
  readonly trail: TrailReading | null;
  readonly pool: PoolForecast | null;
  readonly account: AccountPast;
  /** The end of what is looked at, and when the report was made. */
  readonly toMs: EpochMs;
  readonly builtMs: EpochMs;
  /** API calls that lmon may not make. */
  readonly denied: readonly string[];
}

export interface AccountPast {
  /** Of all its functions together; null where nobody could read it. */
  readonly concurrencyLimit: number | null;
  /** Oldest first. */
  readonly pool: readonly PoolMinute[];
}

export interface MemoryTrend {
  /** How much more an environment uses with each run that it has had. */
  readonly mbPerRun: number;
  /** Of so many runs. */
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
  /** Of a queue; null where nobody set one. */
  readonly maximumConcurrency: number | null;
  /** Of a queue: those that are kept for it alone; null where it shares Lambda's. */
  readonly provisionedPollers: ProvisionedPollers | null;
  /** Of a stream, where that is known: what is older is gone. */
  readonly retentionMs: number | null;
  /** Of a stream. */
  readonly failurePolicy: StreamFailurePolicy | null;
}

/** An alarm on the function that rings: somebody was told. */
export interface RingingAlarm {
  readonly name: RawText;
  readonly metric: RawText | null;
  /** Null where AWS does not say. */
  readonly sinceMs: EpochMs | null;
}

export interface LogTestimony {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Whether all failures of the span were read; else counts are floors. */
  readonly isComplete: boolean;
  readonly hasLines: boolean;
  /** What ended most invocations first. */
  readonly groups: readonly FailureGroup[];
  readonly newest: readonly NewestFailure[];
}

/** The first and the last minute that are known of it. */
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
