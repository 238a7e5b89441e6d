import type { HourlyCost } from '../../lambda/cost/hourly-cost.ts';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { CallSample } from '../../lambda/line/call-sample.ts';
import type { Line } from '../../terminal/line.ts';
import { durationInWords, wholePercentText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import { SIGNS } from '../thresholds.ts';

interface StartFacts {
  readonly configuration: FunctionConfiguration;
  readonly sample: CallSample | null;
  readonly cost: HourlyCost | null;
}

/** With fewer calls, a share is chance. */
export const FEWEST_CALLS = 20;
const LARGE_START_COST = 0.2;
/** The hourly cost of one dollar a month: savings below it are not worth mentioning. */
const WORTH_SAVING_DOLLARS = 1 / 730;

/** How many calls start cold, how long that takes, and how to reduce either. */
export function coldStartWords({ configuration, sample }: StartFacts): Line | null {
  if (sample === null || sample.initMs === null || sample.calls < FEWEST_CALLS) return null;
  const share = sample.coldStarts / sample.calls;
  if (share < SIGNS.manyColdStarts) return null;
  const { runtime, setup } = configuration;
  const hasSnapshots = /^(java(1[1-9]|[2-9]\d)|python3\.(1[2-9]|[2-9]\d)|dotnet[89])/.test(runtime ?? '');
  const cure =
    hasSnapshots && setup?.startsFromSnapshot === false
      ? safe`SnapStart would shorten them`
      : safe`provisioned concurrency would spare them`;
  return words`${strong(safe`${wholePercentText(share)} %`)} of calls start cold, ${durationInWords(sample.initMs)} each: ${cure}`;
}

/** The part of the hourly cost that goes to cold starts. */
export function startCostWords({ sample, cost }: StartFacts): Line | null {
  if (sample === null || sample.calls < FEWEST_CALLS) return null;
  if (cost === null || cost.initDollars === null || cost.totalDollars < WORTH_SAVING_DOLLARS) return null;
  const share = cost.initDollars / cost.totalDollars;
  if (share < LARGE_START_COST) return null;
  return words`${strong(safe`${wholePercentText(share)} %`)} of what it costs is billed init: a lighter start, or fewer of them, costs less`;
}
