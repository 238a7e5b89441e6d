import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { callSpans } from '../../../../src/monitor/function/detail/call-spans.ts';
import type { FunctionMinute } from '../../../../src/triage/minute/function-minute.ts';
import { NO_DATA } from '../../../triage/no-data.ts';

/** Minutes from 0 on. */
function minutes(...different: readonly Partial<FunctionMinute>[]): readonly FunctionMinute[] {
  return different.map((each, place) => ({ ...NO_DATA, minuteMs: place * MINUTE_MS, ...each }));
}

const RUN = { invocations: 1, errors: 0, throttles: 0, durationMaxMs: 412_000 };
const pause = (length: number) => Array<Partial<FunctionMinute>>(length).fill({});

describe('the spans in which a function was called', () => {
  it('are told with the number of calls and the longest one', () => {
    expect(callSpans(minutes({}, RUN, {}))).toEqual([
      {
        startMs: MINUTE_MS,
        endMs: 2 * MINUTE_MS,
        calls: 1,
        throttles: 0,
        errors: 0,
        longestMs: 412_000,
        peak: null,
      },
    ]);
  });

  it('have the highest concurrency of all their minutes that measured one', () => {
    const peakOf = (...peaks: readonly (number | null)[]) =>
      callSpans(minutes(...peaks.map((observedMax) => ({ ...RUN, observedMax })))).map(({ peak }) => peak);
    expect(peakOf(2, 7, 3)).toEqual([7]);
    expect(peakOf(null, 4)).toEqual([4]);
    expect(peakOf(4, null)).toEqual([4]);
  });

  it('come newest first, and calls less than five minutes apart are of one span', () => {
    const failing = { ...RUN, errors: 1, durationMaxMs: 900_000 };
    const spans = callSpans(minutes(RUN, ...pause(5), RUN, failing, ...pause(4), RUN, {}));
    expect(spans.map(({ startMs, endMs }) => [startMs / MINUTE_MS, endMs / MINUTE_MS])).toEqual([
      [6, 13],
      [0, 1],
    ]);
    expect(spans[0]).toMatchObject({ calls: 3, errors: 1, longestMs: 900_000 });
  });

  it('count the calls of longer periods, whose counts are per minute as well', () => {
    const periods = [
      {},
      { ...RUN, invocations: 0.2 },
      { ...RUN, invocations: 0.6, errors: 0.2 },
      {},
      RUN,
    ].map((each, place) => ({ ...NO_DATA, minuteMs: place * 5 * MINUTE_MS, ...each }));
    expect(callSpans(periods)).toMatchObject([
      { startMs: 20 * MINUTE_MS, endMs: 25 * MINUTE_MS, calls: 5 },
      { startMs: 5 * MINUTE_MS, endMs: 15 * MINUTE_MS, calls: 4, errors: 1 },
    ]);
  });

  it('include calls that were all refused', () => {
    expect(callSpans(minutes({}, { throttles: 2 }))).toMatchObject([
      { calls: 0, throttles: 2, errors: null, longestMs: null },
    ]);
  });

  it('are none without a call, measured or not', () => {
    expect(callSpans(minutes({}, { invocations: 0, throttles: 0 }))).toEqual([]);
    expect(callSpans([])).toEqual([]);
  });
});
