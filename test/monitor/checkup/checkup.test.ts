import { expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { checkup } from '../../../src/monitor/checkup/checkup.ts';
import { scriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');

it.each([
  ['answered', null, 1],
  ['refused', 'denied', 0],
  ['never answered, though asked again', 'unreachable', 0],
] as const)('costs a metric once, if it is %s', async (_, failure, metrics) => {
  const clock = createSteppedClock(NOW_MS);
  const account = scriptedAccount({ clock, functions: [scriptedFunction('checkout')] });
  if (failure !== null) account.fail('cloudwatch:GetMetricData', failure);
  const ledger = new ApiLedger(NOW_MS);
  await checkup(account.sources, {
    clock,
    ledger,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    signal: new AbortController().signal,
  });
  expect(ledger.snapshot(NOW_MS).dollars).toBeCloseTo(metrics * 0.000_01, 8);
});
