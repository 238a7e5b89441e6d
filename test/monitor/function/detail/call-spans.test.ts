import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { callSpans } from '../../../../src/monitor/function/detail/call-spans.ts';
import type { FunctionMinute } from '../../../../src/triage/minute/function-minute.ts';
import { NO_DATA } from '../../../triage/no-data.ts';

const PERIOD_MS = 5 * MINUTE_MS;

/** Periods of five minutes from 0 on; counts are per minute, as everywhere. */
function periods(...different: readonly Partial<FunctionMinute>[]): readonly FunctionMinute[] {
  return different.map((each, place) => ({ ...NO_DATA, minuteMs: place * PERIOD_MS, ...each }));
}

const RUN = { invocations: 0.2, errors: 0, throttles: 0, durationMaxMs: 412_000 };

describe('the spans in which a function was called', () => {
  it('are told with the number of calls and the longest one', () => {
    expect(callSpans(periods({}, RUN, {}))).toEqual([
      {
        startMs: PERIOD_MS,
        endMs: 2 * PERIOD_MS,
        calls: 1,
        throttles: 0,
        errors: 0,
        longestMs: 412_000,
        peak: null,
      },
    ]);
  });

  it('have the highest concurrency of all their periods that measured one', () => {
    const peakOf = (...peaks: readonly (number | null)[]) =>
      callSpans(periods(...peaks.map((observedMax) => ({ ...RUN, observedMax })))).map(({ peak }) => peak);
    expect(peakOf(2, 7, 3)).toEqual([7]);
    expect(peakOf(null, 4)).toEqual([4]);
    expect(peakOf(4, null)).toEqual([4]);
  });

  it('come newest first, and neighbours are one span', () => {
    const spans = callSpans(periods(RUN, {}, RUN, { ...RUN, errors: 0.2, durationMaxMs: 900_000 }, {}));
    expect(spans.map(({ startMs, endMs }) => [startMs / PERIOD_MS, endMs / PERIOD_MS])).toEqual([
      [2, 4],
      [0, 1],
    ]);
    expect(spans[0]).toMatchObject({ calls: 2, errors: 1, longestMs: 900_000 });
  });

  it('include calls that were all refused', () => {
    expect(callSpans(periods({}, { throttles: 2 }))).toMatchObject([
      { calls: 0, throttles: 10, errors: null, longestMs: null },
    ]);
  });

  it('are none without a call, measured or not', () => {
    expect(callSpans(periods({}, { invocations: 0, throttles: 0 }))).toEqual([]);
    expect(callSpans([])).toEqual([]);
  });
});
