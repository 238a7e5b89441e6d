import { afterAll, afterEach, beforeAll, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { startApp } from '../open-app.ts';
import type { Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let account: LocalAccount;
let screen: Screen;
beforeAll(async () => {
  // Account time stands still: there is no poll between two keys.
  account = await smallAccount(STANDS_STILL);
});
afterEach(() => screen.close());
afterAll(() => account.close());

it.each([
  ['!q', 'covers the fleet and comes back to it', /WHY [\s\S]* q quit/],
  ['!q/geo', 'goes on with the keys of the fleet', 'geo_'],
  ['lq/geo', 'opens a log, leaves it and filters the fleet', 'geo_'],
  ['\r]]q/geo', 'goes from one dashboard to the next, and leaves', 'geo_'],
  ['\r\t\t\t\t\t', 'goes from chart to chart to all facts', /UNUSUAL[\s\S]*SET UP/],
  ['?x/geo', 'closes the help', 'geo_'],
  ['yf/geo', 'copies, and goes on', 'geo_'],
  ['l\x1b:fn', 'leaves a log with Esc, and types a command', /WHY [\s\S]*:fn_/],
  ['/zzz\x1b\x1b/geo', 'clears a filter with Esc, and types another', 'geo_'],
])('%j, read as one string, %s', async (keys, _, shows) => {
  screen = await startApp({ args: ['fleet'], columns: 120, rows: 40, env: account.env });
  await screen.waitFor('LIVE to');
  screen.press(keys);
  await screen.waitFor(shows);
});
