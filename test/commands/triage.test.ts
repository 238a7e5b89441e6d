import { describe, expect, it } from 'vitest';
import { frozenDemo, STANDS_STILL } from '../frozen-demo.ts';
import { smallAccount } from '../screen/small-account.ts';
import { runLmon } from './lmon-in-process.ts';
import { printedReport } from './printed-report.ts';

const triage = (args: readonly string[], env = frozenDemo()) => runLmon(['triage', ...args], { env });

describe('lmon triage', () => {
  it('does not call an account well of which nothing was judged', async () => {
    const account = await smallAccount(STANDS_STILL);
    await account.setFaults([{ operation: 'cloudwatch:GetMetricData', kind: 'denied' }]);
    const { stdout } = await triage(['--all'], account.env).finally(account.close);
    expect(stdout).toMatch(/^\d+ functions could not be judged; no other breaks a rule\n$/);
  });

  it.each([
    [
      'alias',
      'live',
      /^alias live: [\d,]+ calls in 15 min, [\d.]+ % of them fail; all else is of cart-api as a whole$/,
    ],
    [
      'version',
      '42',
      /^version 42: [\d,]+ calls in 15 min by way of live, [\d.]+ % of them fail; all else is of/,
    ],
  ])('reports on a function, starting with the %s %s that was asked for', async (_kind, word, says) => {
    const { qualifier, impact, verdict, commands } = await printedReport(frozenDemo(), `cart-api:${word}`);
    expect(qualifier).toBe(word);
    expect(impact[0]?.says).toMatch(says);
    expect(verdict.says).toMatch(/^cart-api fails/);
    expect(commands).toContainEqual(expect.stringContaining(`cart-api:${word}`));
  });

  it('finds nothing wrong at a time before the trouble began', async () => {
    const { verdict } = await printedReport(frozenDemo(), 'checkout-api', '--until', '60m');
    expect(verdict).toMatchObject({ severity: 'ok', confidence: null });
  });
});
