import { expect, it } from 'vitest';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { createClock, REAL_TIME } from '../../../../src/monitor/clock.ts';
import { liveLoss } from '../../../../src/monitor/log/live/live-loss.ts';
import type { SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import { sourceError } from '../scripted-log.ts';

const BUDGET = createCallBudget(createClock(REAL_TIME), { random: () => 0.5 });

it.each<[SourceErrorKind, string, string | null, number | null]>([
  ['unreachable', 'SessionTimeoutException', 'timedOut', 0],
  ['unreachable', 'SessionStreamingException', 'broken', 375],
  ['unreachable', 'ECONNRESET', 'broken', 375],
  ['malformed', 'Error', 'broken', 375],
  ['throttled', 'LimitExceededException', 'taken', 60_000],
  ['throttled', 'ThrottlingException', 'broken', 1_000],
  ['malformed', 'InvalidOperationException', 'refused', null],
  ['malformed', 'InvalidParameterException', 'refused', null],
  ['denied', 'AccessDeniedException', 'denied', null],
  ['absent', 'ResourceNotFoundException', null, 5_000],
  ['expired', 'ExpiredTokenException', null, 10_000],
])(
  'a session that ends as %s (%s) is %s, and the next is opened after %s ms',
  (kind, name, because, retryMs) => {
    expect(liveLoss(sourceError(kind, name), 1, BUDGET)).toEqual({ because, retryMs });
  },
);

it('a session that AWS closes without a word is broken, and reopened less and less often', () => {
  const waits = [1, 2, 3, 10].map((failures) => liveLoss(null, failures, BUDGET));
  expect(waits.map(({ because }) => because)).toEqual(['broken', 'broken', 'broken', 'broken']);
  expect(waits.map(({ retryMs }) => retryMs)).toEqual([375, 750, 1_500, 11_250]);
});

it('a session that keeps timing out at once is reopened less and less often', () => {
  const timeout = sourceError('unreachable', 'SessionTimeoutException');
  expect([1, 2, 3].map((failures) => liveLoss(timeout, failures, BUDGET).retryMs)).toEqual([0, 750, 1_500]);
});
