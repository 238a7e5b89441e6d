import { attemptsSince } from '../change/traffic-change.ts';
import { TRAFFIC } from '../thresholds.ts';
import type { TroubledFunction } from './troubled-function.ts';

/**
 * Whether calls are turned away because they wait for something slow, and not because more is asked: they took longer
 * first, and no more came. A higher limit then lets more calls wait at once.
 */
export function waitsForDependency({
  durationRise,
  reasons,
  minutes,
}: Pick<TroubledFunction, 'durationRise' | 'reasons' | 'minutes'>): boolean {
  const throttled = reasons.find(({ rule }) => rule === 'throttles');
  if (durationRise === null || throttled?.sinceMs == null || durationRise.sinceMs > throttled.sinceMs)
    return false;
  const change = attemptsSince(minutes, durationRise.sinceMs);
  return change !== null && Math.abs(change) <= TRAFFIC.flatShare;
}
