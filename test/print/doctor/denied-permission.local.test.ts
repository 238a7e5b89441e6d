import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsConnection } from '../../../src/aws/connect.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { PERMISSION_ACTIONS, PERMISSIONS } from '../../../src/monitor/calls/permission.ts';
import { checkup } from '../../../src/monitor/checkup/checkup.ts';
import { corrected } from '../../../src/monitor/clock.ts';
import { checkupLines } from '../../../src/print/doctor/doctor-text.ts';
import { isDenied, missingPolicy } from '../../../src/print/doctor/missing-policy.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { connectLocalAws } from '../../aws/local-connection.ts';
import { stubCredentials } from '../../aws/loopback-aws.ts';
import { type LocalAccount, localAccount, START_MS } from '../../commands/local-account.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { FED_BY_TABLE, worldWithTable } from '../../local/world-with-table.ts';
import { SMALL_CAST } from '../../screen/small-account.ts';

let account: LocalAccount;
let aws: AwsConnection;
beforeAll(async () => {
  stubCredentials();
  // With one of everything that has a permission of its own.
  account = await localAccount(30, {
    world: worldWithTable(START_MS, {
      world: demoWorldOf([...SMALL_CAST, FED_BY_TABLE, 'cart-api', 'inventory-sync'], START_MS),
    }),
  });
  aws = connectLocalAws(account.url, { timeSignal: corrected(account.clock) });
});
afterAll(async () => {
  aws.close();
  await account.close();
  vi.unstubAllEnvs();
});

describe('a denied permission', () => {
  it.each(PERMISSION_ACTIONS)(
    '(%s) is listed with what is missing without it, and in the policy',
    async (action) => {
      await account.setFaults([{ operation: action, kind: 'denied' }]);
      const { clock } = account;
      const found = await checkup(aws.sources, {
        clock,
        budget: createCallBudget(clock, { random: () => 0.5 }),
        ledger: new ApiLedger(clock.now()),
        signal: new AbortController().signal,
      });
      const row = checkupLines(found)
        .map(plainLine)
        .find((line) => line.includes(action));
      expect(row).toMatch(/^ {2}denied {7}\S+ +\w+: /);
      expect(row).toContain(PERMISSIONS[action].without);
      expect(missingPolicy(found.trials)).toMatchObject({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: [action], Resource: '*' }],
      });
      expect(found.trials.filter(isDenied)).toHaveLength(1);
    },
  );
});
