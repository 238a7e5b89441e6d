import { expect, it } from 'vitest';
import { callsInLog } from '../../../../src/triage/report/said/calls-in-log.ts';

const FROM_MS = Date.UTC(2026, 10, 24, 2, 45);

it.each([
  { count: 1, isComplete: true, says: '1 call in its log since 02:45Z' },
  { count: 4_000, isComplete: false, says: 'at least 4,000 calls in its log since 02:45Z' },
])('a count of calls tells since when the log was read: $says', ({ count, isComplete, says }) => {
  const log = {
    fromMs: FROM_MS,
    toMs: FROM_MS + 900_000,
    isComplete,
    hasLines: true,
    groups: [],
    newest: [],
  };
  expect(callsInLog(count, log)).toBe(says);
});
