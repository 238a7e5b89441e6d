import type { Known } from '../../../capacity/evidence.ts';
import type { Reading } from '../../reading.ts';

/** How long a function's input has waited: stream records, queue messages or asynchronous events. */
export interface Lag {
  readonly of: 'records' | 'messages' | 'events';
  readonly ageMs: Reading;
}

export interface LagFacts {
  /** Null where lmon may not see event source mappings. */
  readonly hasStreamSource: boolean | null;
  /** Its event source mappings, or why lmon does not see them. */
  readonly eventSources: Known<readonly unknown[]>;
  /** Age of the oldest message in its queues; null without a queue. */
  readonly queueAgeMs: Reading | null;
  /** Whether it was called asynchronously within the known minutes. */
  readonly isAsynchronous: boolean;
  /** The iterator age and the age of asynchronous events, or why they are absent. */
  readonly iteratorAgeMs: Reading;
  readonly asyncEventAgeMs: Reading;
}

/**
 * A stream's lag comes first; null where nothing waits for the function. Behind mappings that lmon does not see, a
 * queue may wait: no iterator age does not mean that nothing does.
 */
export function lagOf(facts: LagFacts): Lag | null {
  const { hasStreamSource, eventSources, queueAgeMs, isAsynchronous, iteratorAgeMs, asyncEventAgeMs } = facts;
  if (hasStreamSource === true) return { of: 'records', ageMs: iteratorAgeMs };
  if (queueAgeMs !== null) return { of: 'messages', ageMs: queueAgeMs };
  if (isAsynchronous) return { of: 'events', ageMs: asyncEventAgeMs };
  // A measured age says what waits.
  if (hasStreamSource === null && typeof iteratorAgeMs === 'number')
    return { of: 'records', ageMs: iteratorAgeMs };
  // Without a known source, only that metric tells whether it is called asynchronously.
  const hasKnownSource = eventSources.known && eventSources.value.length > 0;
  if (asyncEventAgeMs === 'denied' && !hasKnownSource) return { of: 'events', ageMs: 'denied' };
  if (hasStreamSource !== null) return null;
  if (iteratorAgeMs !== 'missing' || eventSources.known) return { of: 'records', ageMs: iteratorAgeMs };
  return { of: 'records', ageMs: eventSources.because === 'denied' ? 'denied' : 'unsettled' };
}
