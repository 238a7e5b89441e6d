import { total } from '../minute/function-minute.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The harm that trouble does, and to whom: ranks the account's causes. */
export type Harm = 'dataIsLost' | 'callersAreHit' | 'workIsBlocked' | 'workIsLate' | 'nobodyIsHitYet';

/**
 * Worst first. Lost data can't be recovered, and waiting callers suffer now: between these two the amount decides, or
 * three lost events would rank above four hundred throttled callers.
 */
const WORST_FIRST: readonly (readonly Harm[])[] = [
  ['dataIsLost', 'callersAreHit'],
  ['workIsBlocked'],
  ['workIsLate'],
  ['nobodyIsHitYet'],
];

export function byHarm(one: Harm | null, other: Harm | null): number {
  return placeOf(one) - placeOf(other);
}

function placeOf(harm: Harm | null): number {
  return harm === null ? WORST_FIRST.length : WORST_FIRST.findIndex((harms) => harms.includes(harm));
}

export function worstHarm(one: Harm | null, other: Harm | null): Harm | null {
  return byHarm(one, other) <= 0 ? one : other;
}

const RECENT_MINUTES = 60;

/** The facts about a function from which its harm is derived. */
export type HarmFacts = Pick<TroubledFunction, 'reasons' | 'minutes' | 'hasEventSource' | 'losesRecordsSoon'>;

/** The worst harm of the function's broken rules; null without any. */
export function harmOf(facts: HarmFacts): Harm | null {
  const { reasons, minutes, losesRecordsSoon = false } = facts;
  const broken = new Set(reasons.map(({ rule }) => rule));
  if (broken.size === 0) return null;
  if (broken.has('deadLetterErrors') || losesRecordsSoon) return 'dataIsLost';
  if (broken.has('iteratorAge') || broken.has('backlog') || broken.has('silence')) return 'workIsBlocked';
  if (broken.has('throttles') || broken.has('errors'))
    return isTriedAgain(facts) ? 'workIsLate' : 'callersAreHit';
  if (broken.has('redrive')) return 'workIsLate';
  const failed = broken.has('timeout') ? total(minutes.slice(-RECENT_MINUTES), ({ errors }) => errors) : 0;
  if (failed === 0) return 'nobodyIsHitYet';
  return isTriedAgain(facts) ? 'workIsLate' : 'callersAreHit';
}

/** Whether events of asynchronous callers were seen. */
export function isAsynchronous({ minutes }: Pick<TroubledFunction, 'minutes'>): boolean {
  return minutes.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null);
}

function isTriedAgain(facts: HarmFacts): boolean {
  return facts.hasEventSource === true || isAsynchronous(facts);
}
