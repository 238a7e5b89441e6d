import type { EpochMs } from '../../lambda/time.ts';
import { bySeverity, type Severity } from '../severity.ts';

/** The rules by which a function is judged. */
export type RuleName =
  | 'throttles'
  | 'errors'
  | 'timeout'
  | 'memory'
  | 'use'
  | 'eta'
  | 'iteratorAge'
  | 'deadLetterErrors'
  | 'redrive'
  | 'backlog'
  | 'silence'
  | 'pool';

/** Why a function is not `ok`. */
export interface Reason {
  readonly rule: RuleName;
  readonly severity: Exclude<Severity, 'ok' | 'unknown'>;
  /** The value that broke the rule, in the rule's unit: a share, milliseconds, a count, or a count a minute. */
  readonly value: number;
  /** For memory: the length of log that was read. For errors: the judged time, where that is not five minutes. */
  readonly spanMs?: number;
  /** For the pool: the time left, where that rather than the use broke the rule. */
  readonly shortMs?: number;
  /** First minute of the episode; null when it began before the first known minute, or is not an episode. */
  readonly sinceMs: EpochMs | null;
}

/** Among equally bad ones, in the order given. */
export function worstReasonFirst(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted((a, b) => bySeverity(a.severity, b.severity));
}

/** Rules that mean present harm to callers or data; the others forecast. */
const PAINFUL: ReadonlySet<RuleName> = new Set([
  'throttles',
  'errors',
  'iteratorAge',
  'deadLetterErrors',
  'redrive',
  'backlog',
  'silence',
]);

/** Whether a broken rule means present harm to callers or data. */
export function isPainful(rule: RuleName): boolean {
  return PAINFUL.has(rule);
}

/** Whether any of them means present harm rather than a forecast. */
export function hurtsNow(reasons: readonly Reason[]): boolean {
  return reasons.some(({ rule }) => isPainful(rule));
}
