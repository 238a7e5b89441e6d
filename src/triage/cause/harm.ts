import { total } from '../minute/function-minute.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** What a trouble does to whom: the ranks of an account's causes. */
export type Harm = 'dataIsLost' | 'callersAreHit' | 'workIsBlocked' | 'workIsLate' | 'nobodyIsHitYet';

/**
 * The worst first. What is lost nobody brings back and who waits for an answer feels it now: how much of it there is
 * decides between the two, or three events that are gone would stand above four hundred callers who are turned away.
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

/** What a function is asked for to say what its trouble does. */
export type HarmFacts = Pick<TroubledFunction, 'reasons' | 'minutes' | 'hasEventSource' | 'losesRecordsSoon'>;

/** The worst that the function's broken rules do; null where none is broken. */
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
