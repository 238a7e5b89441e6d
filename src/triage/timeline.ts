import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { DurationRise } from './onset.ts';
import type { PoolPressure } from './pool.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** Something that began and still lasts. */
export type TimelineEvent = {
  readonly atMs: EpochMs;
  /** Null speaks of the account. */
  readonly functionName: RawText | null;
} & (
  | { readonly kind: 'throttlesBegan' | 'errorsBegan' | 'lagBegan' | 'callsStopped' }
  | { readonly kind: 'durationRose'; readonly rise: DurationRise }
  | { readonly kind: 'poolForecast'; readonly pressure: PoolPressure }
);

const KIND_OF_RULE = {
  throttles: 'throttlesBegan',
  errors: 'errorsBegan',
  iteratorAge: 'lagBegan',
  silence: 'callsStopped',
} as const;

/**
 * What began when, over all functions, newest first.
 *
 * @param poolGrowsSinceMs when the pool began to grow; null when nobody knows, and then no forecast has a date.
 */
export function timelineOf(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
  poolGrowsSinceMs: EpochMs | null,
): readonly TimelineEvent[] {
  const events = functions.flatMap(eventsOf);
  if (pool?.eta != null && poolGrowsSinceMs !== null)
    events.push({ atMs: poolGrowsSinceMs, functionName: null, kind: 'poolForecast', pressure: pool });
  return events.toSorted((a, b) => b.atMs - a.atMs);
}

function eventsOf({ name, reasons, durationRise }: TroubledFunction): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  for (const { rule, sinceMs } of reasons) {
    const kind = rule in KIND_OF_RULE ? KIND_OF_RULE[rule as keyof typeof KIND_OF_RULE] : null;
    if (kind !== null && sinceMs !== null) events.push({ atMs: sinceMs, functionName: name, kind });
  }
  if (durationRise !== null) {
    events.push({ atMs: durationRise.sinceMs, functionName: name, kind: 'durationRose', rise: durationRise });
  }
  return events;
}
