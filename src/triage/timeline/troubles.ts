import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { risesIn } from '../change/duration-rise.ts';
import { type Episode, type EpisodeOf, episodesIn } from '../change/episode.ts';
import { hurtOnsets } from '../change/hurt-onset.ts';
import { pastErrorRises } from '../change/past-errors.ts';
import { failsAsEver } from '../change/steady-failures.ts';
import { areEnoughErrors, callsBefore } from '../minute/enough-errors.ts';
import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import { type Hurt, hurts } from '../minute/hurting-minute.ts';
import type { Reason } from '../rules/reason.ts';
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

/** A trouble of one function. */
export interface TimedTrouble extends Episode {
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
