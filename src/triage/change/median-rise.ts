import { type EpochMs, HOUR_MS } from '../../lambda/time.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import { median } from '../onset/quantile.ts';

/** The median call's duration, before and since. */
export interface MedianRise {
  readonly beforeMs: number;
  readonly nowMs: number;
}

/** Where the average rose and the median did not, only some calls are slow. */
const ALL_SLOWER = 1.8;

/** Over the hour before `sinceMs` and the minutes from then on; null where either has no data. */
export function medianRise(minutes: readonly FunctionMinute[], sinceMs: EpochMs): MedianRise | null {
  const medianOf = (isWanted: (minuteMs: EpochMs) => boolean) =>
    median(
      minutes
        .filter(({ minuteMs }) => isWanted(minuteMs))
        .flatMap(({ durationP50Ms }) => durationP50Ms ?? []),
    );
  const beforeMs = medianOf((minuteMs) => minuteMs < sinceMs && minuteMs >= sinceMs - HOUR_MS);
  // The first minute belongs partly to before.
  const nowMs = medianOf((minuteMs) => minuteMs > sinceMs) ?? medianOf((minuteMs) => minuteMs === sinceMs);
  return beforeMs === null || nowMs === null || beforeMs === 0 ? null : { beforeMs, nowMs };
}

export function areAllSlower({ beforeMs, nowMs }: MedianRise): boolean {
  return nowMs >= ALL_SLOWER * beforeMs;
}
