import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import { binarySamples } from '../record/distribution.ts';
import { shownCount } from '../record/publication.ts';
import type { Tally } from '../record/tally.ts';
import type { Distribution } from '../world-metric.ts';

export type AsyncMetric =
  | 'AsyncEventsReceived'
  | 'AsyncEventsDropped'
  | 'DestinationDeliveryFailures'
  | 'RecursiveInvocationsDropped';

/** Metrics of the queue before an asynchronously called function; null for other functions. */
export function asyncSamples(
  callee: SimulatedFunction,
  metric: AsyncMetric,
  minuteMs: EpochMs,
  nowMs: EpochMs,
): Distribution | null {
  const { caller } = callee.model;
  if (caller.kind !== 'async') return null;
  const shown = (tally: Tally) =>
    shownCount(tally, Math.max(minuteMs, callee.heldFromMs), minuteMs + MINUTE_MS, nowMs);
  const { received, dropped, destinationDeliveryFailures, loopsStopped } = callee.asyncEvents;
  switch (metric) {
    case 'AsyncEventsReceived':
      return binarySamples(shown(received), 0);
    case 'AsyncEventsDropped':
      return binarySamples(shown(dropped), shown(received));
    case 'RecursiveInvocationsDropped': {
      const stopped = shown(loopsStopped);
      // Lambda publishes it only where it stopped one.
      return stopped === 0 ? null : binarySamples(stopped, 0);
    }
    case 'DestinationDeliveryFailures': {
      if (caller.onFailure?.kind !== 'destination') return null;
      const failures = shown(destinationDeliveryFailures);
      return binarySamples(failures, Math.max(0, shown(dropped) - failures));
    }
  }
}
