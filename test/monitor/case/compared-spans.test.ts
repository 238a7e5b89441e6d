import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { comparedSpans } from '../../../src/monitor/case/compared-spans.ts';
import { minuteMsAt, minutesOf, times } from '../../triage/troubled.ts';

const toMs = minuteMsAt(61);

describe('the compared parts of a log', () => {
  it('lie in the newest minutes that hurt, and before the onset', () => {
    const minutes = minutesOf(...times(40, {}), ...times(10, { errors: 40 }), ...times(10, { errors: 1 }));
    const { now, before } = comparedSpans(minutes, minuteMsAt(40), toMs);
    expect(now.endMs).toBeLessThanOrEqual(minuteMsAt(50));
    expect(now.startMs).toBeGreaterThanOrEqual(minuteMsAt(40));
    expect(before.endMs).toBe(minuteMsAt(38));
    expect(before.endMs - before.startMs).toBe(now.endMs - now.startMs);
  });

  it.each([
    ['20 s of a busy function', 60_000, 20_000],
    ['8 minutes of a hundred calls a minute', 100, 8 * MINUTE_MS],
    ['half an hour of a quiet one', 2, 30 * MINUTE_MS],
  ])('are %s', (_what, invocations, spanMs) => {
    const minutes = minutesOf(...times(60, { invocations, errors: invocations / 2 }));
    const { before } = comparedSpans(minutes, minuteMsAt(20), toMs);
    expect(before.endMs - before.startMs).toBe(spanMs);
  });

  it('are long enough for calls that take minutes', () => {
    const minutes = minutesOf(...times(60, { invocations: 6_000, durationMaxMs: 5 * MINUTE_MS, errors: 60 }));
    const { now } = comparedSpans(minutes, minuteMsAt(20), toMs);
    expect(now.endMs - now.startMs).toBe(15 * MINUTE_MS);
  });

  it('do not reach back beyond the onset', () => {
    const minutes = minutesOf(...times(58, { invocations: 10 }), ...times(2, { invocations: 10, errors: 9 }));
    const { now } = comparedSpans(minutes, minuteMsAt(58), toMs);
    expect(now.startMs).toBe(minuteMsAt(58));
  });

  it('lie an hour apart if the onset is unknown', () => {
    const minutes = minutesOf(...times(60, { errors: 10 }));
    const { now, before } = comparedSpans(minutes, null, toMs);
    expect(now.startMs - before.endMs).toBe(60 * MINUTE_MS);
  });

  it('are whole milliseconds in order, whatever is known', () => {
    for (const minutes of [[], minutesOf(...times(3, null)), minutesOf({ invocations: 0 })]) {
      const { now, before } = comparedSpans(minutes, null, toMs + 0.5);
      const bounds = [before.startMs, before.endMs, now.startMs, now.endMs];
      expect(bounds).toEqual(bounds.toSorted((one, other) => one - other));
      expect(bounds.every(Number.isInteger)).toBe(true);
    }
  });
});
