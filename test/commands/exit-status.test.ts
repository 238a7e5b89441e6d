import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smallAccount } from '../screen/small-account.ts';
import { runLmon } from './lmon-in-process.ts';
import { linesOf } from './lmon-process.ts';
import type { LocalAccount } from './local-account.ts';

/** What it says to mistakes and in trouble stands in test/contract/mistakes.txt. */
const LAST_MINUTE = '--since 2m --until 1m';

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(3);
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

const lmon = (line: string, env: Readonly<Record<string, string>> = {}) =>
  runLmon(line.split(' '), { env: { ...account.env, ...env } });

describe('lmon ends with', () => {
  it.each(['--help', 'help tail', '--version', 'fleet', `tail checkout-api --no-follow ${LAST_MINUTE}`])(
    '0 for "lmon %s"',
    async (line) => {
      const { status, stdout, stderr } = await lmon(line);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).not.toBe('');
    },
  );

  it("0 though certificates can't be read, if the endpoint uses none", async () => {
    const ended = await lmon(`tail checkout-api ${LAST_MINUTE}`, { AWS_CA_BUNDLE: '/nowhere/ca.pem' });
    expect([ended.status, ended.stderr]).toEqual([0, '']);
  });

  it('77 and the table without numbers if metrics are denied: the rest is known', async () => {
    await account.setFaults([{ operation: 'cloudwatch:GetMetricData', kind: 'denied' }]);
    const { status, stdout, stderr } = await lmon('fleet --output json');
    const functions = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(functions).toHaveLength(account.world.functions.length);
    for (const each of functions)
      expect(each).toMatchObject({
        severity: each['activity'] === 'idle' ? 'ok' : 'unknown',
        requestsPerSecond: null,
      });
    expect([status, linesOf(stderr).length]).toEqual([77, 1]);
  });
});
