import type { Replay } from './parts/header/header-facts.ts';

/** As the largest that `--speed` takes. */
const FASTEST = 10_000;
const SLOWEST = 1 / 8;

/** Plays on at half or twice the speed. Returns the new one. */
export function changeSpeed({ speed, setSpeed }: Replay, by: 'slower' | 'faster'): number {
  const changed =
    by === 'faster' ? Math.min(FASTEST, speed() * 2) : Math.max(Math.min(SLOWEST, speed()), speed() / 2);
  setSpeed(changed);
  return changed;
}
