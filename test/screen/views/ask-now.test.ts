import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalAccount, localAccount, STANDS_STILL } from '../../commands/local-account.ts';
import { openScreen } from '../open-screen.ts';

let account: LocalAccount;
beforeAll(async () => {
  // No wait of account time ever ends by itself.
  account = await localAccount(STANDS_STILL);
});
afterAll(() => account.close());

it('a log without an answer is asked for again at once with the key that its screen names', async () => {
  await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'unavailable' }]);
  const screen = await openScreen({
    args: ['tail', 'checkout-api'],
    columns: 100,
    rows: 30,
    env: account.env,
  });
  const calls = async () => (await account.calls())['logs:FilterLogEvents']?.calls ?? 0;
  await expect.poll(calls).toBeGreaterThan(0);
  screen.press('r');
  await screen.waitFor(/NO ANSWER r tries now/);
  await account.setFaults([]);
  screen.press('r');
  await screen.waitFor(/asking AWS now/);
  await screen.waitFor(/FOLLOW|reading/);
  await screen.close();
});
