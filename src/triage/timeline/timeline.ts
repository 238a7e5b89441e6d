import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { type FullPoolEpisode, type PoolPressure, sharesPool } from '../cause/pool.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { risesIn } from '../change/duration-rise.ts';
import { type Episode, type EpisodeOf, episodesIn } from '../change/episode.ts';
import { hurtOnsets } from '../change/hurt-onset.ts';
import { pastErrorRises } from '../change/past-errors.ts';
import { failsAsEver } from '../change/steady-failures.ts';
import { areEnoughErrors, callsBefore } from '../minute/enough-errors.ts';
import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import { type Hurt, hurts } from '../minute/hurting-minute.ts';
import type { Reason } from '../rules/rules.ts';
import { pastSilences } from '../rules/silence.ts';
import type { Thresholds } from '../thresholds.ts';

/** What begins and ends. */
export type Trouble =
  | 'throttles'
  | 'errors'
  | 'lag'
  | 'redrive'
  | 'backlog'
  | 'losses'
  | 'silence'
  | 'slowness'
  | 'fullPool';

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

interface TimedTrouble extends Episode {
  readonly what: Exclude<Trouble, 'fullPool'>;
  /** Of slowness: the usual average duration until then. */
  readonly beforeMs?: number;
  /** Of errors: whether some came after their end as well. */
  readonly isRareAfter?: boolean;
}

/** What began and ended, and what began. */
export function troublesOf(troubled: TroubledFunction, thresholds: Thresholds): readonly TimedTrouble[] {
  const { minutes, reasons } = troubled;
  return [
    ...hurtsOf('throttles', 'throttles', troubled, thresholds),
    ...hurtsOf('errors', 'errors', troubled, thresholds),
    ...hurtsOf('lag', 'iteratorAge', troubled, thresholds),
    ...hurtsOf('redrive', 'redrive', troubled, thresholds),
    ...hurtsOf('backlog', 'backlog', troubled, thresholds),
    ...hurtsOf('losses', 'deadLetterErrors', troubled, thresholds),
    ...pastSilences(minutes, thresholds).map((episode) => ({ ...episode, what: 'silence' as const })),
    ...openBy(reasons, 'silence').map((episode) => ({ ...episode, what: 'silence' as const })),
    ...slownessOf(troubled),
  ];
}

/** What hurt, and what hurts: the rule that is broken may know better when that began. */
function hurtsOf(
  what: TimedTrouble['what'],
  hurt: Hurt,
  { minutes, reasons }: TroubledFunction,
  thresholds: Thresholds,
): readonly TimedTrouble[] {
  const hurting = episodesIn(minutes, (minute) => hurts(hurt, minute, thresholds));
  const episodes = hurt === 'errors' ? ofManyErrors(hurting, minutes, thresholds) : hurting;
  const onsetOf = hurtOnsets(hurt, minutes, thresholds);
  const dated = episodes.map(({ sinceMs, endedMs }) => ({
    sinceMs: onsetOf({ sinceMs, endedMs }),
    endedMs,
  }));
  const ended = dated.flatMap(({ sinceMs, endedMs }) =>
    endedMs === null
      ? []
      : [{ sinceMs, endedMs, ...(hurt === 'errors' && { isRareAfter: hasErrorsFrom(minutes, endedMs) }) }],
  );
  const byRule = openBy(reasons, hurt);
  const lasting = byRule.length > 0 ? byRule : dated.filter(({ endedMs }) => endedMs === null);
  // Of few calls what the rule has seen begin goes on through minutes without an error.
  const isOfLasting = ({ endedMs }: Episode) =>
    byRule.some(({ sinceMs }) => sinceMs !== null && endedMs !== null && endedMs > sinceMs);
  const isUndated = hurt === 'errors' && byRule.some(({ sinceMs }) => sinceMs === null);
  const over = isUndated ? pastErrorRises(minutes, thresholds) : [];
  return [
    ...ended.filter((episode) => !isOfLasting(episode)),
    ...over.map((episode) => ({ ...episode, isRareAfter: true })),
    ...lasting,
  ].map((episode) => ({ what, ...episode }));
}

function openBy(reasons: readonly Reason[], rule: Reason['rule']): readonly Episode[] {
  return reasons.flatMap((reason) =>
    reason.rule === rule ? [{ sinceMs: reason.sinceMs, endedMs: null }] : [],
  );
}

/** What comes later than that is another story. */
const RARE_WITHIN_MS = 15 * MINUTE_MS;

function hasErrorsFrom(minutes: readonly FunctionMinute[], fromMs: EpochMs): boolean {
  return minutes.some(
    ({ minuteMs, errors }) => minuteMs >= fromMs && minuteMs < fromMs + RARE_WITHIN_MS && (errors ?? 0) > 0,
  );
}

/** None where calls fail alike all the time: by chance more do in some minutes and fewer in others, and nothing begins or ends. */
function ofManyErrors(
  episodes: readonly EpisodeOf<FunctionMinute>[],
  minutes: readonly FunctionMinute[],
  thresholds: Thresholds,
): readonly EpisodeOf<FunctionMinute>[] {
  const many = episodes.filter((episode) => areManyErrors(minutes, episode.minutes, thresholds));
  return many.length > 0 && failsAsEver(minutes) ? [] : many;
}

/**
 * Whether the rule about errors would have been broken at some time of an episode: one error in a few calls at night is
 * no event, and neither is a minute by which what always fails is over its usual rate.
 */
function areManyErrors(
  minutes: readonly FunctionMinute[],
  episode: readonly FunctionMinute[],
  thresholds: Thresholds,
): boolean {
  const first = minutes.findIndex(({ minuteMs }) => minuteMs === episode[0]?.minuteMs);
  return episode.some((_, place) => {
    const end = first + place + 1;
    const { failed, called } = callsBefore(minutes, end, JUDGED_MINUTES);
    return failed >= thresholds.errors.warnAt * called && areEnoughErrors(minutes, thresholds, end);
  });
}

function slownessOf({ minutes, durationRise }: TroubledFunction): readonly TimedTrouble[] {
  const past = risesIn(minutes).filter(({ endedMs }) => endedMs !== null);
  const lasting = durationRise === null ? [] : [durationRise];
  return [
    ...past.map(({ sinceMs, endedMs, beforeMs }) => ({
      what: 'slowness' as const,
      sinceMs,
      endedMs,
      beforeMs,
    })),
    ...lasting.map(({ sinceMs, beforeMs }) => ({
      what: 'slowness' as const,
      sinceMs,
      endedMs: null,
      beforeMs,
    })),
  ];
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
