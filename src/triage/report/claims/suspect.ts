import type { Line } from '../../../terminal/line.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { type Basis, independentPieces, missingFrom } from './basis.ts';
import type { Weighed } from './claim.ts';

/** What to do about a cause. Each is one sentence, and aims at who causes it. */
export interface Advice {
  readonly now: Line;
  readonly next: Line;
  readonly later: Line;
  /** What looks like a remedy and is none. */
  readonly harms: Line | null;
}

/** What may be behind it all. */
export interface SuspectRule {
  readonly name: string;
  /** What speaks for it and against it; null where there is nothing of it to be seen. */
  readonly weigh: (file: CaseFile, onsets: Onsets) => Case | null;
}

export interface Case {
  readonly title: Line;
  /** What its calls wait for, where something names it. */
  readonly dependency?: RawText;
  /** Others are behind what else hurts, whether or not this one is behind the throttles. */
  readonly explainsThrottlesAlone?: true;
  readonly pro: readonly Weighed[];
  readonly contra: readonly Weighed[];
  readonly advice: Advice;
}

export interface Suspect extends Case {
  readonly name: string;
  /** How likely it is, 0 to 1; with all that would explain the same, and with what lmon cannot see, it adds up to 1. */
  readonly confidence: number;
  readonly basis: Basis;
}

/** Before anything is known each of the causes is as unlikely. */
const PRIOR = -2;
/** By how much the odds of what lmon does not see grow with each thing that it could not read. */
const UNSEEN_BY_MISSING = 0.5;
/** What is less likely beside all others looks like none of them. */
const LEAST_ALIKE = 0.05;
/** Less likely ones are told only where they are what one would think of first. */
const LEAST = 0.01;

/** The suspects, the likeliest first; behind them who turns calls away, where that is another story. */
export function suspectsOf(
  rules: readonly SuspectRule[],
  file: CaseFile,
  onsets: Onsets,
): readonly Suspect[] {
  const weighed = rules.flatMap(({ name, weigh }) => {
    const found = weigh(file, onsets);
    if (found === null) return [];
    const score = PRIOR + sum(found.pro) - sum(found.contra);
    return [{ ...found, name, odds: Math.exp(score) }];
  });
  const missing = missingFrom(file);
  // What nobody could read may hold a cause that lmon does not see.
  const unseen = 1 + UNSEEN_BY_MISSING * missing.length;
  const stories = [undefined, true].map((isApart) =>
    weighed.filter(({ explainsThrottlesAlone }) => explainsThrottlesAlone === isApart),
  );
  return stories.flatMap((rivals) => amongRivals(rivals, unseen, missing));
}

interface WeighedCase extends Case {
  readonly name: string;
  readonly odds: number;
}

/** Of those that would explain the same only one is behind it. The likeliest first. */
function amongRivals(
  rivals: readonly WeighedCase[],
  unseen: number,
  missing: Basis['missing'],
): readonly Suspect[] {
  const all = rivals.reduce((total, { odds }) => total + odds, unseen);
  const alike = rivals
    .filter(({ pro, contra, odds }) => sum(pro) > sum(contra) && odds >= LEAST_ALIKE * all)
    .map(({ name }) => name);
  return rivals
    .map(
      ({ odds, ...found }): Suspect => ({
        ...found,
        confidence: odds / all,
        basis: {
          pieces: independentPieces(found.pro),
          missing,
          lookAlikes: alike.filter((name) => name !== found.name),
        },
      }),
    )
    .filter(({ confidence, pro, contra }) => confidence >= LEAST || (pro.length > 0 && contra.length > 0))
    .toSorted((a, b) => b.confidence - a.confidence);
}

function sum(claims: readonly Weighed[]): number {
  return claims.reduce((total, { weight }) => total + weight, 0);
}
