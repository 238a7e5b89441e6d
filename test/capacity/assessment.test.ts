import { describe, expect, it } from 'vitest';
import { isMetNow, MET_NOW, timeLeft } from '../../src/capacity/assessment.ts';

describe('the time left to a limit', () => {
  const ETA = { earlyMs: 60_000, likelyMs: 120_000, lateMs: 180_000 };

  it('is less by the age of the forecast', () => {
    expect(timeLeft(ETA, 90_000)).toEqual({ earlyMs: 0, likelyMs: 30_000, lateMs: 90_000 });
  });

  it('does not run out while the limit is not seen to be met', () => {
    expect(isMetNow(timeLeft(ETA, 600_000))).toBe(false);
  });

  it('is none for a limit that is met', () => {
    expect(timeLeft(MET_NOW, 90_000)).toEqual(MET_NOW);
  });
});
