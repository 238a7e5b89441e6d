import { describe, expect, it } from 'vitest';
import { isMetNow, isOverdue, MET_NOW, timeLeft, timeLeftUnseen } from '../../src/capacity/assessment.ts';

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

  it.each([
    { elapsedMs: 90_000, isOver: false },
    { elapsedMs: 180_000, isOver: true },
    { elapsedMs: 600_000, isOver: true },
  ])('is overdue ($isOver) where nobody looked for $elapsedMs ms', ({ elapsedMs, isOver }) => {
    const left = timeLeftUnseen(ETA, elapsedMs);
    expect([isOverdue(left), isMetNow(left)]).toEqual([isOver, false]);
    expect(timeLeftUnseen(MET_NOW, elapsedMs)).toEqual(MET_NOW);
  });
});
