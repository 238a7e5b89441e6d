import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { type DurationRise, durationRise } from '../change/duration-rise.ts';
import type { Episode } from '../change/episode.ts';
import { errorFalls, errorRises } from '../change/error-changes.ts';
import { averageDurationOf, type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import { median } from '../onset/quantile.ts';
import type { Reason } from '../rules/reason.ts';
import { brokenRules } from '../rules/rules.ts';
import type { Thresholds } from '../thresholds.ts';
import { troublesOf } from './troubles.ts';

/** Trouble that is over, with the function's state at its end. */
export interface PastTrouble {
  /** The first minute without it. */
  readonly endedMs: EpochMs;
  /** The last known minute. */
  readonly knownToMs: EpochMs;
  /** Share of the timeout taken by the longest call, where that still counts as present; else null. */
  readonly nearTimeout: number | null;
  readonly then: Pick<TroubledFunction, 'reasons' | 'minutes' | 'durationRise'>;
}

export interface Judged extends TroubledFunction {
  readonly configuration: { readonly timeoutMs: number };
  readonly thresholds: Thresholds;
}

/** Questions about what happened concern the last half hour: the timeline covers what ended earlier. */
const LONGEST_AGO_MS = 30 * MINUTE_MS;
const SHORT_MS = JUDGED_MINUTES * MINUTE_MS;

/** The latest trouble of a function that has none now; null where it still hurts, or had none recently. */
export function pastTroubleOf(judged: Judged): PastTrouble | null {
  const { minutes, reasons, thresholds } = judged;
  const knownToMs = minutes.at(-1)?.minuteMs;
  // A near-timeout is reported for fifteen minutes, and says nothing about the present.
  if (knownToMs === undefined || reasons.some(({ rule }) => rule !== 'timeout')) return null;
  const ends: readonly Episode[] = [
    ...troublesOf({ ...judged, reasons: [] }, thresholds).filter(({ what }) => what !== 'slowness'),
    ...fallenErrors(minutes, thresholds),
  ];
  const ended = ends.flatMap(({ sinceMs, endedMs }) =>
    endedMs === null || endedMs <= knownToMs - LONGEST_AGO_MS
      ? []
      : [{ endedMs, lastedMs: sinceMs === null ? Number.POSITIVE_INFINITY : endedMs - sinceMs }],
  );
  // A single error minutes later would extend a run of bad minutes: an earlier end then counts.
  for (const { endedMs, lastedMs } of ended.toSorted((a, b) => b.endedMs - a.endedMs)) {
    const then = judgedAt(judged, endedMs);
    const nearTimeout = reasons[0]?.value ?? null;
    if (isTelling(then, lastedMs, thresholds)) return { endedMs, knownToMs, nearTimeout, then };
  }
  return null;
}

function isTelling(then: PastTrouble['then'], lastedMs: number, thresholds: Thresholds): boolean {
  const wasGrave = lastedMs > SHORT_MS || then.reasons.some(({ severity }) => severity === 'crit');
  return wasGrave && then.reasons.some((reason) => hasBegun(reason, then, thresholds));
}

/** Errors that came and went in a function where some calls always fail, so that no clean minute ends them. */
function fallenErrors(minutes: readonly FunctionMinute[], thresholds: Thresholds): readonly Episode[] {
  const endedMs = errorFalls(minutes, thresholds).at(-1);
  if (endedMs === undefined) return [];
  const rises = errorRises(minutes, thresholds);
  const sinceMs = rises.findLast((riseMs) => riseMs < endedMs) ?? null;
  return rises.some((riseMs) => riseMs > endedMs) ? [] : [{ sinceMs, endedMs }];
}

/** The same function as it was when its trouble ended. */
export function asItWas<Function extends Judged>(judged: Function, past: PastTrouble | null): Function {
  return past === null ? judged : { ...judged, ...past.then };
}

function judgedAt(judged: Judged, endedMs: EpochMs): PastTrouble['then'] {
  const { configuration, assessment, thresholds } = judged;
  const minutes = judged.minutes.filter(({ minuteMs }) => minuteMs < endedMs);
  const broken = brokenRules({ minutes, timeoutMs: configuration.timeoutMs, assessment, thresholds });
  const isPresent = judged.reasons.some(({ rule }) => rule === 'timeout');
  return {
    minutes,
    // What still counts as present is not over; for failing calls it is the evidence of the cause.
    reasons:
      isPresent && !broken.some(({ rule }) => rule === 'errors')
        ? broken.filter(({ rule }) => rule !== 'timeout')
        : broken,
    durationRise: asLongAsItLasted(durationRise(minutes), minutes),
  };
}

/** Calls speed up in the last minutes of past trouble: their duration then is not typical of it. */
function asLongAsItLasted(
  rise: DurationRise | null,
  minutes: readonly FunctionMinute[],
): DurationRise | null {
  if (rise === null) return null;
  const averages = minutes.flatMap((minute) =>
    minute.minuteMs < rise.sinceMs ? [] : (averageDurationOf(minute) ?? []),
  );
  return { ...rise, nowMs: median(averages) ?? rise.nowMs };
}

/** A function with constant errors sometimes has more of them by chance: that is no trouble. */
function hasBegun(
  { rule, sinceMs }: Reason,
  { minutes }: PastTrouble['then'],
  thresholds: Thresholds,
): boolean {
  if (rule === 'timeout') return false;
  return rule !== 'errors' || (sinceMs !== null && errorRises(minutes, thresholds).includes(sinceMs));
}
