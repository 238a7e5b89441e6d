export type Severity = 'ok' | 'warn' | 'crit' | 'unknown';

const rank: Record<Severity, number> = { ok: 0, unknown: 1, warn: 2, crit: 3 };

/** The worse of two; what could not be judged is worse than fine and better than bad. */
export function worse(a: Severity, b: Severity): Severity {
  return rank[a] >= rank[b] ? a : b;
}

/** Orders worst first. */
export function bySeverity(a: Severity, b: Severity): number {
  return rank[b] - rank[a];
}
