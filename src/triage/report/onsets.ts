import type { EpochMs } from '../../lambda/time.ts';
import type { DurationRise } from '../duration-rise.ts';
import { attemptsOf, type FunctionMinute } from '../function-minute.ts';
import { countChanges } from '../onset/count-changes.ts';
import { median } from '../quantile.ts';
import type { RuleName } from '../rules.ts';
import type { CaseFile } from './case-file.ts';

/** Attempts that came to be others than they were, and still are. */
export interface AttemptsChange {
  readonly sinceMs: EpochMs;
  /** Attempts a minute. */
  readonly before: number;
  readonly now: number;
}

/** What began when; null is what did not change, or so long ago that nobody saw it begin. */
export interface Onsets {
  readonly attempts: AttemptsChange | null;
  readonly duration: DurationRise | null;
  readonly errorsMs: EpochMs | null;
  readonly throttlesMs: EpochMs | null;
  /** When that began which hurts, at the earliest. */
  readonly firstMs: EpochMs | null;
}

/** A smaller change of traffic explains nothing that hurts. */
const LEAST_FACTOR = 1.3;

export function onsetsOf(file: Pick<CaseFile, 'reasons' | 'minutes' | 'durationRise'>): Onsets {
  const since = (rule: RuleName) => file.reasons.find((reason) => reason.rule === rule)?.sinceMs ?? null;
  const attempts = attemptsChange(file.minutes);
  const began = [file.durationRise?.sinceMs, ...file.reasons.map(({ sinceMs }) => sinceMs)].flatMap(
    (timeMs) => timeMs ?? [],
  );
  return {
    attempts,
    duration: file.durationRise,
    errorsMs: since('errors'),
    throttlesMs: since('throttles'),
    firstMs: began.length === 0 ? null : Math.min(...began),
  };
}

/** The newest change of the attempts: what was before it lasted until then. */
export function attemptsChange(minutes: readonly FunctionMinute[]): AttemptsChange | null {
  const known = minutes.flatMap((minute) => {
    const attempts = attemptsOf(minute);
    return attempts === null ? [] : [{ minuteMs: minute.minuteMs, attempts }];
  });
  const change = countChanges(known.map(({ attempts }) => ({ count: attempts, total: null }))).at(-1);
  if (change === undefined) return null;
  const { before, after, place } = change;
  const factor = after / Math.max(1, before);
  if (factor < LEAST_FACTOR && factor > 1 / LEAST_FACTOR) return null;
  return { sinceMs: known[place]?.minuteMs ?? 0, before, now: after };
}

/** Attempts since a time against as many minutes before it, at most an hour, as a share: 0.03 is 3 % more. */
export function attemptsSince({ minutes }: CaseFile, sinceMs: EpochMs): number | null {
  const attempts = (isWanted: (minuteMs: EpochMs) => boolean) =>
    median(
      minutes.filter(({ minuteMs }) => isWanted(minuteMs)).flatMap((minute) => attemptsOf(minute) ?? []),
    );
  const before = attempts((minuteMs) => minuteMs < sinceMs && minuteMs >= sinceMs - 3_600_000);
  const since = attempts((minuteMs) => minuteMs >= sinceMs);
  return before === null || since === null || before === 0 ? null : since / before - 1;
}
