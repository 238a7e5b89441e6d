import { describe, expect, it } from 'vitest';
import { lossRank } from '../../../src/triage/cause/urgency.ts';

describe('the rank of a loss', () => {
  it.each([
    { lost: 0, rank: 0 },
    { lost: 4, rank: 2 },
    { lost: 5_000, rank: 7 },
  ])('is $rank for $lost losses a minute', ({ lost, rank }) => {
    expect(lossRank(lost)).toBe(rank);
  });

  it('stays the same while a loss fluctuates around a boundary', () => {
    const losses = [250, 260, 248, 270, 240, 262];
    let rank = lossRank(250);
    for (const lost of losses) {
      expect(lossRank(lost, rank)).toBe(4);
      rank = lossRank(lost, rank);
    }
  });

  it.each([
    { lost: 300, before: 7 },
    { lost: 0, before: 3 },
  ])('follows a loss of $lost that is far from rank $before', ({ lost, before }) => {
    expect(lossRank(lost, before)).toBe(lossRank(lost));
  });
});
