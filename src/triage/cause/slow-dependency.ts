import { attemptsSince } from '../change/traffic-change.ts';
import { TRAFFIC } from '../thresholds.ts';
import type { TroubledFunction } from './troubled-function.ts';

/**
 * Whether calls are throttled because they wait for something slow rather than because of more traffic: they took
 * longer first, and attempts did not rise. A higher limit would only let more calls wait.
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
