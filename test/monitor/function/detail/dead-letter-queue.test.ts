import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { DeadLetterQueue } from '../../../../src/monitor/function/detail/dead-letter-queue.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedAccount } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const METRICS = 'cloudwatch:GetMetricData';

function queueOf(deadLetterTarget: string | null, depth: number | null = 220) {
  const clock = createSteppedClock(NOW_MS);
  const point = (_query: unknown, minuteMs: number) => (minuteMs < NOW_MS - 2 * MINUTE_MS ? depth : null);
  const account = scriptedAccount({ clock, functions: [], point });
  const asking = {
    clock,
    ledger: new ApiLedger(NOW_MS),
    budget: createCallBudget(clock, { random: () => 0.5 }),
    signal: new AbortController().signal,
  };
  const target = deadLetterTarget === null ? null : rawText(deadLetterTarget);
  return {
    account,
    queue: new DeadLetterQueue({ deadLetterTarget: target }, account.sources.metrics, asking),
  };
}

it('a dead-letter queue tells the newest number of events that wait in it, once it was read', async () => {
  const { account, queue } = queueOf('arn:aws:sqs:eu-west-1:123456789012:lost-mails');
  expect(queue.waiting).toBeNull();
  await queue.read(NOW_MS);
  expect(queue.waiting).toBe(220);
  await queue.read(NOW_MS + 10_000);
  expect(account.calls(METRICS)).toBe(1);
});

it.each([
  { seconds: 10, isAsked: false },
  { seconds: 45, isAsked: true },
])('after an error it is asked again $seconds s later: $isAsked', async ({ seconds, isAsked }) => {
  const { account, queue } = queueOf('arn:aws:sqs:eu-west-1:123456789012:lost-mails');
  account.fail(METRICS, 'throttled');
  await queue.read(NOW_MS);
  account.heal();
  const before = account.calls(METRICS);
  await queue.read(NOW_MS + seconds * SECOND_MS);
  expect([account.calls(METRICS) > before, queue.isUnfinished]).toEqual([isAsked, !isAsked]);
});

it.each([
  ['a function has none', null],
  ['it is a topic, which keeps nothing', 'arn:aws:sns:eu-west-1:123456789012:lost-mails'],
])('nothing is asked of it where %s', async (_why, target) => {
  const { account, queue } = queueOf(target);
  await queue.read(NOW_MS);
  expect([queue.waiting, account.calls(METRICS)]).toEqual([null, 0]);
});

it('a number that was not published is missing, not 0', async () => {
  const { queue } = queueOf('arn:aws:sqs:eu-west-1:123456789012:lost-mails', null);
  await queue.read(NOW_MS);
  expect(queue.waiting).toBe('missing');
});
