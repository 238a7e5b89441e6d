import { expect, it } from 'vitest';
import { inLogOrder, placeOf } from '../../src/logs/log-order.ts';
import { logEvent } from '../monitor/log/scripted-log.ts';

it('is by timestamp, then ingestion, then id', () => {
  const events = [logEvent('d', 2, 3), logEvent('c', 2, 2), logEvent('b', 2, 2), logEvent('a', 1, 9)];
  expect(inLogOrder(events).map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c', 'd']);
});

it('leaves events in order unchanged', () => {
  const events = [logEvent('a', 1), logEvent('b', 2)];
  expect(inLogOrder(events)).toBe(events);
});

it('keeps an event once that is in a page twice', () => {
  const events = [logEvent('a', 1), logEvent('b', 2), logEvent('a', 1), logEvent('c', 2)];
  expect(inLogOrder(events).map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c']);
});

it('puts a gap after the events of its millisecond', () => {
  const gap = placeOf({ type: 'gap', startMs: 5, endMs: null, reason: 'asleep' });
  const event = placeOf({ type: 'event', event: logEvent('zzz', 5), lateMs: null });
  expect(gap.ingestionMs).toBeGreaterThan(event.ingestionMs);
});
