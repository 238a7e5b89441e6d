import { bySeverity, type Severity } from '../severity.ts';
import { byHarm, type Harm } from './harm.ts';

/** What decides which of two troubles comes first. */
export interface Urgency {
  readonly severity: Severity;
  /** Null where no rule is broken. */
  readonly harm: Harm | null;
  readonly lossRank: number;
}

/**
 * The order of trouble on all screens and in reports: critical first; then losses and throttled callers before delayed
 * work, and forecasts last; then by the amount lost.
 */
export function byUrgency(a: Urgency, b: Urgency): number {
  return bySeverity(a.severity, b.severity) || byHarm(a.harm, b.harm) || b.lossRank - a.lossRank;
}

const STEP = Math.log(4);
/** How far a loss must go beyond its step, as a share of it, to change its rank. */
const MARGIN = 0.25;

/**
 * The loss a minute as a rank with hysteresis: 0 is none, each step is four times the one before, and near an edge the
 * previous rank is kept, so that rows don't swap on noise.
 *
 * @param before the previous rank; null when new
 */
export function lossRank(lostPerMinute: number, before: number | null = null): number {
  const exact = lostPerMinute <= 0 ? 0 : 1 + Math.log1p(lostPerMinute) / STEP;
  const isNear = before !== null && exact > before - MARGIN && exact < before + 1 + MARGIN;
  return isNear ? before : Math.floor(exact);
}
