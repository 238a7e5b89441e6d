import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAccount, localAccount } from '../commands/local-account.ts';
import { openScreen, type Screen } from './open-screen.ts';

const ASKED = 'lambda:GetFunctionConfiguration';
const DENIED = `${ASKED} is denied: taking the default log group /aws/lambda/checkout-api`;

let account: LocalAccount;
let screen: Screen;
beforeAll(async () => {
  account = await localAccount();
});
afterEach(async () => {
  await screen.close();
  await account.setFaults([]);
});
afterAll(() => account.close());

async function open(args: readonly string[], shows: string): Promise<void> {
  screen = await openScreen({ args, columns: 140, rows: 40, env: account.env });
  await screen.waitFor(shows, { timeoutMs: 25_000 });
}

describe('the log that a screen opens', () => {
  it('from the fleet is that of the group that the fleet knows', async () => {
    await account.setFaults([{ operation: ASKED, kind: 'denied' }]);
    await open(['fleet'], 'LIVE to');
    const before = (await account.calls())[ASKED]?.calls ?? 0;
    screen.press('l');
    await screen.waitFor('FOLLOW');
    await screen.waitFor('lines/s');
    expect((await account.calls())[ASKED]?.calls ?? 0).toBe(before);
    expect(screen.text().join('\n')).not.toContain('default log group');
  });

  it('by a name that may not be looked up says which group it takes', async () => {
    await account.setFaults([{ operation: ASKED, kind: 'denied' }]);
    await open(['tail', 'checkout-api'], DENIED);
  });
});
