import type { Line } from '../../../terminal/line.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { type Basis, independentPieces, type Missing, missingFrom } from './basis.ts';
import type { Weighed } from './claim.ts';

/** What to do about a cause: one sentence, aimed at the culprit. */
export interface Advice {
  readonly now: Line;
  readonly next: Line;
  readonly later: Line;
  /** A false remedy to avoid. */
  readonly harms: Line | null;
}

/** A possible cause. */
export interface SuspectRule {
  readonly name: string;
  /** The evidence for and against it; null without any sign of it. */
  readonly weigh: (file: CaseFile, onsets: Onsets) => Case | null;
}

export interface Case {
  readonly title: Line;
  /** The service that its calls wait for, where one is named. */
  readonly dependency?: RawText;
  /** Set where it explains only the throttles, and other suspects compete for the rest. */
  readonly explainsThrottlesAlone?: true;
  readonly pro: readonly Weighed[];
  readonly contra: readonly Weighed[];
  readonly advice: Advice;
}

export interface Suspect extends Case {
  readonly name: string;
  /** Probability, 0 to 1; together with competing suspects and unseen causes it adds up to 1. */
  readonly confidence: number;
  readonly basis: Basis;
}

/** Before any evidence, all causes are equally unlikely. */
const PRIOR = -2;
/** How much each unread source adds to the odds of an unseen cause: most causes show in the log alone. */
const UNSEEN_BY: Readonly<Record<Missing, number>> = {
  log: 1.5,
  metrics: 1,
  wholeLog: 0.5,
  eventSources: 0.5,
  versions: 0.5,
  limit: 0.5,
};
/** Below this, a suspect does not count as looking alike. */
const LEAST_ALIKE = 0.05;
/** Less likely suspects are listed only if they are what users would think of first. */
const LEAST = 0.01;

/**
 * The likeliest first, for the verdict; the others by likelihood. Where throttles have a separate explanation, that
 * never comes first, however likely: it does not explain the function's own trouble.
 */
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
  // An unread source may hide a cause that lmon does not see.
  const unseen = missing.reduce((odds, each) => odds + UNSEEN_BY[each], 1);
  const stories = [undefined, true].map((isApart) =>
    weighed.filter(({ explainsThrottlesAlone }) => explainsThrottlesAlone === isApart),
  );
  const [first, ...others] = stories.flatMap((rivals) => amongRivals(rivals, unseen, missing));
  return first === undefined ? [] : [first, ...others.toSorted((a, b) => b.confidence - a.confidence)];
}

/** Which symptoms a suspect explains: where throttles have an explanation of their own, the others explain the rest. */
export type Explains = 'all' | 'throttles' | 'rest';

export function explainedBy(
  { explainsThrottlesAlone }: Pick<Case, 'explainsThrottlesAlone'>,
  all: readonly Pick<Case, 'explainsThrottlesAlone'>[],
): Explains {
  if (explainsThrottlesAlone) return 'throttles';
  return all.some((each) => each.explainsThrottlesAlone) ? 'rest' : 'all';
}

interface WeighedCase extends Case {
  readonly name: string;
  readonly odds: number;
}

/** Only one of several competing suspects can be the cause. Likeliest first. */
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
