import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { Rises } from '../capacity-memory.ts';
import { normalShare } from '../statistics/normal.ts';
import type { LiveLoad } from './live-load.ts';

const HORIZON_MS = 5 * MINUTE_MS;
const FILED_EVERY_MS = 30 * SECOND_MS;
/** Those of six hours. */
const MOST_REMEMBERED = 720;
/** Prior weight of the formula, in looks. */
const FORMULA_LOOKS = 20;
/** Prior weight, in looks, of rises that don't depend on the starting level. */
const EVEN_LOOKS = 10;
/**
 * From this distance on a look teaches nothing, in square roots of environments: at 40 busy, from 78
 * on.
 */
const REACH = 2.5;
/** A peak cut off at the limit needed more, by an unknown amount: at least this multiple of the limit. */
const CUT_OFF = 1.1;
/**
 * Rises between those seen are as likely: each stands for its neighbourhood, this share of the
 * scatter.
 */
const NEIGHBOURHOOD = 0.3;
const LEAST_NEIGHBOURHOOD = 0.05;

export const NO_RISES: Rises = { past: [], pending: [] };

/**
 * The chance that long calls meet the limit within five minutes: how often that would have happened, had the load risen
 * from its present level as it did before. Clumps bring what no formula knows, but a function's own past holds some of
 * them. All in square roots, as these scatter alike whether many are busy or few.
 *
 * A look counts by how near the present level it was made, and the formula as `FORMULA_LOOKS` made right there. So
 * where the load never stood, the formula rules: hours of quiet know nothing of the heights to which a load grows, and
 * that it fell back each time from a little above the quiet does not mean that it would from there.
 */
export function riskByRises({ past }: Rises, load: LiveLoad, limit: number, formula: number): number {
  const from = headingFor(load);
  const looks = past.map((rise) => ({
    by: rise.by,
    above: rise.from - from,
    weight: nearness((rise.from - from) / REACH),
  }));
  const { slope, scatter } = fitted(looks);
  const width = Math.max(LEAST_NEIGHBOURHOOD, NEIGHBOURHOOD * scatter);
  const needed = Math.sqrt(limit) - from;
  const hits = looks.reduce(
    (sum, { by, above, weight }) => sum + weight * normalShare((by - slope * above - needed) / width),
    0,
  );
  return (hits + FORMULA_LOOKS * formula) / (weightOf(looks) + FORMULA_LOOKS);
}

interface SeenLoad {
  /** The time up to which concurrency is known. */
  readonly asOfMs: EpochMs;
  /** The highest concurrency within a span; null where the span was not fully seen. */
  readonly highest: (fromMs: EpochMs, untilMs: EpochMs) => number | null;
}

export function risesAfter(
  { past, pending }: Rises,
  load: LiveLoad,
  limit: number,
  { asOfMs, highest }: SeenLoad,
): Rises {
  const due = pending.filter(({ atMs }) => atMs + HORIZON_MS <= asOfMs);
  const isFiled = asOfMs - (pending.at(-1)?.atMs ?? -Infinity) >= FILED_EVERY_MS;
  const left = due.length === 0 ? pending : pending.slice(due.length);
  const seen = due.flatMap(({ atMs, from }) => {
    const reached = highest(atMs, atMs + HORIZON_MS);
    if (reached === null) return [];
    return { from, by: Math.sqrt(reached < limit ? reached : Math.max(reached, CUT_OFF * limit)) - from };
  });
  return {
    past: seen.length === 0 ? past : [...past, ...seen].slice(-MOST_REMEMBERED),
    pending: isFiled ? [...left, { atMs: asOfMs, from: headingFor(load) }] : left,
  };
}

/**
 * The weight of a look at distance `apart`, as a share of the reach: 1 at 0, 0 from the reach on. The biweight kernel.
 */
function nearness(apart: number): number {
  return Math.max(0, 1 - apart ** 2) ** 2;
}

/** Half-way from what is busy now to what the newest arrivals will keep busy. */
function headingFor({ level, heldByArrivals }: LiveLoad): number {
  return Math.sqrt((level + heldByArrivals) / 2);
}

/** An earlier look, as seen from the present load. */
interface NearLook {
  /** How far the load rose after it. */
  readonly by: number;
  /** How much higher it was made. */
  readonly above: number;
  readonly weight: number;
}

function weightOf(looks: readonly NearLook[]): number {
  return looks.reduce((sum, { weight }) => sum + weight, 0);
}

/**
 * How much less a load rises from a little higher up, and how much rises scatter apart from that: a line through what
 * is near.
 */
function fitted(looks: readonly NearLook[]): { readonly slope: number; readonly scatter: number } {
  const known = weightOf(looks);
  if (known === 0) return { slope: 0, scatter: 0 };
  const mean = (of: (look: NearLook) => number) =>
    looks.reduce((sum, look) => sum + look.weight * of(look), 0) / known;
  const above = mean((look) => look.above);
  const by = mean((look) => look.by);
  const together = mean((look) => (look.above - above) * (look.by - by));
  const apart = mean((look) => (look.above - above) ** 2);
  const slope = Math.min(0, Math.max(-1, together / (apart + EVEN_LOOKS / known)));
  return {
    slope,
    scatter: Math.sqrt(mean((look) => (look.by - by - slope * (look.above - above)) ** 2)),
  };
}
