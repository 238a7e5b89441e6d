import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { EventCounts } from '../../triage/report/case-file/case-reading.ts';
import { ofFunction, ownerKey } from '../metric-owner.ts';
import type { MetricHistory } from './metric-history.ts';

/**
 * Totals of the metrics of asynchronous events over the minutes of [fromMs, toMs): received up to `settledMs`, stopped
 * recursive loops up to the end.
 */
export function eventCounts(
  history: MetricHistory,
  functionName: RawText,
  { fromMs, toMs }: { readonly fromMs: EpochMs; readonly toMs: EpochMs },
  settledMs: EpochMs,
): EventCounts {
  const key = ownerKey(ofFunction(functionName));
  const minutes = Array.from(
    { length: Math.max(0, Math.round((toMs - fromMs) / MINUTE_MS)) },
    (_, index) => fromMs + index * MINUTE_MS,
  );
  const received = minutes
    .filter((minuteMs) => minuteMs < settledMs)
    .flatMap((minuteMs) => history.value(key, 'AsyncEventsReceived', 'Sum', minuteMs) ?? []);
  const stopped = minutes.flatMap((minuteMs) => {
    const count = history.value(key, 'RecursiveInvocationsDropped', 'Sum', minuteMs) ?? 0;
    return count > 0 ? [{ minuteMs, count }] : [];
  });
  return {
    fromMs,
    toMs: Math.min(toMs, settledMs),
    received: received.length === 0 ? null : received.reduce((sum, count) => sum + count, 0),
    loopsStopped: stopped.reduce((sum, { count }) => sum + count, 0),
    loopsSinceMs: stopped[0]?.minuteMs ?? null,
  };
}
