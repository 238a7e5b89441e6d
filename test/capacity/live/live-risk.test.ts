import { expect, it } from 'vitest';
import type { LiveLoad } from '../../../src/capacity/live/live-load.ts';
import { liveRisks } from '../../../src/capacity/live/live-risk.ts';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { seenInFlight } from '../in-flight-marks.ts';

const LIMIT = 100;
const NO_PEAKS = { sinceMs: 0, throughMs: 0, over: [], newest: null, lowest: Infinity };

it('treats the rate of long calls as no more certain than their number allows', () => {
  const seen = seenInFlight(Array(900).fill(70), 90);
  const steadyAfter = (arrivingS: number) => {
    const load: LiveLoad = {
      level: 70,
      heldByArrivals: 70,
      arrivingS,
      dispersion: 1,
      comesInClumps: false,
      comesEvenly: true,
      mixingS: 90,
      callS: 90,
    };
    return liveRisks(seen, load, NO_PEAKS, LIMIT).steady;
  };
  expect(steadyAfter(90)).toBeGreaterThan(1.2 * steadyAfter(900));
});

it('predicts limit hits by evenly arriving long calls as often as they happen', () => {
  const callS = 90;
  const busyOnAverage = 82;
  let predicted = 0;
  let met = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = new RandomStream(seed);
    const arrivals = Array.from({ length: 1_500 }, () => arrivedInSecond(random, busyOnAverage / callS));
    const busy = arrivals.map((_, second) =>
      sumOf(arrivals.slice(Math.max(0, second + 1 - callS), second + 1)),
    );
    const seen = {
      ...seenInFlight(busy.slice(0, 1_200), callS),
      arrivals: Float32Array.from(arrivals.slice(0, 1_200)),
    };
    const level = busy[1_199] ?? 0;
    const load: LiveLoad = {
      level,
      heldByArrivals: (sumOf(arrivals.slice(900, 1_200)) / 300) * callS,
      arrivingS: 300,
      dispersion: 1,
      comesInClumps: false,
      comesEvenly: true,
      mixingS: callS,
      callS,
    };
    predicted += liveRisks(seen, load, NO_PEAKS, LIMIT).steady;
    if (Math.max(...busy.slice(1_200)) >= LIMIT) met++;
  }
  expect(met).toBeGreaterThan(20);
  expect(predicted / met).toBeGreaterThan(0.75);
  expect(predicted / met).toBeLessThan(1.3);
});

function arrivedInSecond(random: RandomStream, perSecond: number): number {
  let count = 0;
  for (let at = random.exponential(); at < perSecond; at += random.exponential()) count++;
  return count;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
