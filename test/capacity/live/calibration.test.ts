import { expect, it } from 'vitest';
import { calibratedRisk, calibrationAfter, UNCALIBRATED } from '../../../src/capacity/live/calibration.ts';

const RISK = { value: 0.75, isAtLimit: false, isMostlyShort: false };

/** The calibration after a risk was reported every 30 s for `hours`, and the limit was met or not. */
function learned(hours: number, isMet: boolean, raw = RISK) {
  let calibration = UNCALIBRATED;
  for (let atMs = 0; atMs <= hours * 3_600_000; atMs += 5_000)
    calibration = calibrationAfter(calibration, raw, atMs, () => isMet);
  return calibration;
}

it('trusts the formula before there are outcomes', () => {
  expect(calibratedRisk(UNCALIBRATED, RISK)).toBe(0.75);
});

it.each([
  { outcome: 'nothing ever came of it', isMet: false, low: 0, high: 0.1 },
  { outcome: 'the limit was met each time', isMet: true, low: 0.95, high: 1 },
])('says so after hours in which $outcome', ({ isMet, low, high }) => {
  const risk = calibratedRisk(learned(3, isMet), RISK);
  expect(risk).toBeGreaterThan(low);
  expect(risk).toBeLessThan(high);
});

it('trusts the formula for longer if most calls are short', () => {
  const risks = [false, true].map((isMostlyShort) => {
    const raw = { ...RISK, isMostlyShort };
    return calibratedRisk(learned(0.5, false, raw), raw);
  });
  expect(risks[0]).toBeLessThan(0.25);
  expect(risks[1]).toBeGreaterThan(0.4);
});

it('does not affect other risks', () => {
  expect(calibratedRisk(learned(3, false), { ...RISK, value: 0.35 })).toBe(0.35);
});

it('learns quickly that a function at its limit leaves it again', () => {
  const raw = { ...RISK, value: 0.1, isAtLimit: true };
  expect(calibratedRisk(UNCALIBRATED, raw)).toBe(0.5);
  expect(calibratedRisk(learned(0.2, false, raw), raw)).toBeLessThan(0.2);
});

it('knows the outcome of a look only after five minutes', () => {
  const told = calibrationAfter(UNCALIBRATED, RISK, 0, () => false);
  expect(
    calibratedRisk(
      calibrationAfter(told, RISK, 295_000, () => false),
      RISK,
    ),
  ).toBe(0.75);
  expect(
    calibratedRisk(
      calibrationAfter(told, RISK, 300_000, () => false),
      RISK,
    ),
  ).toBeLessThan(0.75);
});

it('learns nothing from looks whose outcome was not seen', () => {
  const told = calibrationAfter(UNCALIBRATED, RISK, 0, () => false);
  const awake = calibrationAfter(told, RISK, 7_200_000, () => null);
  expect(awake.pending).toHaveLength(1);
  expect(awake.bins).toEqual(UNCALIBRATED.bins);
});
