import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import type { FunctionMinute } from './function-minute.ts';
import type { Hurt } from './hurting-minute.ts';
import { countChanges } from './onset/count-changes.ts';
import type { Thresholds } from './thresholds.ts';

/** A change so long before the first minute that hurts is what brought it there: a slow rise needs its time. */
const REACH_MS = 20 * MINUTE_MS;

/**
 * When that began which hurts from `sinceMs` on, or from before the first minute known where that is null. A threshold is
 * met by chance before a change, or a while after a slow one: the change itself is what people look for. What is turned
 * away or lost began with the first of it.
 */
export function hurtOnset(
  hurt: Hurt,
  minutes: readonly FunctionMinute[],
  sinceMs: EpochMs | null,
  thresholds: Thresholds,
): EpochMs | null {
  switch (hurt) {
    case 'errors':
      return errorOnset(minutes, sinceMs, thresholds) ?? sinceMs;
    case 'iteratorAge':
      return sinceMs === null ? null : lagOnset(minutes, sinceMs);
    case 'throttles':
    case 'redrive':
    case 'deadLetterErrors':
      return sinceMs;
  }
}

/** The first rise to a rate that hurts; null where the rate never rose. */
function errorOnset(
  minutes: readonly FunctionMinute[],
  sinceMs: EpochMs | null,
  { errors: { warnAt } }: Thresholds,
): EpochMs | null {
  const known = minutes.filter(({ errors, invocations }) => errors !== null && (invocations ?? 0) > 0);
  const rows = known.map(({ errors, invocations }) => ({ count: errors ?? 0, total: invocations ?? 0 }));
  const rise = countChanges(rows).find(
    ({ place, before, after }) =>
      after > before && after >= warnAt && (known[place]?.minuteMs ?? 0) >= (sinceMs ?? 0) - REACH_MS,
  );
  return rise === undefined ? null : (known[rise.place]?.minuteMs ?? null);
}

/** The first minute of the rise that led there, and not before the oldest record that waited then was written. */
function lagOnset(minutes: readonly FunctionMinute[], sinceMs: EpochMs): EpochMs {
  const known = minutes.filter(
    ({ minuteMs, iteratorAgeMs }) => minuteMs <= sinceMs && iteratorAgeMs !== null,
  );
  let place = known.length - 1;
  const ageAt = (index: number) => known[index]?.iteratorAgeMs ?? 0;
  const writtenMs = minuteOf(sinceMs + MINUTE_MS - ageAt(place));
  while (
    place > 1 &&
    ageAt(place - 1) > ageAt(place - 2) &&
    ageAt(place) > ageAt(place - 1) &&
    (known[place - 1]?.minuteMs ?? 0) >= writtenMs
  )
    place -= 1;
  return known[place]?.minuteMs ?? sinceMs;
}
