import { expect, it } from 'vitest';
import type { LiveLoad } from '../../../src/capacity/live/live-load.ts';
import { liveRisks } from '../../../src/capacity/live/live-risk.ts';
import { seenInFlight } from '../in-flight-marks.ts';

const LIMIT = 100;
const NO_PEAKS = { sinceMs: 0, throughMs: 0, over: [], newest: null, lowest: Infinity };

it('holds the rate of long calls for no surer than so many of them tell', () => {
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
