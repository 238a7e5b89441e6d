import type { Assessment } from '../../capacity/assessment.ts';
import type { RawText } from '../../terminal/text.ts';
import type { DurationRise } from '../change/duration-rise.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import type { Reason } from '../rules/reason.ts';

/** The dead-letter queue of a source queue. */
export interface Redrive {
  readonly queueName: RawText;
  readonly maximumReceives: number;
}

/** The facts by which causes are told apart. */
export interface TroubledFunction {
  readonly name: RawText;
  readonly reasons: readonly Reason[];
  readonly assessment: Assessment;
  readonly minutes: readonly FunctionMinute[];
  /** Grades of how much callers lose. */
  readonly lossRank: number;
  readonly durationRise: DurationRise | null;
  readonly growthPerMinute: number | null;
  readonly iteratorAgeGrowthMs: number | null;
  /** The redrive queues of its source queues. */
  readonly redrives: readonly Redrive[];
  /** Whether a stream or queue calls it; null where lmon may not see event source mappings. */
  readonly hasEventSource?: boolean | null;
  /** The names of its event sources, where all of their mappings are switched off. */
  readonly switchedOffSources?: readonly RawText[];
  /** Whether its stream will soon discard unread records. */
  readonly losesRecordsSoon?: boolean;
}
