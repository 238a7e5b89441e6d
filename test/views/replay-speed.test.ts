import { describe, expect, it } from 'vitest';
import { changeSpeed } from '../../src/views/replay-speed.ts';

describe('the speed of a replay', () => {
  it.each([
    { from: 1, by: 'faster', to: 2 },
    { from: 5, by: 'slower', to: 2.5 },
    { from: 9_000, by: 'faster', to: 10_000 },
    { from: 0.125, by: 'slower', to: 0.125 },
    { from: 0.01, by: 'slower', to: 0.01 },
  ] as const)('is $to when it plays $by than $from', ({ from, by, to }) => {
    let speed: number = from;
    const replay = { endMs: 0, words: [], speed: () => speed, setSpeed: (next: number) => (speed = next) };
    expect(changeSpeed(replay, by)).toBe(to);
    expect(speed).toBe(to);
  });
});
