import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { countWithin, type FailureGroup } from '../../logs/failures/failure-log.ts';
import { total } from '../minute/function-minute.ts';
import type { RuleName } from '../rules/reason.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The failures found in a span of a log. */
export interface LoggedFailures {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Whether all failures of the span were read; otherwise counts are floors. */
  readonly isComplete: boolean;
  /** Most ended invocations first. */
  readonly groups: readonly FailureGroup[];
}

/** Calls that ran out of memory. */
export interface MemoryDeaths {
  readonly count: number;
  readonly spanMs: number;
  readonly isComplete: boolean;
}

/** Share of the errors from which on it is the main suspect. */
const GOOD_PART = 0.5;
const FAILING: ReadonlySet<RuleName> = new Set(['errors', 'timeout']);

/**
 * Only the log shows out-of-memory: CloudWatch has no metric for it, but counts the errors that the log must explain.
 * Two in thousands of calls explain no trouble.
 *
 * @returns null where it is not the cause of most failures
 */
export function memoryDeaths(
  { minutes, reasons }: Pick<TroubledFunction, 'minutes' | 'reasons'>,
  { fromMs, toMs, isComplete, groups }: LoggedFailures,
): MemoryDeaths | null {
  if (groups[0]?.kind !== 'outOfMemory' || !reasons.some(({ rule }) => FAILING.has(rule))) return null;
  const ends = groups.filter(({ kind }) => kind === 'outOfMemory');
  const count = ends.reduce((sum, group) => sum + group.count, 0);
  const read = minutes.filter(({ minuteMs }) => minuteMs >= fromMs && minuteMs < toMs);
  const errors = total(read, (minute) => minute.errors);
  // Both in the same minutes: a burst in the newest, unsettled ones does not explain earlier errors.
  const counted = read.reduce((sum, { minuteMs }) => sum + countOf(ends, minuteMs), 0);
  return errors === 0 || counted < GOOD_PART * errors ? null : { count, spanMs: toMs - fromMs, isComplete };
}

function countOf(groups: readonly FailureGroup[], minuteMs: EpochMs): number {
  return groups.reduce((sum, group) => sum + countWithin(group, minuteMs, minuteMs + MINUTE_MS), 0);
}
