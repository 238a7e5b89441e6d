import { median, quantile } from './quantile.ts';

/** A position where a series leaves its recent level, in units of its usual spread. */
export interface Departure {
  readonly place: number;
  readonly swings: number;
}

/** Window widths: one value for brief departures, more for small lasting ones. */
const WIDTHS = [1, 4, 12, 36, 108];
/** Width of the baseline, in windows. */
const BASELINE_WIDTHS = 3;
const SHORTEST_BASELINE = 12;
/** The least spread, as a share of the series' range: otherwise a nearly constant series would have none. */
const LEAST_SWING = 0.01;

/** Departures found at several widths, largest first: the same position may appear more than once. */
export function departuresIn(values: readonly number[]): readonly Departure[] {
  return WIDTHS.flatMap((width) =>
    departuresOf(values, width).map(([place, swings]) => ({ place, swings, width })),
  )
    .toSorted((a, b) => b.swings - a.swings)
    .map(({ place, swings, width }) => ({ place: sharpest(values, place, width), swings }));
}

/** Window medians notice a step somewhat before and after it: the position is where a cut leaves the least variance. */
function sharpest(values: readonly number[], place: number, width: number): number {
  if (width === 1) return place;
  const from = Math.max(0, place - width);
  const part = values.slice(from, place + width);
  const all = part.reduce((sum, value) => sum + value, 0);
  let before = 0;
  let best = { at: place, worth: 0 };
  for (const [index, value] of part.slice(0, -1).entries()) {
    before += value;
    const count = index + 1;
    const left = part.length - count;
    const worth = ((before / count - (all - before) / left) ** 2 * count * left) / part.length;
    if (worth > best.worth) best = { at: from + count, worth };
  }
  return best.at;
}

function departuresOf(values: readonly number[], width: number): readonly (readonly [number, number])[] {
  const baseline = Math.max(SHORTEST_BASELINE, BASELINE_WIDTHS * width);
  if (values.length < baseline + 2 * width) return [];
  const places = Array.from({ length: values.length - width - baseline + 1 }, (_, index) => index + baseline);
  const steps = places.map((place) => {
    const before = median(values.slice(place - baseline, place)) ?? 0;
    const after = median(values.slice(place, place + width)) ?? 0;
    return { place, before, after };
  });
  const sizes = steps.map(({ before, after }) => Math.abs(after - before));
  const spans = (quantile(values, 0.99) ?? 0) - (quantile(values, 0.01) ?? 0);
  const swing = Math.max((median(sizes) ?? 0) / 0.6745, LEAST_SWING * spans, Number.MIN_VALUE);
  const usual = median(values) ?? 0;
  return steps.flatMap(({ place, before, after }, index) => {
    const size = sizes[index] ?? 0;
    // Of the windows that notice a step, the sharpest one locates it; a return to the usual level is no onset.
    const isSharpest = !(size < (sizes[index - 1] ?? 0)) && !(size < (sizes[index + 1] ?? 0));
    const goesBack = Math.abs(after - usual) < Math.abs(before - usual) / 2;
    return isSharpest && !goesBack ? [[place, size / swing] as const] : [];
  });
}
