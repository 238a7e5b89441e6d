import { describe, expect, it } from 'vitest';
import { liveLoadOf } from '../../../src/capacity/live/live-load.ts';
import { seenInFlight } from '../in-flight-marks.ts';

const SECONDS = 900;

/** Random but reproducible arrivals, `together` at a time. */
function arriving(perSecond: number, together: number): Float32Array {
  let seed = 7;
  const share = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const arrivals = new Float32Array(SECONDS);
  for (let atS = 0; atS < SECONDS; atS += (-Math.log(share()) * together) / perSecond)
    arrivals[Math.floor(atS)] = (arrivals[Math.floor(atS)] ?? 0) + together;
  return arrivals;
}

describe('what the log shows about a load', () => {
  it.each([
    { case: 'a minute and a half', callS: 90, mixingS: 96, together: 1, evenly: true, clumps: false },
    {
      case: 'a minute and a half, in clumps',
      callS: 90,
      mixingS: 96,
      together: 5,
      evenly: false,
      clumps: true,
    },
    { case: 'mostly two seconds', callS: 2, mixingS: 19, together: 1, evenly: true, clumps: false },
    { case: 'half a minute', callS: 30, mixingS: 40, together: 1, evenly: false, clumps: false },
    { case: 'a second', callS: 1, mixingS: 1, together: 1, evenly: false, clumps: false },
  ])(
    'is whether calls of $case come evenly, or in clumps',
    ({ callS, mixingS, together, evenly, clumps }) => {
      const seen = seenInFlight(Array(SECONDS).fill(70), callS);
      const arrivals = arriving(70 / callS, together);
      expect(liveLoadOf({ ...seen, arrivals, mixingMs: mixingS * 1_000 })).toMatchObject({
        comesEvenly: evenly,
        comesInClumps: clumps,
      });
    },
  );
});
