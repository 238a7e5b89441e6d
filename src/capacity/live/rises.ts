import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { Rises } from '../capacity-memory.ts';
import { normalShare } from '../statistics/normal.ts';
import type { LiveLoad } from './live-load.ts';

const HORIZON_MS = 5 * MINUTE_MS;
const FILED_EVERY_MS = 30 * SECOND_MS;
/** Those of six hours. */
const MOST_REMEMBERED = 720;
/** The formula is worth so many looks. */
const FORMULA_LOOKS = 20;
/** That a rise is the same from wherever it begins is worth so many looks. */
const EVEN_LOOKS = 30;
/** What met the limit wanted more, nobody knows how much: at least so much of the limit. */
const CUT_OFF = 1.1;
/** Rises between those that were seen are as likely as those: each stands for its neighbourhood, of so much of the scatter. */
const NEIGHBOURHOOD = 0.3;
const LEAST_NEIGHBOURHOOD = 0.05;

export const NO_RISES: Rises = { past: [], pending: [] };

/**
 * The chance that long calls meet the limit within five minutes: how often it would have been met, had the load risen from
 * where it is now as it did before. Clumps bring what no formula knows, but a function's own past holds some of them. All
 * in square roots, as these scatter alike whether many are busy or few.
 */
export function riskByRises({ past }: Rises, load: LiveLoad, limit: number, formula: number): number {
  const from = headingFor(load);
  const { slope, scatter } = fitted(past);
  const width = Math.max(LEAST_NEIGHBOURHOOD, NEIGHBOURHOOD * scatter);
  const needed = Math.sqrt(limit) - from;
  const hits = past.reduce(
    (sum, rise) => sum + normalShare((rise.by + slope * (from - rise.from) - needed) / width),
    0,
  );
  return (hits + FORMULA_LOOKS * formula) / (past.length + FORMULA_LOOKS);
}

/**
 * @param asOfMs up to when it is known how many were busy.
 * @param highest the most that were busy at once within a span.
 */
export function risesAfter(
  { past, pending }: Rises,
  load: LiveLoad,
  limit: number,
  asOfMs: EpochMs,
  highest: (fromMs: EpochMs, untilMs: EpochMs) => number,
): Rises {
  const due = pending.filter(({ atMs }) => atMs + HORIZON_MS <= asOfMs);
  const isFiled = asOfMs - (pending.at(-1)?.atMs ?? -Infinity) >= FILED_EVERY_MS;
  const left = due.length === 0 ? pending : pending.slice(due.length);
  const seen = due.map(({ atMs, from }) => {
    const reached = highest(atMs, atMs + HORIZON_MS);
    return { from, by: Math.sqrt(reached < limit ? reached : Math.max(reached, CUT_OFF * limit)) - from };
  });
  return {
    past: seen.length === 0 ? past : [...past, ...seen].slice(-MOST_REMEMBERED),
    pending: isFiled ? [...left, { atMs: asOfMs, from: headingFor(load) }] : left,
  };
}

/** Half of the way from what is busy now to what the newest arrivals will keep busy. */
function headingFor({ level, heldByArrivals }: LiveLoad): number {
  return Math.sqrt((level + heldByArrivals) / 2);
}

/** How much less a load rises from higher up, and how far rises lie apart beside that. */
function fitted(past: Rises['past']): { readonly slope: number; readonly scatter: number } {
  if (past.length === 0) return { slope: 0, scatter: 0 };
  const mean = (of: (rise: Rises['past'][number]) => number) =>
    past.reduce((sum, rise) => sum + of(rise), 0) / past.length;
  const from = mean((rise) => rise.from);
  const by = mean((rise) => rise.by);
  const together = mean((rise) => (rise.from - from) * (rise.by - by));
  const apart = mean((rise) => (rise.from - from) ** 2);
  const slope = Math.min(0, Math.max(-1, together / (apart + EVEN_LOOKS / past.length)));
  return {
    slope,
    scatter: Math.sqrt(mean((rise) => (rise.by - by - slope * (rise.from - from)) ** 2)),
  };
}
