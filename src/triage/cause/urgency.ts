import { bySeverity, type Severity } from '../severity.ts';

/** What decides which of two troubles needs a person first. */
export interface Urgency {
  readonly severity: Severity;
  /** Whether the account pool runs out because of it. */
  readonly fillsPool: boolean;
  /** Whether callers or data suffer already; false where something merely comes near. */
  readonly hurtsNow: boolean;
  readonly lossRank: number;
}

/**
 * Worst first; of one severity a pool that runs out comes first, as it will turn away everyone who shares it, then what
 * hurts already, and of that who loses more by far.
 */
export function byUrgency(a: Urgency, b: Urgency): number {
  return (
    bySeverity(a.severity, b.severity) ||
    Number(b.fillsPool) - Number(a.fillsPool) ||
    Number(b.hurtsNow) - Number(a.hurtsNow) ||
    b.lossRank - a.lossRank
  );
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
