import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { RESTORED, terminalOf } from '../demo.ts';
import { openApp, startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

describe('lmon watch on a terminal', () => {
  let account: LocalAccount;
  let screen: Screen;
  beforeAll(async () => {
    account = await smallAccount(1, ['cart-api', 'geo-lookup']);
  });
  afterEach(() => screen.close());
  afterAll(() => account.close());

  async function openAlias(): Promise<void> {
    screen = await startApp({ args: ['watch', 'cart-api:live'], columns: 120, rows: 40, env: account.env });
    await screen.waitFor(/alias +live: [\d,]+ calls in 15 min/);
  }

  it('opens the dashboard as the first screen, and q leaves with the terminal as it was', async () => {
    screen = await openApp({
      args: ['watch', 'checkout-api'],
      shows: /LAST SETTLED MINUTE \d/,
    });
    expect(screen.text()[1]).toMatch(/^ checkout-api · last hour/);
    expect(screen.text().at(-1)).toMatch(/q quit/);
    screen.press('q');
    expect((await screen.exited).code).toBe(0);
    expect(terminalOf(screen)).toEqual(RESTORED);
  });

  it('stays when Esc closes the refusal of a mistyped command', async () => {
    screen = await openApp({
      args: ['watch', 'checkout-api'],
      shows: /LAST SETTLED MINUTE \d/,
    });
    for (const [line, refusal] of [
      ['thme light', 'unknown command :thme'],
      ['insights price', 'open one first'],
    ] as const) {
      screen.press(`:${line}\r`);
      await screen.waitFor(refusal);
      screen.press(KEY.escape);
      await screen.waitFor('q quit');
    }
    expect(screen.text()[1]).toMatch(/^ checkout-api · last hour/);
  });

  it('says how the requested alias is doing, and marks its card', async () => {
    await openAlias();
    await screen.waitFor(/\S ALIAS live 15m/);
    expect(screen.text()[1]).toMatch(/^ cart-api:live · last hour/);
  });

  it('leads from an alias to its log and to its report, and back', async () => {
    await openAlias();
    screen.press('l');
    await screen.waitFor(/ cart-api:live › Logs/);
    screen.press(KEY.escape);
    await screen.waitFor(/ cart-api:live · last hour/);
    screen.press('T');
    await screen.waitFor(/alias live: [\d,]+ calls in 15 min/);
    expect(screen.text()[1]).toMatch(/^ cart-api:live › Triage/);
  });

  it('ends with one line for a function that the account does not have', async () => {
    screen = await openApp({
      args: ['watch', 'chekout-api'],
      shows: /did you mean checkout-api/,
    });
    expect((await screen.exited).code).toBe(66);
    expect(terminalOf(screen)).toEqual(RESTORED);
    expect(screen.text().filter((row) => row.startsWith('lmon: '))).toHaveLength(1);
  });
});
