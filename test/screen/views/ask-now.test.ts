import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  // No wait of account time ever ends by itself.
  account = await smallAccount(STANDS_STILL);
});
afterAll(() => account.close());

it('a log without an answer is asked for again at once with the key that its screen names', async () => {
  await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'unavailable' }]);
  const screen = await startApp({
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

describe('the fleet is asked for again at once', () => {
  let small: LocalAccount;
  let screen: Screen;
  beforeAll(async () => {
    small = await smallAccount(STANDS_STILL);
    screen = await startApp({ args: ['fleet'], columns: 120, rows: 40, env: small.env });
    await screen.waitFor('WHY checkout-api');
  });
  afterAll(async () => {
    await screen.close();
    await small.close();
  });

  const metricCalls = async () => (await small.calls())['cloudwatch:GetMetricData']?.calls ?? 0;

  it.each([
    { on: 'the fleet', opens: 'g', shows: 'WHY checkout-api' },
    { on: 'a dashboard', opens: KEY.enter, shows: 'CONFIG' },
    { on: 'the headroom', opens: 'H', shows: 'WHICH LIMIT BINDS FIRST' },
    { on: 'the triage', opens: 'T', shows: 'VERDICT' },
  ])('with r and ctrl-r on $on', async ({ opens, shows }) => {
    screen.press(opens);
    await screen.waitFor(shows);
    for (const key of ['r', '\x12']) {
      await small.forgetCalls();
      screen.press(key);
      await expect.poll(metricCalls).toBeGreaterThan(0);
    }
  });
});
