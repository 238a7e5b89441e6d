import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import { backloggedOf, waitOf } from '../minute/backlog.ts';
import { attemptsOf, type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Hurt } from '../minute/hurting-minute.ts';
import { onceFor } from '../minute/once-for.ts';
import { countChanges } from '../onset/count-changes.ts';
import type { Thresholds } from '../thresholds.ts';
import type { Episode } from './episode.ts';
import { errorChanges, risesAmong } from './error-changes.ts';
import { undoneRises } from './past-errors.ts';

/** A change this long before the first bad minute led to it: a slow rise needs time. */
const REACH_MS = 20 * MINUTE_MS;
/** A few throttles at most this long before many are the beginning of those, not a separate trickle. */
const TRICKLE_MS = JUDGED_MINUTES * MINUTE_MS;
/** A trickle is a small part of the throttles that follow. */
const FEW_SHARE = 0.2;

/** When the trouble of an episode began; null before the first known minute. */
type OnsetOf = (episode: Episode) => EpochMs | null;

/**
 * When the trouble of an episode began. A threshold is crossed by chance before a change, or a while after a slow one:
 * the change itself is what users look for. Losses begin with the first lost event.
 */
export function hurtOnsets(hurt: Hurt, minutes: readonly FunctionMinute[], thresholds: Thresholds): OnsetOf {
  switch (hurt) {
    case 'errors':
      return errorOnsets(minutes, thresholds);
    case 'iteratorAge':
      return ({ sinceMs }) =>
        sinceMs === null ? null : waitOnset(minutes, sinceMs, ({ iteratorAgeMs }) => iteratorAgeMs);
    case 'backlog': {
      const of = backloggedOf(minutes);
      return ({ sinceMs }) =>
        sinceMs === null || of === null
          ? sinceMs
          : waitOnset(minutes, sinceMs, (minute) => waitOf(of, minute));
    }
    case 'throttles':
      return throttleOnsets(minutes, thresholds);
    case 'redrive':
    case 'deadLetterErrors':
      return ({ sinceMs }) => sinceMs;
  }
}

/** At the change that led to the errors, where there is one. */
function errorOnsets(minutes: readonly FunctionMinute[], thresholds: Thresholds): OnsetOf {
  return ({ sinceMs, endedMs }) => {
    // On demand: a fleet has many functions that fail now and then.
    const changes = errorChanges(minutes);
    const fromMs = (sinceMs ?? 0) - REACH_MS;
    const over = endedMs === null ? undoneRises(changes, minutes, thresholds).map(({ rise }) => rise) : [];
    const rise = risesAmong(changes, thresholds).find(
      (change) => change.atMs >= fromMs && change.atMs < (endedMs ?? Infinity) && !over.includes(change),
    );
    // Failures at the rate from before an outage were there before it, and their onset is unknown.
    return rise?.atMs ?? (over.length > 0 ? null : sinceMs);
  };
}

/** At the first throttled call; but with occasional throttles all along, at the rise. */
function throttleOnsets(minutes: readonly FunctionMinute[], { throttles: { critAt } }: Thresholds): OnsetOf {
  return ({ sinceMs, endedMs }) => {
    const toMany = throttleChanges(minutes).find(
      ({ atMs, before, after }) =>
        atMs >= (sinceMs ?? 0) && atMs < (endedMs ?? Infinity) && Math.max(before, after) >= critAt,
    );
    // Where many calls were throttled before, it began with those; a single call may be a large share of few.
    if (toMany === undefined || toMany.before >= Math.max(critAt, FEW_SHARE * toMany.after)) return sinceMs;
    return isThrottledBefore(minutes, toMany.atMs - TRICKLE_MS) ? toMany.atMs : sinceMs;
  };
}

function isThrottledBefore(minutes: readonly FunctionMinute[], beforeMs: EpochMs): boolean {
  return minutes.some(({ minuteMs, throttles }) => minuteMs < beforeMs && (throttles ?? 0) > 0);
}

const throttleChanges = onceFor((minutes) => {
  const attempted = minutes.filter((minute) => (attemptsOf(minute) ?? 0) > 0);
  const rows = attempted.map((minute) => ({ count: minute.throttles ?? 0, total: attemptsOf(minute) ?? 0 }));
  return countChanges(rows).flatMap(({ place, before, after }) => {
    const atMs = attempted[place]?.minuteMs;
    return atMs === undefined ? [] : [{ atMs, before, after }];
  });
});

/** The first minute of the rise that led to it, but not before the oldest waiting item arrived. */
function waitOnset(
  minutes: readonly FunctionMinute[],
  sinceMs: EpochMs,
  waitedMs: (minute: FunctionMinute) => number | null,
): EpochMs {
  const known = minutes.flatMap((minute) => {
    const ageMs = waitedMs(minute);
    return minute.minuteMs <= sinceMs && ageMs !== null ? [{ minuteMs: minute.minuteMs, ageMs }] : [];
  });
  let place = known.length - 1;
  const ageAt = (index: number) => known[index]?.ageMs ?? 0;
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
