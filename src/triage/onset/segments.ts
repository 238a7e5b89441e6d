/** A cut of a series into two. */
export interface Cut {
  readonly place: number;
  readonly gain: number;
  /**
   * The evidence for a cut anywhere in its interval (natural logarithm), averaged over all positions. An uncertain real
   * change is likely at many positions, chance only at one.
   */
  readonly worth: number;
}

/** By chance, about one in 400 quiet series has a cut of this worth, whatever its length. */
const LEAST_WORTH = 5.5;

/** How much likelier a cut at `place` makes the stretch from `from` to `to`. */
export type GainAt = (from: number, to: number, place: number) => number;

const SHORTEST_INTERVAL = 4;
const SHRINK = Math.SQRT1_2;
/** Multiple testing: with many intervals, one looks cut by chance more often, so a cut must be worth this much more. */
const MANY_LOOKS = 4;

/**
 * The cuts that are worth it, in order. Intervals of many lengths are examined, so that changes undone later are found
 * too; the best cut is taken first, then the best on either side of it.
 *
 * @see https://academic.oup.com/biomet/article/110/1/249/6582175 (seeded binary segmentation)
 */
export function cutsOf(length: number, gainAt: GainAt, least = LEAST_WORTH): readonly Cut[] {
  const seeds = seededIntervals(length);
  const cuts: Cut[] = [];
  const search = (from: number, to: number): void => {
    const best = bestWithin(from, to, seeds, gainAt);
    if (best === null || best.worth <= least) return;
    search(from, best.place);
    cuts.push(best);
    search(best.place, to);
  };
  search(0, length);
  return withoutIdle(cuts, length, gainAt, least);
}

/** Each cut must still be worth it between its final neighbours. */
function withoutIdle(cuts: readonly Cut[], length: number, gainAt: GainAt, least: number): readonly Cut[] {
  const between = cuts.map(({ place }, index): Cut => {
    const from = cuts[index - 1]?.place ?? 0;
    const to = cuts[index + 1]?.place ?? length;
    const best = bestCut(from, to, gainAt) ?? { place, gain: 0, worth: 0 };
    return { ...best, place: likelyPlace(from, to, best, gainAt) };
  });
  const worst = between.reduce<number | null>(
    (least_, cut, index) => (least_ === null || cut.worth < (between[least_]?.worth ?? 0) ? index : least_),
    null,
  );
  if (worst === null || (between[worst]?.worth ?? 0) > least) return between;
  return withoutIdle(
    cuts.filter((_, index) => index !== worst),
    length,
    gainAt,
    least,
  );
}

function bestWithin(from: number, to: number, seeds: readonly Interval[], gainAt: GainAt): Cut | null {
  const within = seeds.filter((seed) => seed.from >= from && seed.to <= to);
  const whole = bestCut(from, to, gainAt);
  return within.reduce((best, interval) => {
    const cut = bestCut(interval.from, interval.to, gainAt);
    return cut !== null && cut.worth - MANY_LOOKS > (best?.worth ?? 0)
      ? { ...cut, worth: cut.worth - MANY_LOOKS }
      : best;
  }, whole);
}

/** The median position: with little evidence, the best cut would be biased late, to the first event. */
function likelyPlace(from: number, to: number, best: Cut, gainAt: GainAt): number {
  const places = Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => from + 1 + index);
  const weights = places.map((place) => Math.exp(gainAt(from, to, place) - best.gain));
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    if (sum >= half) return places[index] ?? best.place;
  }
  return best.place;
}

function bestCut(from: number, to: number, gainAt: GainAt): Cut | null {
  let best: Pick<Cut, 'place' | 'gain'> | null = null;
  let sum = 0;
  for (let place = from + 1; place < to; place++) {
    const gain = gainAt(from, to, place);
    const most: number = best?.gain ?? gain;
    // The sum is kept relative to the largest gain, to avoid overflow.
    sum = gain > most ? sum * Math.exp(most - gain) + 1 : sum + Math.exp(gain - most);
    if (best === null || gain > best.gain) best = { place, gain };
  }
  return best && { ...best, worth: best.gain + Math.log(sum / (to - from - 1)) };
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

function seededIntervals(length: number): readonly Interval[] {
  const intervals: Interval[] = [];
  for (let size = length * SHRINK; size >= SHORTEST_INTERVAL; size *= SHRINK) {
    const count = 2 * Math.ceil(length / size) - 1;
    const step = count === 1 ? 0 : (length - size) / (count - 1);
    for (let index = 0; index < count; index++) {
      const from = Math.floor(index * step);
      intervals.push({ from, to: Math.min(length, Math.ceil(from + size)) });
    }
  }
  return intervals;
}
