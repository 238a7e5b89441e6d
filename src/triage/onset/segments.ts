/** A cut of a row in two. */
export interface Cut {
  readonly place: number;
  readonly gain: number;
  /**
   * What speaks for a cut anywhere in its interval, as a natural logarithm: the mean over all its places. A change whose
   * place is not sure is likely at many of them; what chance makes is likely at one.
   */
  readonly worth: number;
}

/** About one of 400 quiet rows is worth a cut by chance, however many places they have. */
const LEAST_WORTH = 5.5;

/** By how much cutting `from` to `to` at `place` makes it likelier. */
export type GainAt = (from: number, to: number, place: number) => number;

const SHORTEST_INTERVAL = 4;
const SHRINK = Math.SQRT1_2;
/** Of so many intervals one looks cut by chance more often: a cut in one of them must be worth more by this. */
const MANY_LOOKS = 4;

/**
 * The cuts of a row that are worth it, in order. Every interval of many lengths is looked at, so that a change that another
 * one undoes is seen too; of those that are worth it the best is taken, then the best of what lies on either side of it.
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

/** Once its neighbours are known, a cut must still be worth it between them. */
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

/** As likely too early as too late: where little happens, the best cut stands at what happens first, which is late. */
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
    // The sum is kept as a part of what the best is worth, so that no gain is too great for a number.
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
