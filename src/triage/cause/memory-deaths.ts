import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { countWithin, type FailureGroup } from '../../logs/failures/failure-log.ts';
import { total } from '../minute/function-minute.ts';
import type { RuleName } from '../rules/reason.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** What a log tells of failures, and of which span. */
export interface ToldFailures {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Whether all failures of the span were read; else counts are floors. */
  readonly isComplete: boolean;
  /** What ended most invocations first. */
  readonly groups: readonly FailureGroup[];
}

/** Calls that died for want of memory. */
export interface MemoryDeaths {
  readonly count: number;
  readonly spanMs: number;
  readonly isComplete: boolean;
}

/** A part of the errors that makes what they end by the one thing to suspect. */
const GOOD_PART = 0.5;
const FAILING: ReadonlySet<RuleName> = new Set(['errors', 'timeout']);

/**
 * Memory that runs out is known from the log alone: CloudWatch has no metric for it, but it counts the errors that the
 * log must explain. Two in thousands of calls explain nothing that hurts.
 *
 * @returns null where it is not what most of the failures are
 */
export function memoryDeaths(
  { minutes, reasons }: Pick<TroubledFunction, 'minutes' | 'reasons'>,
  { fromMs, toMs, isComplete, groups }: ToldFailures,
): MemoryDeaths | null {
  if (groups[0]?.kind !== 'outOfMemory' || !reasons.some(({ rule }) => FAILING.has(rule))) return null;
  const ends = groups.filter(({ kind }) => kind === 'outOfMemory');
  const count = ends.reduce((sum, group) => sum + group.count, 0);
  const read = minutes.filter(({ minuteMs }) => minuteMs >= fromMs && minuteMs < toMs);
  const errors = total(read, (minute) => minute.errors);
  // Both in the same minutes: a burst of the newest, which have not settled, explains no errors of those before it.
  const counted = read.reduce((sum, { minuteMs }) => sum + countOf(ends, minuteMs), 0);
  return errors === 0 || counted < GOOD_PART * errors ? null : { count, spanMs: toMs - fromMs, isComplete };
}

function countOf(groups: readonly FailureGroup[], minuteMs: EpochMs): number {
  return groups.reduce((sum, group) => sum + countWithin(group, minuteMs, minuteMs + MINUTE_MS), 0);
}
