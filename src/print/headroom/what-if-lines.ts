import { type Assessment, type BindingLimit, isMetNow } from '../../capacity/assessment.ts';
import type { Scenario } from '../../capacity/limit/what-if.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { durationText, groupedText, rateText, shareText, wholePercentText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { SOON_MS, untilText } from '../../triage/sentence/time-words.ts';

const QUESTION_WIDTH = 19;
const NEEDS_WIDTH = 7;
const SHARE_WIDTH = 7;

/** How the lines are told. */
interface WhatIfWords {
  /** Between a factor and what it multiplies. */
  readonly times: SafeText;
  /** Whether a higher limit would only let more calls wait for something slow. */
  readonly isNoCure: boolean;
  readonly tense: Tense;
}

/**
 * A line for each what-if: what would be needed, its share of the limit, and the outcome.
 */
export function whatIfLines(
  scenarios: readonly Scenario[],
  assessment: Pick<Assessment, 'limit' | 'flag'>,
  { times, isNoCure, tense }: WhatIfWords,
): readonly Line[] {
  const { limit } = assessment;
  return scenarios.flatMap((scenario) => {
    const share = scenario.needs / scenario.limit;
    const line: Line = [
      ...cell([toned('dim', questionText(scenario, limit, times))], QUESTION_WIDTH),
      ...cell([toned('ours', neededText(scenario))], NEEDS_WIDTH, 'right'),
      ...cell([toned('fact', shareText(share))], SHARE_WIDTH, 'right'),
      toned('fact', safe`  `),
      ...(isNoCure && scenario.name === 'raised' ? NO_CURE : outcomeWords(scenario, assessment, tense)),
    ];
    const eta = poolWords(scenario, tense);
    return eta === null ? [line] : [line, [toned('dim', safe`  ${eta}`)]];
  });
}

function questionText({ name, to }: Scenario, limit: BindingLimit, times: SafeText): SafeText {
  switch (name) {
    case 'durationBack':
      return safe`calls take ${durationText(to)}`;
    case 'slower':
      return safe`calls ${to} ${times} as long`;
    case 'traffic':
      return safe`calls ${times} ${to}`;
    case 'raised':
      return raisedText(to, limit);
  }
}

function raisedText(to: number, limit: BindingLimit): SafeText {
  switch (limit.kind) {
    case 'account':
      return safe`account +${groupedText(to - limit.value)}`;
    case 'source':
      return limit.isQueue === true ? safe`maximum ${groupedText(to)}` : safe`factor ${groupedText(to)}`;
    default:
      return safe`reserved ${groupedText(to)}`;
  }
}

/** Kept short for the row: the command gives the reason. */
const NO_CURE: Line = [toned('fact', safe`fits, `), strong(safe`no cure`, 'warn')];

function outcomeWords(
  { name, excess, poolEta }: Scenario,
  { limit, flag }: Pick<Assessment, 'limit' | 'flag'>,
  tense: Tense,
): Line {
  if (excess === 0) {
    const isMore = name === 'slower' || name === 'traffic';
    // The what-ifs use means, but present throttles come from peaks, and more concurrency would raise those too.
    if (isMore && flag === 'throttling') return [strong(safe`peaks don't fit`, 'warn')];
    // What it does fits, until others have filled what they all share.
    if (isMore && limit.kind === 'account' && poolEta !== null)
      return [
        strong(
          isMetNow(poolEta)
            ? safe`full ${untilText(poolEta, tense)}`
            : safe`fits for ${spanText(poolEta.likelyMs)}`,
          'warn',
        ),
      ];
    return [toned('fact', safe`fits`)];
  }
  // A source without a free worker keeps its records.
  if (limit.kind === 'source') return [strong(safe`falls behind`, 'warn')];
  return [strong(safe`turns away ${wholePercentText(excess)} %`, 'warn')];
}

/** `~7m`, or `<1m`, as in the fleet. */
function spanText(likelyMs: number): SafeText {
  return likelyMs < SOON_MS ? safe`<1m` : safe`~${Math.max(1, Math.floor(likelyMs / MINUTE_MS))}m`;
}

/** A reservation is taken from the pool that all others share, and workers take from it what they use. */
function poolWords({ poolChange, poolEta }: Scenario, tense: Tense): SafeText | null {
  if (poolChange === null) return null;
  const change = safe`${groupedText(Math.abs(poolChange))} ${poolChange > 0 ? safe`more` : safe`fewer`}`;
  return safe`pool with ${change}: ${poolEta === null ? safe`no trend to full` : safe`full ${untilText(poolEta, tense)}`}`;
}

export function neededText({ needs }: Pick<Scenario, 'needs'>): SafeText {
  return safe`~${needs < 10 ? rateText(needs) : groupedText(needs)}`;
}
