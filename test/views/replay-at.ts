import type { Replay } from '../../src/views/parts/header/header-facts.ts';

/** A replay of `--last` that notes how it is to be played. */
export function replayAt(speed: number, endMs: number): Replay {
  let [played, isPaused] = [speed, false];
  return {
    endMs,
    words: ['--last'],
    speed: () => played,
    setSpeed(next) {
      played = next;
    },
    isPaused: () => isPaused,
    setPaused(next) {
      isPaused = next;
    },
  };
}
