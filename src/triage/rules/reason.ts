import type { EpochMs } from '../../lambda/time.ts';
import type { Severity } from '../severity.ts';

/** What a function is judged by. */
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
  /** The value that broke the rule, in the rule's own unit: a share, milliseconds, a count, or a count a minute. */
  readonly value: number;
  /** Of memory: how long the time is that its log was read of. Of errors: the time that is judged, where that is not five minutes. */
  readonly spanMs?: number;
  /** Of the pool: the time left, where that and not its use is what broke the rule. */
  readonly shortMs?: number;
  /** First minute of the episode; null when it began before the first minute known, or is none. */
  readonly sinceMs: EpochMs | null;
}

/** Rules by which callers or data suffer already; the others foresee. */
const PAINFUL: ReadonlySet<RuleName> = new Set([
  'throttles',
  'errors',
  'iteratorAge',
  'deadLetterErrors',
  'redrive',
  'backlog',
  'silence',
]);

/** Whether callers or data suffer already by what breaks the rule. */
export function isPainful(rule: RuleName): boolean {
  return PAINFUL.has(rule);
}

/** Whether one of them is painful, and not merely foreseen. */
export function hurtsNow(reasons: readonly Reason[]): boolean {
  return reasons.some(({ rule }) => isPainful(rule));
}
