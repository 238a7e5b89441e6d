import { afterAll, beforeAll, describe, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { startApp } from '../open-app.ts';
import type { Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

const TO_FACTS = '\t\t\t';

describe('a dashboard with more lines than rows', () => {
  let account: LocalAccount;
  let screen: Screen;
  beforeAll(async () => {
    account = await smallAccount(STANDS_STILL);
    screen = await startApp({ args: ['watch', 'checkout-api'], columns: 80, rows: 15, env: account.env });
    await screen.waitFor(/page 1 of 8/);
  });
  afterAll(async () => {
    await screen.close();
    await account.close();
  });

  it('scrolls the page to which Tab has just led, though no frame was drawn in between', async () => {
    screen.press(`${TO_FACTS}j`);
    await screen.waitFor(/lines 1 to \d+ of \d+ +page 4 of 8 facts/);
  });

  it('keeps its place in another height, and starts again where another width wraps other lines', async () => {
    screen.press('j');
    await screen.waitFor(/lines 2 to \d+ of/);
    screen.resize(80, 16);
    await screen.waitFor((shown) => shown.text().length === 16 && /lines 2 to/.test(shown.text()[1] ?? ''));
    screen.resize(70, 16);
    await screen.waitFor(/j more +page 4 of 8 facts/);
  });
});
