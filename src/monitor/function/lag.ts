import type { Reading } from '../reading.ts';

/** How long what a function works on has waited: a stream's records, a queue's messages, or asynchronous events. */
export interface Lag {
  readonly of: 'records' | 'messages' | 'events';
  readonly ageMs: Reading;
}

export interface LagFacts {
  /** Null where lmon may not see event source mappings. */
  readonly hasStreamSource: boolean | null;
  /** Age of the oldest message in the queues that it reads; null where it reads none. */
  readonly queueAgeMs: Reading | null;
  /** Whether it was called asynchronously in the minutes that are known. */
  readonly isAsynchronous: boolean;
  /** The iterator age and the age of asynchronous events, or why they are not there. */
  readonly iteratorAgeMs: Reading;
  readonly asyncEventAgeMs: Reading;
}

/** A stream's lag before all others; null where nothing waits for the function. */
export function lagOf(facts: LagFacts): Lag | null {
  const { hasStreamSource, queueAgeMs, isAsynchronous, iteratorAgeMs, asyncEventAgeMs } = facts;
  if (hasStreamSource === true) return { of: 'records', ageMs: iteratorAgeMs };
  if (queueAgeMs !== null) return { of: 'messages', ageMs: queueAgeMs };
  if (isAsynchronous) return { of: 'events', ageMs: asyncEventAgeMs };
  return hasStreamSource === null ? { of: 'records', ageMs: iteratorAgeMs } : null;
}
