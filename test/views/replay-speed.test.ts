import { describe, expect, it } from 'vitest';
import { changeSpeed, pauseOrPlay } from '../../src/views/replay-speed.ts';
import { replayAt } from './replay-at.ts';

const END_MS = 60_000;

describe('the speed of a replay', () => {
  it.each([
    { from: 1, by: 'faster', to: 2 },
    { from: 9_000, by: 'faster', to: 10_000 },
    { from: 0.125, by: 'slower', to: 0.125 },
    { from: 0.01, by: 'slower', to: 0.01 },
  ] as const)('is $to when it plays $by than $from', ({ from, by, to }) => {
    const replay = replayAt(from, END_MS);
    expect(changeSpeed(replay, by)).toBe(`plays at ${to}x`);
    expect(replay.speed()).toBe(to);
  });

  it('is that of later while it is paused', () => {
    const replay = replayAt(5, END_MS);
    pauseOrPlay(replay, 0);
    expect(changeSpeed(replay, 'faster')).toBe('paused; plays on at 10x');
    expect(replay.isPaused()).toBe(true);
  });
});

describe('a replay', () => {
  it('is paused, and plays on', () => {
    const replay = replayAt(5, END_MS);
    expect([pauseOrPlay(replay, 0), replay.isPaused()]).toEqual(['paused', true]);
    expect([pauseOrPlay(replay, 0), replay.isPaused()]).toEqual(['plays on', false]);
  });

  it('has nothing to pause at its end', () => {
    const replay = replayAt(5, END_MS);
    expect([pauseOrPlay(replay, END_MS), replay.isPaused()]).toEqual(['the recording has ended', false]);
  });
});
