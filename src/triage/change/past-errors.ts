import type { EpochMs } from '../../lambda/time.ts';
import { type FunctionMinute, JUDGED_MINUTES } from '../minute/function-minute.ts';
import type { Thresholds } from '../thresholds.ts';
import { type ErrorChange, errorChanges, risesAmong } from './error-changes.ts';

/** Errors that came and went, of a function that now fails at its earlier rate or less. */
export interface PastErrors {
  readonly sinceMs: EpochMs;
  readonly endedMs: EpochMs;
  /** Share of calls that failed before it. */
  readonly before: number;
}

/** Oldest first; empty while they are being judged. A further rise within one is part of it. */
export function pastErrorRises(
  minutes: readonly FunctionMinute[],
  thresholds: Thresholds,
): readonly PastErrors[] {
  const past: PastErrors[] = [];
  for (const { rise, fall } of undoneRises(errorChanges(minutes), minutes, thresholds))
    if (rise.atMs >= (past.at(-1)?.endedMs ?? Number.NEGATIVE_INFINITY))
      past.push({ sinceMs: rise.atMs, endedMs: fall.atMs, before: rise.before });
  return past;
}

/** Chance multiplies a rate of few calls by this much. */
const AS_BEFORE = 1.5;

interface UndoneRise {
  readonly rise: ErrorChange;
  readonly fall: ErrorChange;
}

/** Rises that a later fall undid, each with that fall: failures that remain are as before. */
export function undoneRises(
  changes: readonly ErrorChange[],
  minutes: readonly FunctionMinute[],
  thresholds: Thresholds,
): readonly UndoneRise[] {
  if ((changes.at(-1)?.after ?? 0) < thresholds.errors.warnAt) return [];
  const judgedFromMs = minutes.at(-JUDGED_MINUTES)?.minuteMs ?? Number.NEGATIVE_INFINITY;
  const falls = changes.filter(({ atMs, before, after }) => after < before && atMs <= judgedFromMs);
  return risesAmong(changes, thresholds).flatMap((rise) => {
    const fall = falls.find(({ atMs, after }) => atMs > rise.atMs && after <= AS_BEFORE * rise.before);
    return fall === undefined ? [] : [{ rise, fall }];
  });
}
