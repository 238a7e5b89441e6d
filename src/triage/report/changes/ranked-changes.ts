import { type EpochMs, HOUR_MS, MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import type { WeekOnset } from '../../rules/week-onset.ts';
import { type CaseFile, windowOf } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { type Change, type ChangeKind, LOOK_AHEAD_MS, LOOK_BACK_MS } from './change.ts';
import { loweredLimit } from './lowered-limit.ts';
import { mappingChanges } from './mapping-changes.ts';
import { publishedVersions } from './published-versions.ts';
import { runtimeChanges } from './runtime-changes.ts';
import { trafficChanges } from './traffic-changes.ts';
import { withActors } from './trail-changes.ts';

/** A change with its lead before the onset: negative after it, null without a known onset. */
export interface RankedChange extends Change {
  readonly leadMs: number | null;
}

/** How often each kind causes what follows, relative to the most frequent. */
const WEIGHT: Readonly<Record<ChangeKind, number>> = {
  code: 1,
  configuration: 0.9,
  runtime: 0.8,
  limit: 0.8,
  eventSource: 0.7,
  traffic: 0.5,
  unpublished: 0.1,
  other: 0.2,
};

/** The lead over which a change loses most of its weight: faults show soon. */
const FADING_MS = 10 * MINUTE_MS;

/**
 * Changes around the onset, likeliest cause first, by distance and kind. Without an onset in the known minutes: all
 * changes within them, or around a beginning this week, newest first.
 */
export function rankedChanges(file: CaseFile, onsets: Onsets): readonly RankedChange[] {
  const { firstMs, week } = onsets;
  const known = [
    ...publishedVersions(file),
    ...runtimeChanges(file),
    ...loweredLimit(file),
    ...mappingChanges(file),
    ...trafficChanges(file, onsets),
  ];
  const changes = withActors(known, file).filter(({ atMs }) => atMs <= file.toMs);
  if (firstMs === null) {
    const { fromMs } = windowOf(file);
    return changes
      .filter(({ atMs }) => atMs >= fromMs || (week !== null && isAround(week, atMs)))
      .map((change) => ({ ...change, leadMs: null }))
      .toSorted((one, other) => other.atMs - one.atMs);
  }
  const aheadMs = LOOK_AHEAD_MS + longestFrom(file, firstMs);
  return changes
    .map((change) => ({ ...change, leadMs: firstMs - change.atMs }))
    .filter(({ leadMs }) => leadMs <= LOOK_BACK_MS && leadMs >= -aheadMs)
    .toSorted((one, other) => weightOf(other) - weightOf(one));
}

/** Whether a change fits an onset that is known only to the hour. */
export function isAround({ hourMs }: WeekOnset, atMs: EpochMs): boolean {
  return atMs >= hourMs - LOOK_BACK_MS && atMs < hourMs + HOUR_MS + LOOK_AHEAD_MS;
}

/**
 * The longest call begun in the minute. Errors and durations carry the time at which their call began: the cause of a
 * ten-minute call's failure may come at its end.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
function longestFrom({ minutes }: CaseFile, beganMs: EpochMs): number {
  return minutes.find(({ minuteMs }) => minuteMs === minuteOf(beganMs))?.durationMaxMs ?? 0;
}

function weightOf({ kind, leadMs }: Change & { readonly leadMs: number }): number {
  return WEIGHT[kind] * Math.exp(-Math.abs(leadMs) / FADING_MS);
}
