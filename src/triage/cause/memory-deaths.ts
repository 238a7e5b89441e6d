import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import { countWithin, type FailureGroup } from '../../logs/failures/failure-group.ts';
import { total } from '../minute/function-minute.ts';
import { graded } from '../rules/graded.ts';
import type { Reason, RuleName } from '../rules/reason.ts';
import type { Thresholds } from '../thresholds.ts';
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
  /** By their share of the calls, or that of what follows from them, if worse: the cause leads its consequences. */
  readonly severity: Reason['severity'];
}

export type MemoryFacts = Pick<TroubledFunction, 'minutes' | 'reasons'> & {
  readonly thresholds: Pick<Thresholds, 'memory'>;
};

type ReadSpan = Pick<LoggedFailures, 'fromMs' | 'toMs'>;

/** Share of the errors from which on it is the main suspect. */
const GOOD_PART = 0.5;
/** A call short of memory is slow before it dies. */
const FAILING: ReadonlySet<RuleName> = new Set(['errors', 'timeout']);

/**
 * Only the log shows out-of-memory: CloudWatch has no metric for it, but counts the errors that the log must explain.
 * Two in thousands of calls explain no trouble.
 *
 * @returns null where it is not the cause of most failures, or of too few to count
 */
export function memoryDeaths(
  { minutes, reasons, thresholds }: MemoryFacts,
  { fromMs, toMs, isComplete, groups }: LoggedFailures,
): MemoryDeaths | null {
  const explained = reasons.filter(({ rule }) => FAILING.has(rule));
  if (groups[0]?.kind !== 'outOfMemory' || explained.length === 0) return null;
  const ends = groups.filter(({ kind }) => kind === 'outOfMemory');
  const read = minutes.filter(({ minuteMs }) => minuteMs >= fromMs && minuteMs < toMs);
  const errors = total(read, (minute) => minute.errors);
  // Both in the same minutes: a burst in the newest, unsettled ones does not explain earlier errors.
  const counted = read.reduce((sum, { minuteMs }) => sum + countOf(ends, minuteMs), 0);
  if (errors === 0 || counted < GOOD_PART * errors) return null;
  const calls = total(read, (minute) => minute.invocations);
  const byShare = graded(counted / Math.max(calls, counted), thresholds.memory);
  if (byShare === null) return null;
  const isCritical = byShare === 'crit' || explained.some(({ severity }) => severity === 'crit');
  const whole = wholeMinutes({ fromMs, toMs });
  const count = ends.reduce((sum, group) => sum + countWithin(group, whole.fromMs, whole.toMs), 0);
  const spanMs = whole.toMs - whole.fromMs;
  return { count, spanMs, isComplete, severity: isCritical ? 'crit' : 'warn' };
}

/** The same for all who read the log in the same minute, some seconds apart. */
function wholeMinutes({ fromMs, toMs }: ReadSpan): ReadSpan {
  return { fromMs: Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS, toMs: minuteOf(toMs) };
}

function countOf(groups: readonly FailureGroup[], minuteMs: EpochMs): number {
  return groups.reduce((sum, group) => sum + countWithin(group, minuteMs, minuteMs + MINUTE_MS), 0);
}
