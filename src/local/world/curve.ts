import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';

/** A quantity that depends only on time: a rate, a mean, a share. */
export type Curve = (timeMs: EpochMs) => number;

const KEPT_SECONDS = 128;

/** A curve that is expensive to read, read once a second, for readers that don't need the fraction. */
export function bySecond(curve: Curve): Curve {
  const seconds = new Float64Array(KEPT_SECONDS).fill(Number.NaN);
  const values = new Float64Array(KEPT_SECONDS);
  return (timeMs) => {
    const second = Math.floor(timeMs / SECOND_MS);
    const place = second % KEPT_SECONDS;
    if (seconds[place] !== second) {
      seconds[place] = second;
      values[place] = curve(second * SECOND_MS);
    }
    return values[place] ?? 0;
  };
}

export function steady(value: number): Curve {
  return () => value;
}

/** A day's wave: `low` at its quietest hour, `high` twelve hours later. */
export function diurnal(low: number, high: number, quietestHourUtc: number): Curve {
  const quietestMs = quietestHourUtc * 60 * MINUTE_MS;
  return (timeMs) => {
    const turn = (2 * Math.PI * (timeMs - quietestMs)) / DAY_MS;
    return low + ((high - low) * (1 - Math.cos(turn))) / 2;
  };
}

/** `base`, and `base` × `factor` for the first `widthMs` of each `everyMs`. */
export function spikes(base: number, factor: number, everyMs: number, widthMs: number): Curve {
  return (timeMs) => (timeMs % everyMs < widthMs ? base * factor : base);
}

/** Holds each value from its minute on. Minutes ascend; before the first the value is `before`. */
export function steps(before: number, changes: readonly (readonly [minute: number, value: number])[]): Curve {
  return (timeMs) => {
    const minute = timeMs / MINUTE_MS;
    let value = before;
    for (const [from, changed] of changes) {
      if (minute < from) break;
      value = changed;
    }
    return value;
  };
}

/** Straight lines between the points, level before the first and after the last. Minutes ascend. */
export function ramp(points: readonly (readonly [minute: number, value: number])[]): Curve {
  return (timeMs) => {
    const minute = timeMs / MINUTE_MS;
    let [lastMinute, lastValue] = points[0] ?? [0, 0];
    for (const [nextMinute, nextValue] of points) {
      if (minute < nextMinute) {
        const share = nextMinute > lastMinute ? (minute - lastMinute) / (nextMinute - lastMinute) : 1;
        return lastValue + (nextValue - lastValue) * Math.max(0, share);
      }
      lastMinute = nextMinute;
      lastValue = nextValue;
    }
    return lastValue;
  };
}

/**
 * Plays `story` (written in minutes around a moment 0) around `originMs`, and again every `everyMs`, so that a long
 * session sees incidents come, go and return. The story starts `leadMs` before its moment 0.
 */
export function recurring(originMs: EpochMs, everyMs: number, leadMs: number, story: Curve): Curve {
  return (timeMs) => {
    const since = (timeMs - originMs + leadMs) % everyMs;
    return story((since < 0 ? since + everyMs : since) - leadMs);
  };
}
