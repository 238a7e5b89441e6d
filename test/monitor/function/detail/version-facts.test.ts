import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { VersionFacts } from '../../../../src/monitor/function/detail/version-facts.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedAccount } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const METRICS = 'cloudwatch:GetMetricData';

it("the outcome of each version's calls is read again after five minutes if it was denied", async () => {
  const clock = createSteppedClock(NOW_MS);
  const account = scriptedAccount({ clock, functions: [], point: () => null });
  const asking = {
    clock,
    ledger: new ApiLedger(NOW_MS),
    budget: createCallBudget(clock, { random: () => 0.5 }),
    signal: new AbortController().signal,
  };
  const alias = {
    name: rawText('live'),
    versions: ['41', '42'].map((version) => ({ version: rawText(version), weight: 0.5 })),
  };
  const functions = {
    ...account.sources.functions,
    aliases: async () => ({ ok: true as const, value: { items: [alias], nextToken: null } }),
  };
  const facts = new VersionFacts(rawText('cart-api'), { ...account.sources, functions }, asking);
  await facts.readAliases(NOW_MS);
  const askAt = async (atMs: number) => {
    await facts.readOutcomes(atMs, atMs - MINUTE_MS);
    return account.calls(METRICS);
  };

  account.fail(METRICS, 'denied');
  const first = await askAt(NOW_MS);
  expect(first).toBeGreaterThan(0);
  expect(await askAt(NOW_MS + MINUTE_MS)).toBe(first);
  account.heal();
  expect(await askAt(NOW_MS + 4 * MINUTE_MS)).toBe(first);
  expect(await askAt(NOW_MS + 5 * MINUTE_MS)).toBe(first + 1);
  expect(await askAt(NOW_MS + 6 * MINUTE_MS)).toBe(first + 2);
});
