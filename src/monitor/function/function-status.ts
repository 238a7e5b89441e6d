import type { Assessment } from '../../capacity/assessment.ts';
import type { Known, KnownLimits } from '../../capacity/evidence.ts';
import type { FunctionConfiguration } from '../../lambda/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { DurationRise } from '../../triage/change/duration-rise.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import type { ChronicFailures } from '../../triage/rules/chronic-failures.ts';
import type { Reason } from '../../triage/rules/reason.ts';
import type { Steady } from '../../triage/rules/steady.ts';
import type { UnjudgedRule } from '../../triage/rules/unjudged.ts';
import type { WeekOnset } from '../../triage/rules/week-onset.ts';
import type { Severity } from '../../triage/severity.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Dated } from '../known-answer.ts';
import type { Reading } from '../reading.ts';
import type { EventSourceStatus } from './event-sources.ts';
import type { Lag } from './lag.ts';
import type { RedriveStatus } from './redrive.ts';

/** A function as the fleet shows it: the numbers of its last settled minute, judged. */
export interface FunctionStatus {
  readonly name: RawText;
  readonly configuration: FunctionConfiguration;
  readonly severity: Severity;
  readonly activity: 'active' | 'idle';
  /** Worst first. */
  readonly reasons: readonly Reason[];
  /** What fails alike in all of the time that is known; null where it began in it, or other rules are broken too. */
  readonly steady: Steady | null;
  /** How it fails as it did all week, which breaks no rule; null where it does not. */
  readonly chronic: ChronicFailures | null;
  /** What began to fail this week, before the minutes that are known; null where nothing did, or nobody knows. */
  readonly weekOnset: WeekOnset | null;
  /** What could not be judged, or not yet: then the function is not called `ok`. */
  readonly notJudged: readonly UnjudgedRule[];
  /** Whether its newest settled minute has been read; false too where none of its calls has settled. */
  readonly isRead: boolean;
  /** The last settled minute; null before the first answer. */
  readonly minuteMs: EpochMs | null;
  readonly requestsPerSecond: Reading;
  /** Counts of the minute. */
  readonly attempts: Reading;
  readonly invocations: Reading;
  readonly throttles: Reading;
  readonly errors: Reading;
  readonly errorRate: Reading;
  readonly throttleRate: Reading;
  readonly durationAverageMs: Reading;
  readonly durationP95Ms: Reading;
  readonly durationMaxMs: Reading;
  /** Longest duration over the timeout, of the minutes in which its rule looks for it: what is coloured is what was judged. */
  readonly timeoutShare: Reading;
  /** Environments busy on average: the assessment's level, or why there is none. */
  readonly busy: Reading;
  readonly observedMax: Reading;
  readonly iteratorAgeMs: Reading;
  /** What waits for it, and how long; null where nothing ever does. */
  readonly lag: Lag | null;
  /** Milliseconds of age gained a minute, over the last five settled minutes. */
  readonly iteratorAgeGrowthMs: number | null;
  /** Events that are gone, of the last five settled minutes. */
  readonly lostEvents: Reading;
  /** Its time to the limit counts from when the function was judged, not from the settled minute. */
  readonly assessment: Assessment;
  readonly limits: FunctionLimits;
  /** By what callers lose, in steps: what orders functions of one severity. */
  readonly lossRank: number;
  /** Environments that the function gained a minute on average, over the last ten settled minutes. */
  readonly growthPerMinute: number | null;
  readonly durationRise: DurationRise | null;
  /** Whether a stream or queue calls it; null where lmon may not see event source mappings. */
  readonly hasEventSource: boolean | null;
  readonly eventSources: Known<readonly EventSourceStatus[]>;
  /** Whether its stream will soon throw records away that nobody has read. */
  readonly losesRecordsSoon: boolean;
  /** The redrive queues of the queues that call it. */
  readonly redrives: readonly RedriveStatus[];
  /** By which it was judged. */
  readonly thresholds: Thresholds;
  /** Settled minutes of the last three hours, oldest first. */
  readonly minutes: readonly FunctionMinute[];
}

/** `KnownLimits` of capacity, each with when AWS said so. */
export interface FunctionLimits extends Pick<KnownLimits, 'idleProvisioned'> {
  /** How much older than the newest settled minute that is. */
  readonly idleProvisionedAgeMs?: number;
  /** By so much what is reserved was read first after the minute that tells it; absent where it was read before. */
  readonly idleProvisionedPresumedMs?: number;
  readonly reserved: Dated<number | null>;
  readonly unreserved: Dated<number>;
  readonly streamWorkers: Dated<number> | null;
  readonly queueCalls?: Dated<number> | null;
}

/** What came of asking CloudWatch about the function. */
export interface FunctionReading {
  /** `never`: no answer yet. `overdue`: others have been read since, so that what was read is old. */
  readonly state: 'read' | 'overdue' | 'never';
  /** Whether ListMetrics names it among those that were called of late; null where it does not answer. */
  readonly isListed: boolean | null;
  /** Whether it was called in minutes that may still change. */
  readonly hasUnsettledCalls: boolean;
  /** The series that lmon may not read, such as `Duration p95`. */
  readonly denied: ReadonlySet<string>;
}
