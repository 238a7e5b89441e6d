import { describe, expect, it } from 'vitest';
import { untilText } from '../../../src/triage/sentence/time-words.ts';

describe('a range of time', () => {
  it.each([
    { earlyMs: 240_000, lateMs: 540_000, text: 'in ~6 min (4 to 9)' },
    { earlyMs: 250_000, lateMs: 530_000, text: 'in ~6 min (4 to 9)' },
    { earlyMs: 180_000, lateMs: 180_000, text: 'in 3 min' },
    { earlyMs: 0, lateMs: 300_000, likelyMs: 20_000, text: 'within 5 min' },
    { earlyMs: 0, lateMs: 20_000, text: 'within 1 min' },
    { earlyMs: 0, lateMs: 0, text: 'now' },
    { earlyMs: 0, likelyMs: 170_000, lateMs: 350_000, text: 'in ~2 min (0 to 6)' },
  ])('of $earlyMs to $lateMs ms is $text', ({ earlyMs, likelyMs, lateMs, text }) => {
    expect(untilText({ earlyMs, likelyMs: likelyMs ?? (earlyMs + lateMs) / 2, lateMs }, 'present')).toBe(
      text,
    );
  });
});
