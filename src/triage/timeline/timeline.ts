import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { type FullPoolEpisode, type PoolPressure, sharesPool } from '../cause/pool.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import type { Episode } from '../change/episode.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Thresholds } from '../thresholds.ts';
import { type TimedTrouble, type Trouble, troublesOf } from './troubles.ts';

/** For the account pool: set where its limit of that time is unknown, so that today's is used. */
interface ByTodaysLimit {
  readonly isByTodaysLimit?: true;
}

/**
 * An onset or an end. An event holds only what was known when it happened: a later figure under that time would be
 * misread.
 */
export type TimelineEvent = {
  readonly atMs: EpochMs;
  /** Null for the account. */
  readonly functionName: RawText | null;
} & (
  | {
      readonly kind:
        | 'throttlesBegan'
        | 'errorsBegan'
        | 'lagBegan'
        | 'redriveBegan'
        | 'backlogBegan'
        | 'lossesBegan'
        | 'callsStopped';
    }
  /** `beforeMs`: the usual average before. */
  | { readonly kind: 'durationRose'; readonly beforeMs: number }
  /** The pool began to grow, and is now forecast to fill. */
  | { readonly kind: 'poolFilling' }
  /** `others`: functions that it throttled from the same minute on. */
  | ({ readonly kind: 'poolFilled'; readonly others: number } & ByTodaysLimit)
  /** It was full before. `others`: functions that it throttled from then on. */
  | { readonly kind: 'poolTurnsAway'; readonly others: number }
  /** Began and ended so quickly that it is one event. */
  | { readonly kind: 'passed'; readonly what: Trouble; readonly lastedMs: number }
  /** `lastedMs` is null without a known onset. */
  | ({ readonly kind: 'ended'; readonly what: Trouble; readonly lastedMs: number | null } & ByTodaysLimit)
  /** A CloudWatch alarm, by name: somebody was notified. */
  | { readonly kind: 'alarmRang'; readonly name: RawText }
  /** When it was found quiet; it may have been so earlier. */
  | { readonly kind: 'alarmQuiet'; readonly name: RawText; readonly lastedMs: number }
  /** Errors continue, but too few to count as the same episode. */
  | { readonly kind: 'errorsBecameRare'; readonly lastedMs: number | null }
);

/** The account pool's past, by its own minutes. */
export interface PoolPast {
  readonly pressure: PoolPressure | null;
  /** When the pool began to grow; null when unknown, and then a forecast has no date. */
  readonly growsSinceMs: EpochMs | null;
  readonly full: readonly FullPoolEpisode[];
}

const MOST_EVENTS = 100;
/** Trouble shorter than the judged span was over as soon as it was reported. */
const SHORT_MS = JUDGED_MINUTES * MINUTE_MS;

/**
 * Onsets and ends within the known minutes, over all functions, newest first. Derived from these minutes alone, except
 * for earlier onsets, so that every later reading gives the same.
 */
export function timelineOf(
  functions: readonly (TroubledFunction & { readonly thresholds: Thresholds })[],
  pool: PoolPast,
): readonly TimelineEvent[] {
  const told = functions.map((troubled) => ({
    troubled,
    troubles: troublesOf(troubled, troubled.thresholds),
  }));
  const isPools = (troubled: TroubledFunction, trouble: TimedTrouble) =>
    trouble.what === 'throttles' &&
    sharesPool(troubled) &&
    pool.full.some((episode) => covers(episode, trouble));
  const events = told.flatMap(({ troubled, troubles }) =>
    troubles
      .filter((trouble) => !isPools(troubled, trouble))
      .flatMap((trouble) => eventsOf(troubled.name, trouble)),
  );
  for (const episode of pool.full) {
    const rejected = told.flatMap(({ troubled, troubles }) =>
      troubles.filter((trouble) => isPools(troubled, trouble) && covers(episode, trouble)).slice(0, 1),
    );
    events.push(...poolEventsOf(episode, rejected));
  }
  const { pressure, growsSinceMs } = pool;
  if (pressure !== null && pressure.eta !== null && pressure.eta.lateMs > 0 && growsSinceMs !== null)
    events.push({ atMs: growsSinceMs, functionName: null, kind: 'poolFilling' });
  return events.toSorted((a, b) => b.atMs - a.atMs).slice(0, MOST_EVENTS);
}

const BEGINNINGS = {
  throttles: 'throttlesBegan',
  errors: 'errorsBegan',
  lag: 'lagBegan',
  redrive: 'redriveBegan',
  backlog: 'backlogBegan',
  losses: 'lossesBegan',
  silence: 'callsStopped',
} as const;

function eventsOf(functionName: RawText, trouble: TimedTrouble): TimelineEvent[] {
  const { what, sinceMs, endedMs, beforeMs, isRareAfter = false } = trouble;
  if (sinceMs !== null && endedMs !== null && endedMs - sinceMs <= SHORT_MS)
    return [{ atMs: sinceMs, functionName, kind: 'passed', what, lastedMs: endedMs - sinceMs }];
  const events: TimelineEvent[] = [];
  if (sinceMs !== null && what !== 'slowness')
    events.push({ atMs: sinceMs, functionName, kind: BEGINNINGS[what] });
  if (sinceMs !== null && beforeMs !== undefined)
    events.push({ atMs: sinceMs, functionName, kind: 'durationRose', beforeMs });
  if (endedMs !== null) {
    const lasted = lastedMs(sinceMs, endedMs);
    events.push({
      atMs: endedMs,
      functionName,
      ...(isRareAfter
        ? { kind: 'errorsBecameRare', lastedMs: lasted }
        : { kind: 'ended', what, lastedMs: lasted }),
    });
  }
  return events;
}

/** What was told as full stays told: throttles that come later are another event. */
function poolEventsOf(episode: FullPoolEpisode, rejected: readonly TimedTrouble[]): readonly TimelineEvent[] {
  const { endedMs, isByTodaysLimit } = episode;
  const firstMs = Math.min(...rejected.flatMap((trouble) => trouble.sinceMs ?? []));
  const others = rejected.length;
  const turnsAwayLater = episode.sinceMs !== null && others > 0 && episode.sinceMs < firstMs;
  const sinceMs = others === 0 || turnsAwayLater ? episode.sinceMs : firstMs;
  const ofPool = { functionName: null, ...(isByTodaysLimit && { isByTodaysLimit: true as const }) };
  const filled: TimelineEvent[] =
    sinceMs === null
      ? []
      : [{ atMs: sinceMs, kind: 'poolFilled', others: turnsAwayLater ? 0 : others, ...ofPool }];
  if (turnsAwayLater) filled.push({ atMs: firstMs, functionName: null, kind: 'poolTurnsAway', others });
  if (endedMs === null) return filled;
  const lasted = lastedMs(sinceMs, endedMs);
  return [...filled, { atMs: endedMs, kind: 'ended', what: 'fullPool', lastedMs: lasted, ...ofPool }];
}

function lastedMs(sinceMs: EpochMs | null, endedMs: EpochMs): number | null {
  return sinceMs === null ? null : endedMs - sinceMs;
}

/** The first throttles may come a minute before the sampled peak. */
const EARLIER_MS = 2 * MINUTE_MS;

/** While the pool is full, throttles that have ended are not those that go on since: they are told by themselves. */
function covers({ sinceMs, endedMs }: Episode, trouble: Episode): boolean {
  const atMs = trouble.sinceMs;
  if (atMs === null || atMs < (sinceMs ?? 0) - EARLIER_MS) return false;
  return endedMs === null ? trouble.endedMs === null : atMs < endedMs;
}
