import { bySeverity, type Severity } from '../severity.ts';
import { byHarm, type Harm } from './harm.ts';

/** What decides which of two troubles needs a person first. */
export interface Urgency {
  readonly severity: Severity;
  /** Null where nothing is broken. */
  readonly harm: Harm | null;
  readonly lossRank: number;
}

/**
 * The one order of all that hurts, on screens and in reports: what is critical first, and of that what is lost and who is
 * turned away before what waits, what has not happened yet behind them all; and among those who loses more by far.
 */
export function byUrgency(a: Urgency, b: Urgency): number {
  return bySeverity(a.severity, b.severity) || byHarm(a.harm, b.harm) || b.lossRank - a.lossRank;
}

const STEP = Math.log(4);
/** How far beyond its step, as a part of it, a loss must go to change its rank. */
const MARGIN = 0.25;

/**
 * What is lost a minute as a rank that only a change of its size changes: 0 is nothing, each step is four times the one
 * before, and near its edge a loss keeps the rank that it had. So rows don't swap on noise.
 *
 * @param before the rank that it had; null when it is new
 */
export function lossRank(lostPerMinute: number, before: number | null = null): number {
  const exact = lostPerMinute <= 0 ? 0 : 1 + Math.log1p(lostPerMinute) / STEP;
  const isNear = before !== null && exact > before - MARGIN && exact < before + 1 + MARGIN;
  return isNear ? before : Math.floor(exact);
}
