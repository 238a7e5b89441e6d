import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { type FullPoolEpisode, type PoolPressure, sharesPool } from '../cause/pool.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import type { Episode } from '../change/episode.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Thresholds } from '../thresholds.ts';
import { type TimedTrouble, type Trouble, troublesOf } from './troubles.ts';

/** Of the account pool: there where nobody knows what there was of it then, and it is measured by what there is now. */
interface ByTodaysLimit {
  readonly isByTodaysLimit?: true;
}

/**
 * Something that began or ended. An event says no more than was known when it happened: a figure of now under the
 * time of then would be read as one of then.
 */
export type TimelineEvent = {
  readonly atMs: EpochMs;
  /** Null speaks of the account. */
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
  /** `beforeMs`: the usual average until then. */
  | { readonly kind: 'durationRose'; readonly beforeMs: number }
  /** The pool began to grow, and by now is foreseen to fill. */
  | { readonly kind: 'poolFilling' }
  /** `others`: functions that it turned away from then on. */
  | ({ readonly kind: 'poolFilled'; readonly others: number } & ByTodaysLimit)
  /** Began and ended within so short a time that it is told once. */
  | { readonly kind: 'passed'; readonly what: Trouble; readonly lastedMs: number }
  /** `lastedMs` is null when nobody knows when it began. */
  | ({ readonly kind: 'ended'; readonly what: Trouble; readonly lastedMs: number | null } & ByTodaysLimit)
  /** An alarm of CloudWatch, by its name: somebody was told. */
  | { readonly kind: 'alarmRang'; readonly name: RawText }
  /** It was found quiet: when exactly it became so nobody asks. */
  | { readonly kind: 'alarmQuiet'; readonly name: RawText; readonly lastedMs: number }
  /** Errors went on, too few for what began before to go on. */
  | { readonly kind: 'errorsBecameRare'; readonly lastedMs: number | null }
);

/** What is known of the account pool by its own minutes. */
export interface PoolPast {
  readonly pressure: PoolPressure | null;
  /** When the pool began to grow; null when nobody knows, and then no forecast has a date. */
  readonly growsSinceMs: EpochMs | null;
  readonly full: readonly FullPoolEpisode[];
}

const MOST_EVENTS = 100;
/** What rules judge at once: a trouble of no more minutes was over as soon as it was told. */
const SHORT_MS = JUDGED_MINUTES * MINUTE_MS;

/**
 * What began and what ended in the minutes that are known, over all functions, newest first. It is derived from these
 * minutes alone, but for what began before them, so that it is the same for whoever reads them anew.
 */
export function timelineOf(
  functions: readonly (TroubledFunction & { readonly thresholds: Thresholds })[],
  pool: PoolPast,
): readonly TimelineEvent[] {
  const told = functions.map((troubled) => ({
    troubled,
    troubles: troublesOf(troubled, troubled.thresholds),
  }));
  const isPools = (troubled: TroubledFunction, { what, sinceMs }: TimedTrouble) =>
    what === 'throttles' && sharesPool(troubled) && pool.full.some((episode) => covers(episode, sinceMs));
  const events = told.flatMap(({ troubled, troubles }) =>
    troubles
      .filter((trouble) => !isPools(troubled, trouble))
      .flatMap((trouble) => eventsOf(troubled.name, trouble)),
  );
  for (const episode of pool.full) {
    const rejected = told.flatMap(({ troubled, troubles }) =>
      troubles
        .filter((trouble) => isPools(troubled, trouble) && covers(episode, trouble.sinceMs))
        .slice(0, 1),
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

/** A pool that turns calls away is dated by the first of them, as in the sentence about it. */
function poolEventsOf(episode: FullPoolEpisode, rejected: readonly TimedTrouble[]): readonly TimelineEvent[] {
  const { endedMs, isByTodaysLimit } = episode;
  const first = rejected.flatMap((trouble) => trouble.sinceMs ?? []);
  const sinceMs = first.length === 0 ? episode.sinceMs : Math.min(...first);
  const ofPool = { functionName: null, ...(isByTodaysLimit && { isByTodaysLimit: true as const }) };
  const filled: TimelineEvent[] =
    sinceMs === null ? [] : [{ atMs: sinceMs, kind: 'poolFilled', others: rejected.length, ...ofPool }];
  if (endedMs === null) return filled;
  const lasted = lastedMs(sinceMs, endedMs);
  return [...filled, { atMs: endedMs, kind: 'ended', what: 'fullPool', lastedMs: lasted, ...ofPool }];
}

function lastedMs(sinceMs: EpochMs | null, endedMs: EpochMs): number | null {
  return sinceMs === null ? null : endedMs - sinceMs;
}

/** The first to be turned away are so a minute before the sampled peak. */
const EARLIER_MS = 2 * MINUTE_MS;

function covers({ sinceMs, endedMs }: Episode, atMs: EpochMs | null): boolean {
  return atMs !== null && atMs >= (sinceMs ?? 0) - EARLIER_MS && (endedMs === null || atMs < endedMs);
}
