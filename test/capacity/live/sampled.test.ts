import { describe, expect, it } from 'vitest';
import { liveLoadOf } from '../../../src/capacity/live/live-load.ts';
import { scaledUp } from '../../../src/capacity/live/sampled.ts';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { busyMinute } from '../capacity-minutes.ts';
import { OPENED_MS, seenInFlight } from '../in-flight-marks.ts';

const CALL_S = 40;
const SAMPLE = 0.3;

/** The calls that a sample shows of twenty minutes with one call a second on average, `atOnce` at a time. */
function sampledArrivals(atOnce: number): Float32Array {
  const random = new RandomStream(7);
  return Float32Array.from(
    { length: 1_200 },
    (_, second) =>
      Array.from({ length: second % atOnce === 0 ? atOnce : 0 }, () => random.share()).filter(
        (share) => share < SAMPLE,
      ).length,
  );
}

describe('a sample of the log', () => {
  it.each([
    { how: 'one by one', atOnce: 1, comesInClumps: false },
    { how: 'thirty at once', atOnce: 30, comesInClumps: true },
  ])('shows whether calls come in clumps: $how', ({ atOnce, comesInClumps }) => {
    const level = Array.from({ length: 1_200 }, () => CALL_S * SAMPLE);
    const sample = { ...seenInFlight(level, CALL_S), arrivals: sampledArrivals(atOnce), isSampled: true };
    const minutes = Array.from({ length: 19 }, (_, index) => busyMinute(index, 40, { callMs: 40_000 }));
    const scaled = scaledUp(sample, minutes);
    expect(scaled?.standsFor).toBeGreaterThan(2.5);
    expect(scaled === null ? null : liveLoadOf(scaled)).toMatchObject({ comesInClumps });
  });

  it('takes the highest second of a minute from CloudWatch if available, or else what is certain', () => {
    const half = Array.from({ length: 300 }, (_, second) => (second >= 130 && second < 150 ? 40 : 30));
    const minutes = [0, 1, 2, 3].map((index) =>
      busyMinute(index, 60, {
        callMs: 40_000,
        ...(index === 2 ? { observedMax: 70, invocations: null } : {}),
      }),
    );
    const scaled = scaledUp({ ...seenInFlight(half, CALL_S), isSampled: true }, minutes);
    expect(scaled).toMatchObject({ asOfMs: OPENED_MS + 300_000, standsFor: 2 });
    const peakFrom = (fromS: number, untilS: number) =>
      Math.max(...(scaled?.peaks.subarray(fromS, untilS) ?? []));
    expect(peakFrom(120, 180)).toBe(70);
    expect(peakFrom(200, 300)).toBeCloseTo(60 - Math.sqrt(60 * (40 / 42.5)), 3);
    expect(scaled?.means.at(-1)).toBe(60);
  });
});
