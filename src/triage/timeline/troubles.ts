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

/** Kinds of trouble with a beginning and an end. */
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
  /** For slowness: the usual average duration before. */
  readonly beforeMs?: number;
  /** For errors: whether some came after the end as well. */
  readonly isRareAfter?: boolean;
}

/** Past and present trouble. */
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

/** Past and present trouble of one kind: the broken rule may know its onset better. */
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
  // With few calls, an onset seen by the rule continues through minutes without errors.
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

/** Later errors are a separate matter. */
const RARE_WITHIN_MS = 15 * MINUTE_MS;

function hasErrorsFrom(minutes: readonly FunctionMinute[], fromMs: EpochMs): boolean {
  return minutes.some(
    ({ minuteMs, errors }) => minuteMs >= fromMs && minuteMs < fromMs + RARE_WITHIN_MS && (errors ?? 0) > 0,
  );
}

/** Empty where calls fail constantly: chance varies the minutes, but nothing begins or ends. */
function ofManyErrors(
  episodes: readonly EpisodeOf<FunctionMinute>[],
  minutes: readonly FunctionMinute[],
  thresholds: Thresholds,
): readonly EpisodeOf<FunctionMinute>[] {
  const many = episodes.filter((episode) => areManyErrors(minutes, episode.minutes, thresholds));
  return many.length > 0 && failsAsEver(minutes) ? [] : many;
}

/**
 * Whether the error rule would have been broken at some point of an episode: one error in a few calls at night is no
 * event, nor is a single minute above a constant failure rate.
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
