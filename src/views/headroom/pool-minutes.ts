import type { Headroom, PoolUser } from '../../monitor/headroom/headroom.ts';
import { cutName } from '../../terminal/cut-name.ts';
import type { Line } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { momentInWords, timesOf } from '../parts/look/time-notation.ts';
import type { HeadroomScene } from './headroom-scene.ts';

const WIDEST_NAME = 22;

/**
 * Of which minutes the pool and its users are, where that is not the screen's: a function with long calls settles later
 * than others, and those that have a reservation are not in the pool; the pool's own metric may
 * be older than its users. Without this, its figures would seem wrong.
 */
export function poolMinuteLines(
  scene: HeadroomScene,
  { poolMinuteMs }: Pick<Headroom, 'poolMinuteMs'>,
  users: readonly PoolUser[],
): readonly Line[] {
  if (poolMinuteMs === null) return [];
  const times = timesOf(scene);
  const poolMinute = momentInWords(poolMinuteMs, times);
  const apart = users.flatMap(({ functionName, minuteMs }) =>
    minuteMs === null || minuteMs === poolMinuteMs ? [] : [{ functionName, minuteMs }],
  );
  const [first, ...others] = apart;
  if (first === undefined) {
    if (poolMinuteMs === scene.status.minuteMs) return [];
    return [[toned('dim', safe`All of it as of ${poolMinute}.`)]];
  }
  const whose =
    others.length === 0
      ? cutName(safeText(first.functionName), WIDEST_NAME, scene.look.glyphs.ellipsis)
      : safe`${apart.length} functions`;
  const minute = others.every(({ minuteMs }) => minuteMs === first.minuteMs)
    ? momentInWords(first.minuteMs, times)
    : apart.every(({ minuteMs }) => minuteMs < poolMinuteMs)
      ? safe`older minutes`
      : safe`other minutes`;
  return [[toned('dim', safe`The pool as of ${poolMinute}; ${whose} as of ${minute}.`)]];
}
