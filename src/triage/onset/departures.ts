import { median, quantile } from './quantile.ts';

/** A place from which on a row is not what it was just before, by how many of its own usual swings. */
export interface Departure {
  readonly place: number;
  readonly swings: number;
}

/** So many values are taken together: one for what is over at once, more for what is small and stays. */
const WIDTHS = [1, 4, 12, 36, 108];
/** What is compared with, in the same measure. */
const BASELINE_WIDTHS = 3;
const SHORTEST_BASELINE = 12;
/** A swing is never less than this part of what the row spans: a row that hardly ever moves would have none. */
const LEAST_SWING = 0.01;

/** Where a row departs, seen over several widths, farthest first: a place may be told by several. */
export function departuresIn(values: readonly number[]): readonly Departure[] {
  return WIDTHS.flatMap((width) =>
    departuresOf(values, width).map(([place, swings]) => ({ place, swings, width })),
  )
    .toSorted((a, b) => b.swings - a.swings)
    .map(({ place, swings, width }) => ({ place: sharpest(values, place, width), swings }));
}

/** Medians of many values see a step a while before and after it: it is where cutting there leaves the least. */
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
    // Of a step that many windows see, the sharpest is where it is; and what goes back to what is usual begins nothing.
    const isSharpest = !(size < (sizes[index - 1] ?? 0)) && !(size < (sizes[index + 1] ?? 0));
    const goesBack = Math.abs(after - usual) < Math.abs(before - usual) / 2;
    return isSharpest && !goesBack ? [[place, size / swing] as const] : [];
  });
}
