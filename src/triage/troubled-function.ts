import type { Assessment } from '../capacity/assessment.ts';
import type { RawText } from '../terminal/text.ts';
import type { FunctionMinute } from './function-minute.ts';
import type { DurationRise } from './onset.ts';
import type { Reason } from './rules.ts';

/** What the causes are told apart by. */
export interface TroubledFunction {
  readonly name: RawText;
  readonly reasons: readonly Reason[];
  readonly assessment: Assessment;
  readonly minutes: readonly FunctionMinute[];
  readonly durationRise: DurationRise | null;
  readonly growthPerMinute: number | null;
  readonly iteratorAgeGrowthMs: number | null;
}
