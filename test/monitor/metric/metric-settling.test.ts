import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { lastSettledMinute, PUBLICATION_DELAY_MS } from '../../../src/monitor/metric/metric-settling.ts';

const timeOf = (text: string) => Date.parse(`2026-11-24T${text}Z`);

describe('the last settled minute', () => {
  it.each([
    ['with short calls', '03:12:10', 3_000, 100, '03:10'],
    ['with short calls, late in the minute', '03:12:59', 3_000, 100, '03:10'],
    ['at the moment when another settles', '03:13:00.100', 3_000, 100, '03:11'],
    ['just before', '03:13:00.099', 3_000, 100, '03:10'],
    ['with calls that reach their timeout', '03:12:10', 10_000, 10_000, '03:10'],
    ['with calls of unknown duration: as long as their timeout', '03:12:10', 900_000, null, '02:55'],
    ['with calls shorter than their timeout', '03:12:10', 900_000, 20_000, '03:09'],
    ['with a duration above the timeout, which can only be the timeout', '03:12:10', 3_000, 900_000, '03:10'],
  ])('%s', (_case, now, timeoutMs, recentLongestMs, minute) => {
    expect(lastSettledMinute(timeOf(now), timeoutMs, recentLongestMs)).toBe(timeOf(`${minute}:00`));
  });

  it('is always over, published and ended, and the next one is not', () => {
    const now = fc.integer({ min: timeOf('03:00:00'), max: timeOf('05:00:00') });
    const length = fc.integer({ min: 0, max: 15 * MINUTE_MS });
    fc.assert(
      fc.property(now, length, fc.option(length), (nowMs, timeoutMs, longestMs) => {
        const minuteMs = lastSettledMinute(nowMs, timeoutMs, longestMs);
        const settlesMs =
          minuteMs + MINUTE_MS + PUBLICATION_DELAY_MS + Math.min(timeoutMs, longestMs ?? timeoutMs);
        expect(settlesMs).toBeLessThanOrEqual(nowMs);
        expect(settlesMs + MINUTE_MS).toBeGreaterThan(nowMs);
      }),
    );
  });
});
