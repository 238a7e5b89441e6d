/** How bad something is; `unknown` where it could not be judged. */
export type Severity = 'ok' | 'warn' | 'crit' | 'unknown';

const RANK: Readonly<Record<Severity, number>> = { ok: 0, unknown: 1, warn: 2, crit: 3 };

/** The worse of two; `unknown` ranks between `ok` and `warn`. */
export function worse(one: Severity, other: Severity): Severity {
  return RANK[one] >= RANK[other] ? one : other;
}

/** Orders worst first. */
export function bySeverity(one: Severity, other: Severity): number {
  return RANK[other] - RANK[one];
}
