import type { EpochMs } from '../lambda/time.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { Replay } from './parts/header/header-facts.ts';

/** As the largest that `--speed` takes. */
const FASTEST = 10_000;
const SLOWEST = 1 / 8;

/** Plays at half or twice the speed, at once or when the pause is over. Returns what to say of it. */
export function changeSpeed({ speed, setSpeed, isPaused }: Replay, by: 'slower' | 'faster'): SafeText {
  const changed =
    by === 'faster' ? Math.min(FASTEST, speed() * 2) : Math.max(Math.min(SLOWEST, speed()), speed() / 2);
  setSpeed(changed);
  return isPaused() ? safe`paused; plays on at ${changed}x` : safe`plays at ${changed}x`;
}

/** Holds the time of the replay, or lets it go on. Returns what to say of it. */
export function pauseOrPlay({ endMs, isPaused, setPaused }: Replay, nowMs: EpochMs): SafeText {
  if (nowMs >= endMs) return safe`the recording has ended`;
  setPaused(!isPaused());
  return isPaused() ? safe`paused` : safe`plays on`;
}
