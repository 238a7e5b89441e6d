import type { Assessment } from '../../../capacity/assessment.ts';
import type { Known, KnownLimits } from '../../../capacity/evidence.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { DurationRise } from '../../../triage/change/duration-rise.ts';
import type { FunctionMinute } from '../../../triage/minute/function-minute.ts';
import type { ChronicFailures } from '../../../triage/rules/chronic-failures.ts';
import type { Reason } from '../../../triage/rules/reason.ts';
import type { Steady } from '../../../triage/rules/steady.ts';
import type { UnjudgedRule } from '../../../triage/rules/unjudged.ts';
import type { WeekOnset } from '../../../triage/rules/week-onset.ts';
import type { Severity } from '../../../triage/severity.ts';
import type { Thresholds } from '../../../triage/thresholds.ts';
import type { Dated } from '../../known-answer.ts';
import type { Reading } from '../../reading.ts';
import type { ProvisionedUse } from '../catalogue/provisioned-facts.ts';
import type { EventSourceStatus } from '../event-source/event-sources.ts';
import type { RedriveStatus } from '../event-source/redrive.ts';
import type { Lag } from './lag.ts';

/** A function as the fleet shows it: the figures of its last settled minute, judged. */
export interface FunctionStatus {
  readonly name: RawText;
  readonly configuration: FunctionConfiguration;
  readonly severity: Severity;
  readonly activity: 'active' | 'idle';
  /** Worst first. */
  readonly reasons: readonly Reason[];
  /** Failures alike over all known minutes; null where they began within them, or other rules are broken too. */
  readonly steady: Steady | null;
  /** Failures as usual all week, which break no rule; null without any. */
  readonly chronic: ChronicFailures | null;
  /** Failures that began this week, before the known minutes; null where none did, or when unknown. */
  readonly weekOnset: WeekOnset | null;
  /** Rules that could not be applied, or not yet: then the function is not called `ok`. */
  readonly notJudged: readonly UnjudgedRule[];
  /** Whether its newest settled minute has been read; also false where none of its calls has settled. */
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
  /**
   * Longest duration over the timeout, in the minutes that its rule looks at: the coloured figure is the judged one.
   */
  readonly timeoutShare: Reading;
  /** Average concurrency: the assessment's level, or why there is none. */
  readonly busy: Reading;
  readonly observedMax: Reading;
  readonly iteratorAgeMs: Reading;
  /** What waits for the function, and how long; null where nothing ever does. */
  readonly lag: Lag | null;
  /** Iterator age gained a minute, in milliseconds, over the last five settled minutes. */
  readonly iteratorAgeGrowthMs: number | null;
  /** Events lost in the last five settled minutes. */
  readonly lostEvents: Reading;
  /** Its time to the limit counts from the judgement, not from the settled minute. */
  readonly assessment: Assessment;
  readonly limits: FunctionLimits;
  /** Its provisioned concurrency, where it shares the pool; null without any, or when unknown. */
  readonly provisioned: ProvisionedUse | null;
  /** Grades of how much callers lose, which order functions of equal severity. */
  readonly lossRank: number;
  /** Concurrency gained a minute on average, over the last ten settled minutes. */
  readonly growthPerMinute: number | null;
  readonly durationRise: DurationRise | null;
  /** Whether a stream or queue calls it; null where lmon may not see event source mappings. */
  readonly hasEventSource: boolean | null;
  readonly eventSources: Known<readonly EventSourceStatus[]>;
  /** The names of its event sources, where all of their mappings are switched off. */
  readonly switchedOffSources: readonly RawText[];
  /** Whether its stream will soon discard records that were not read yet. */
  readonly losesRecordsSoon: boolean;
  /** The redrive queues of the queues that call it. */
  readonly redrives: readonly RedriveStatus[];
  /** The thresholds used to judge it. */
  readonly thresholds: Thresholds;
  /** Settled minutes of the last three hours, oldest first. */
  readonly minutes: readonly FunctionMinute[];
}

/** `KnownLimits` of capacity, each with the time at which AWS said so. */
export interface FunctionLimits extends Pick<KnownLimits, 'idleProvisioned'> {
  /** How much older than the newest settled minute that value is. */
  readonly idleProvisionedAgeMs?: number;
  /** Set where the reservations were first read this long after the minute that shows it. */
  readonly idleProvisionedPresumedMs?: number;
  readonly reserved: Dated<number | null>;
  readonly unreserved: Dated<number>;
  readonly streamWorkers: Dated<number> | null;
  readonly queueCalls?: Dated<number> | null;
}

/** Whether CloudWatch has answered about the function. */
export interface FunctionReading {
  /** `never`: no answer yet. `overdue`: others have been read since, so its data is old. */
  readonly state: 'read' | 'overdue' | 'never';
  /** Whether ListMetrics lists it as called recently; null without an answer. */
  readonly isListed: boolean | null;
  /** Whether it was called in minutes that may still change. */
  readonly hasUnsettledCalls: boolean;
  /** The series that lmon may not read, such as `Duration p95`. */
  readonly denied: ReadonlySet<string>;
  /** The series that got no answer when last asked for. */
  readonly failed: ReadonlySet<string>;
}
