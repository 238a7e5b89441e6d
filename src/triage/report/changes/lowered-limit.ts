import { HOUR_MS } from '../../../lambda/time.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file.ts';
import { api, metric } from '../evidence.ts';
import type { Change } from './change.ts';

/** No API tells when a limit was changed. But what ran more at once than it may now was allowed to then. */
export function loweredLimit(file: CaseFile): readonly Change[] {
  const { limit } = file.assessment;
  if (limit.kind !== 'reserved') return [];
  const { value } = limit;
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
      says: words`up to ${strong(groupedText(last.observedMax ?? 0))} ran at once, and its reserved concurrency is ${strong(groupedText(value))} now: it was lowered`,
      evidence: [metric(file, 'ConcurrentExecutions', 'Maximum'), api('lambda:GetFunctionConcurrency')],
    },
  ];
}
