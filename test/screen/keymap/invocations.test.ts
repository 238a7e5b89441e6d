import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Action } from '../../../src/views/keys/key-action.ts';
import type { LocalAccount } from '../../commands/local-account.ts';
import { openApp, startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';
import { ASKS_FOR_WORDS, COPYING, NOTED, signIn, withoutFleet } from './common-effects.ts';
import {
  cases,
  type Effect,
  type Effects,
  expectEffect,
  expectNoEffect,
  foreignKeys,
  keymapTest,
} from './key-effects.ts';

const FIRST = { press: 'g', shows: /\n❯03:12:23\.866 / };
const LAST = { press: 'G', shows: /\n❯03:09:25\.213 / };
/** Both ways, so that the cursor is certain to be there. */
const LEFT_FIRST: Effect = { before: [LAST, FIRST], shows: 'ENDED', movesCursor: true };
const LEFT_LAST: Effect = { before: [FIRST, LAST], shows: 'ENDED', movesCursor: true };
const WITHOUT_FLEET = withoutFleet('g');
const COMES_BACK = { press: KEY.escape, shows: ' OUTCOME ' };
const OPENS_AGAIN = { press: 'i', shows: ' OUTCOME ' };
const SORTING = { press: 'S', shows: 'sort by ENDED' };
const UNSORTED = { press: KEY.escape, shows: /^(?![\s\S]*sort by)/ };

const ON_INVOCATIONS: Effects = {
  ...COPYING,
  console: {
    shows: /copied link(?! to)[\s\S]*https:/,
    undo: { press: 'g', shows: /^(?![\s\S]*copied link)/ },
  },
  trace: { shows: 'copied link to ', undo: { press: 'g', shows: /^(?![\s\S]*copied link)/ } },
  headroom: WITHOUT_FLEET,
  triage: WITHOUT_FLEET,
  note: WITHOUT_FLEET,
  writeNote: WITHOUT_FLEET,
  present: WITHOUT_FLEET,
  nextFunction: WITHOUT_FLEET,
  previousFunction: WITHOUT_FLEET,
  signIn: signIn('g'),
  open: { shows: ' SILENT ', undo: COMES_BACK },
  logs: { shows: '› Logs', undo: OPENS_AGAIN },
  down: LEFT_FIRST,
  pageDown: LEFT_FIRST,
  halfDown: LEFT_FIRST,
  bottom: { before: [FIRST], shows: LAST.shows },
  nextError: LEFT_FIRST,
  up: LEFT_LAST,
  pageUp: LEFT_LAST,
  halfUp: LEFT_LAST,
  top: { before: [LAST], shows: FIRST.shows },
  previousError: LEFT_LAST,
  filter: { shows: 'enter keeps', undo: { press: KEY.escape, shows: /^(?![\s\S]*enter keeps)/ } },
  sort: { shows: 'sort by ENDED', undo: UNSORTED },
  right: { before: [SORTING], shows: 'sort by OUTCOME', undo: UNSORTED },
  left: {
    before: [SORTING, { press: KEY.right, shows: 'sort by OUTCOME' }],
    shows: 'sort by ENDED',
    undo: UNSORTED,
  },
  times: { shows: 'newest first · local', undo: { press: 'tt', shows: 'newest first · UTC' } },
  ownErrors: { shows: 'API CALLS', undo: COMES_BACK },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'enter invocation' } },
  help: { shows: 'HERE', undo: COMES_BACK },
  back: { shows: '› Logs', undo: OPENS_AGAIN },
  quit: { shows: '› Logs', undo: OPENS_AGAIN },
};

/** All lines of its calls fit on the screen. */
const ALL_IS_SHOWN: Effect = {
  shows: 'all of its lines are shown',
  undo: { press: 'ttt', shows: /^(?![\s\S]*all of its lines are shown)/ },
};
const COMES_BACK_TO_CALL = { press: KEY.escape, shows: ' SILENT ' };
const OF_CALL = /legacy-export › 9d38956b/;
const LEADS_TO_ANOTHER = /legacy-export › (?!9d38956b)\S+ .* that ended alike/;

const ON_INVOCATION: Effects = {
  ...COPYING,
  console: {
    shows: /copied link(?! to)[\s\S]*https:/,
    undo: { press: 'ttt', shows: /^(?![\s\S]*copied link)/ },
  },
  trace: { shows: 'copied link to ', undo: { press: 'ttt', shows: /^(?![\s\S]*copied link)/ } },
  headroom: withoutFleet('ttt'),
  triage: withoutFleet('ttt'),
  note: withoutFleet('ttt'),
  writeNote: withoutFleet('ttt'),
  present: withoutFleet('ttt'),
  signIn: signIn('ttt'),
  previousAlike: { shows: LEADS_TO_ANOTHER, undo: { press: ']', shows: OF_CALL } },
  nextAlike: {
    before: [{ press: '[', shows: LEADS_TO_ANOTHER }],
    shows: OF_CALL,
  },
  down: ALL_IS_SHOWN,
  pageDown: ALL_IS_SHOWN,
  halfDown: ALL_IS_SHOWN,
  bottom: ALL_IS_SHOWN,
  up: ALL_IS_SHOWN,
  pageUp: ALL_IS_SHOWN,
  halfUp: ALL_IS_SHOWN,
  top: ALL_IS_SHOWN,
  nextPane: { shows: 'tab lines', undo: { press: KEY.tab, shows: ' SILENT ' } },
  times: { shows: ':25 local', undo: { press: 'tt', shows: ':25Z' } },
  ownErrors: { shows: 'API CALLS', undo: COMES_BACK_TO_CALL },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'tab page' } },
  help: { shows: 'HERE', undo: COMES_BACK_TO_CALL },
  invocations: { shows: ' OUTCOME ', undo: { press: KEY.enter, shows: ' SILENT ' } },
  back: { shows: ' OUTCOME ', undo: { press: KEY.enter, shows: ' SILENT ' } },
  quit: { shows: ' OUTCOME ', undo: { press: KEY.enter, shows: ' SILENT ' } },
};

describe('the keymap on', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openApp({
      rows: 24,
      args: ['tail', 'legacy-export', '--since', '3m'],
      shows: /FOLLOW[\s\S]*in memory since 03:09Z[\s\S]*END/,
    });
    screen.press('i');
    await screen.waitFor(/all REPORTs read[\s\S]*\n❯03:12:23\.866 /);
  });
  afterAll(() => screen.close());

  describe('invocations', () => {
    it('ignores keys of other screens, and says where they work', async () => {
      await expectNoEffect(screen, foreignKeys('invocations'));
      screen.press('r');
      await screen.waitFor('r works elsewhere: ask AWS now (log');
    });

    it.each(cases('invocations', ON_INVOCATIONS, []))('$key is $action', async ({ raw, effect }) => {
      await expectEffect(screen, raw, effect);
    });

    it('says why there is no invocation for a key of one', async () => {
      screen.press('/zzz\r');
      await screen.waitFor('no invocation matches zzz');
      for (const key of ['y', 'o', 'X', '+', KEY.enter]) {
        screen.press(key);
        await screen.waitFor('no invocation is selected: no invocation matches zzz');
        screen.press('g');
        await screen.waitFor(/^(?![\s\S]*is selected:)/);
      }
      screen.press(KEY.escape);
      await screen.waitFor(FIRST.shows);
    });
  });

  describe('an invocation', () => {
    beforeAll(async () => {
      screen.press('g');
      await screen.waitFor(FIRST.shows);
      screen.press(KEY.enter);
      await screen.waitFor(OF_CALL);
    });

    it('ignores keys of other screens, and says where they work', async () => {
      await expectNoEffect(screen, foreignKeys('invocation'));
      screen.press('r');
      await screen.waitFor('r works elsewhere: ask AWS now (log');
    });

    it.each(cases('invocation', ON_INVOCATION, ['logs']))('$key is $action', async ({ raw, effect }) => {
      await expectEffect(screen, raw, effect);
    });

    it('says why tab turns no page where all of it is shown', async () => {
      screen.resize(120, 40);
      await screen.waitFor('IN ENVIRONMENT');
      screen.press(KEY.tab);
      await screen.waitFor('its lines and the comparison are both shown');
      screen.resize(120, 24);
      await screen.waitFor(/^(?![\s\S]*IN ENVIRONMENT)/);
    });

    it('l is logs', async () => {
      screen.press('l');
      await screen.waitFor('› Logs');
    });
  });
});

const ANOTHER: Effect = { shows: /› (?!checkout-api)\S+ › Invocations/ };
/** Keys that say of a session without a fleet that there is none. */
const BESIDE_FLEET: Effects = {
  headroom: { shows: '› Headroom', undo: COMES_BACK },
  triage: { shows: '› Triage', undo: COMES_BACK },
  note: { shows: NOTED.shows, undo: { press: 'g', shows: /^(?![\s\S]*in the triage notes of )/ } },
  writeNote: ASKS_FOR_WORDS,
  nextFunction: { ...ANOTHER, undo: { press: '[', shows: '› checkout-api › Invocations' } },
  previousFunction: { ...ANOTHER, undo: { press: ']', shows: '› checkout-api › Invocations' } },
  logs: { shows: '› Logs', undo: OPENS_AGAIN },
};

describe('opened from the fleet', () => {
  let account: LocalAccount;
  beforeAll(async () => {
    // While account time stands still, too few calls are left to read the log.
    account = await smallAccount();
  });
  afterAll(() => account.close());

  keymapTest('invocations', {
    async open() {
      const screen = await startApp({ args: ['fleet'], columns: 120, rows: 40, env: account.env });
      await screen.waitFor('WHY checkout-api');
      screen.press('i');
      await screen.waitFor(/› checkout-api › Invocations[\s\S]* OUTCOME [\s\S]*\n[ ❯]\d\d:\d\d:\d\d/);
      return screen;
    },
    effects: BESIDE_FLEET,
    untried: Object.keys(ON_INVOCATIONS).filter((action) => !(action in BESIDE_FLEET)) as Action[],
  });
});
