import { poolOf } from '../../../capacity/assessment.ts';
import { HOUR_MS } from '../../../lambda/time.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Change } from './change.ts';

/**
 * No API gives the time of a limit's change, or its earlier value. But earlier concurrency above today's limit proves
 * that it was higher, or that there was none.
 */
export function loweredLimit(file: CaseFile): readonly Change[] {
  const { limit } = file.assessment;
  return limit.kind === 'reserved' ? loweredReserved(file, limit.value) : loweredPool(file);
}

function loweredReserved(file: CaseFile, value: number): readonly Change[] {
  const above = file.minutes.filter(
    ({ minuteMs, observedMax }) =>
      observedMax !== null && observedMax > value && minuteMs > file.toMs - HOUR_MS,
  );
  const last = above.at(-1);
  if (last === undefined) return [];
  return [
    {
      kind: 'limit',
      atMs: last.minuteMs,
      says: words`up to ${strong(groupedText(last.observedMax ?? 0))} ran at once, and its reserved concurrency is ${strong(groupedText(value))} now: it was lowered, or set where there was none`,
      evidence: [metric(file, 'ConcurrentExecutions', 'Maximum'), api('lambda:GetFunctionConcurrency')],
    },
  ];
}

/**
 * The pool is what reservations leave of the account's limit: either may have shrunk it, unless more ran than the whole
 * limit now allows.
 */
function loweredPool(file: CaseFile): readonly Change[] {
  const pool = poolOf(file.assessment.limit);
  if (pool === null) return [];
  const { concurrencyLimit, pool: minutes } = file.account;
  const last = minutes.findLast(
    ({ minuteMs, unreservedInUse }) =>
      unreservedInUse !== null && unreservedInUse > pool.value && minuteMs > file.toMs - HOUR_MS,
  );
  const inUse = last?.unreservedInUse ?? null;
  if (last === undefined || inUse === null) return [];
  const isLowered = concurrencyLimit !== null && inUse > concurrencyLimit;
  return [
    {
      kind: 'limit',
      isOfAccount: true,
      atMs: last.minuteMs,
      says: isLowered
        ? words`up to ${strong(groupedText(inUse))} ran at once in the account's pool, and the account's limit is ${strong(groupedText(concurrencyLimit))} now: it was lowered`
        : words`up to ${strong(groupedText(inUse))} ran at once in the account's pool, and it holds ${strong(groupedText(pool.value))} now: the account's limit was lowered, or more of it is reserved or provisioned`,
      evidence: [metric(file, 'UnreservedConcurrentExecutions', 'Maximum'), api('lambda:GetAccountSettings')],
    },
  ];
}
