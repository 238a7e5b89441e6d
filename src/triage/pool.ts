import type { TimeToLimit } from '../capacity/assessment.ts';
import { shareOfLimit } from '../capacity/assessment.ts';
import type { RawText } from '../terminal/text.ts';
import { gradedSooner } from './rules.ts';
import type { Thresholds } from './thresholds.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The account pool is filling, or full, and who does it. */
export interface PoolPressure {
  readonly severity: 'warn' | 'crit';
  /** The function whose concurrency grew the most; null when it was nobody's growth. */
  readonly culprit: RawText | null;
  readonly growthPerMinute: number | null;
  /** Share of the pool in use. */
  readonly use: number;
  readonly eta: TimeToLimit | null;
  /** Functions that share the pool. */
  readonly sharedBy: number;
}

/** A part of the pool's growth that makes its owner the one to name. */
const CULPRIT_SHARE = 0.5;

/** Null while the pool has room. All functions see the same pool, so any of them can tell of it. */
export function poolPressure(
  functions: readonly TroubledFunction[],
  poolGrowthPerMinute: number | null,
  thresholds: Thresholds,
): PoolPressure | null {
  const sharing = functions.filter(({ assessment }) => assessment.limit.kind === 'account');
  const first = sharing[0];
  const use = first === undefined ? null : shareOfLimit(first.assessment.limit);
  if (first === undefined || use === null) return null;

  const eta = sharing.find(({ assessment }) => assessment.eta !== null)?.assessment.eta ?? null;
  const severity = worst(
    eta === null ? null : gradedSooner(eta.likelyMs, thresholds.etaMs),
    use >= thresholds.pool.critAt ? 'crit' : use >= thresholds.pool.warnAt ? 'warn' : null,
  );
  if (severity === null) return null;

  const grower = sharing.toSorted((a, b) => (b.growthPerMinute ?? 0) - (a.growthPerMinute ?? 0))[0];
  const isCulprit =
    grower?.growthPerMinute != null &&
    poolGrowthPerMinute !== null &&
    poolGrowthPerMinute > 0 &&
    grower.growthPerMinute >= CULPRIT_SHARE * poolGrowthPerMinute;
  return {
    severity,
    culprit: isCulprit ? grower.name : null,
    growthPerMinute: poolGrowthPerMinute,
    use,
    eta,
    sharedBy: sharing.length,
  };
}

function worst(a: 'warn' | 'crit' | null, b: 'warn' | 'crit' | null): 'warn' | 'crit' | null {
  return a === 'crit' || b === 'crit' ? 'crit' : (a ?? b);
}
