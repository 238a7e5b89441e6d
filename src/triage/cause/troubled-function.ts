import type { Assessment } from '../../capacity/assessment.ts';
import type { RawText } from '../../terminal/text.ts';
import type { DurationRise } from '../change/duration-rise.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import type { Reason } from '../rules/reason.ts';

/** Where a queue puts messages that were received too often. */
export interface Redrive {
  readonly queueName: RawText;
  readonly maximumReceives: number;
}

/** What the causes are told apart by. */
export interface TroubledFunction {
  readonly name: RawText;
  readonly reasons: readonly Reason[];
  readonly assessment: Assessment;
  readonly minutes: readonly FunctionMinute[];
  /** By what callers lose, in steps. */
  readonly lossRank: number;
  readonly durationRise: DurationRise | null;
  readonly growthPerMinute: number | null;
  readonly iteratorAgeGrowthMs: number | null;
  /** The redrive queues of the queues that it reads. */
  readonly redrives: readonly Redrive[];
  /** Whether a stream or queue calls it; null where lmon may not see event source mappings. */
  readonly hasEventSource?: boolean | null;
  /** Whether its stream will soon throw records away that nobody has read. */
  readonly losesRecordsSoon?: boolean;
}
