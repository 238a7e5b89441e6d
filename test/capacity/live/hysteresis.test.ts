import { describe, expect, it } from 'vitest';
import { hysteresisOf } from '../../../src/capacity/live/hysteresis.ts';
import type { LiveLoad } from '../../../src/capacity/live/live-load.ts';
import type { LiveRisks } from '../../../src/capacity/live/live-risk.ts';

const LIMIT = 100;
const SHORT: LiveLoad = {
  level: 70,
  heldByArrivals: 70,
  arrivingS: 10,
  dispersion: 1,
  comesInClumps: false,
  comesEvenly: false,
  mixingS: 1,
  callS: 1,
};
const LONG: LiveLoad = { ...SHORT, arrivingS: 100, mixingS: 90, callS: 90 };
const FEW = { comesEvenly: true, callS: 2 };
const LOW = { level: 20, heldByArrivals: 20 };
const RISKS: LiveRisks = {
  steady: 0,
  recurring: 0,
  rising: 0,
  isAtLimit: false,
  wasNear: false,
  isFalling: false,
  nearAgain: 0,
};

describe('what raises and lowers the flag', () => {
  it.each<[string, LiveLoad, Partial<LiveRisks>, boolean, readonly [number, number, number]]>([
    ['for short calls', SHORT, {}, false, [0.5, 0.3, 60]],
    ['near the limit recently', SHORT, { wasNear: true }, false, [0.5, 0.2, 60]],
    ['near it recently, and going down', SHORT, { wasNear: true, isFalling: true }, false, [0.5, 0.3, 20]],
    ['for short calls that repeatedly come near it', SHORT, { nearAgain: 0.6 }, true, [0.5, 0, 60]],
    ['for short calls that have left the limit', { ...SHORT, ...LOW }, {}, false, [0.5, 0.3, 10]],
    ['for short calls whose peak may return', { ...SHORT, ...LOW }, {}, true, [0.5, 0.3, 60]],
    ['for calls of minutes that may come evenly', LONG, {}, false, [0.65, 0.25, 120]],
    ['for a few long calls among short ones', { ...LONG, ...FEW, mixingS: 30 }, {}, false, [0.55, 0.25, 120]],
  ])('is a risk and a time, %s', (_what, load, risks, isAwaited, [raiseAtRisk, lowerBelowRisk, calmS]) => {
    expect(hysteresisOf(load, { ...RISKS, ...risks }, LIMIT, isAwaited)).toEqual({
      raiseAtRisk,
      lowerBelowRisk,
      calmForMs: calmS * 1_000,
    });
  });

  it('waits for a higher risk if calls last for minutes, as such a slow level leaves time', () => {
    const raiseAtRisk = (mixingS: number) =>
      hysteresisOf({ ...LONG, ...FEW, mixingS }, RISKS, LIMIT, false).raiseAtRisk;
    expect(raiseAtRisk(59)).toBe(0.55);
    expect(raiseAtRisk(60)).toBe(0.65);
  });
});
