import { openApp } from '../open-app.ts';
import { KEY } from '../open-screen.ts';
import { ASKS_FOR_WORDS, allIsKnown, COPYING, HELP, NOTED, signIn } from './common-effects.ts';
import { type Effect, type Effects, keymapTest, quits } from './key-effects.ts';

const FIRST = { press: 'g', shows: 'WHY checkout-api' };
const LAST = { press: 'G', shows: 'WHY thumbnail-cron' };
const LEFT_FIRST: Effect = { before: [FIRST], shows: /WHY (?!checkout-api)/ };
const LEFT_LAST: Effect = { before: [LAST], shows: /WHY (?!thumbnail-cron)/ };
const DASHBOARD: Effect = {
  shows: 'LAST SETTLED MINUTE',
  undo: { press: KEY.escape, shows: 'WHY ' },
};

const LOGS: Effect = { shows: '› Logs', undo: { press: KEY.escape, shows: 'WHY ' } };
const INVOCATIONS: Effect = { shows: '› Invocations', undo: { press: KEY.escape, shows: 'WHY ' } };
const HEADROOM: Effect = { shows: '› Headroom', undo: { press: KEY.escape, shows: 'worst first' } };
const TRIAGE: Effect = { shows: '› Triage', undo: { press: KEY.escape, shows: 'worst first' } };
const SORTING = { press: 'S', shows: '[REQ/s] ERR%' };
const USE_5_MINUTES = { press: '1', shows: 'USE 5 MIN' };
const ON_FLEET: Effects = {
  note: NOTED,
  writeNote: ASKS_FOR_WORDS,
  signIn: signIn('pp'),
  present: { before: [{ press: 'p', shows: 'FROZEN to' }], shows: /LIVE to[\s\S]*the fleet as it is now/ },
  window5m: { before: [{ press: '4', shows: 'USE 1 H' }], shows: 'USE 5 MIN' },
  window15m: { before: [USE_5_MINUTES], shows: 'USE 15 MIN' },
  window30m: { before: [USE_5_MINUTES], shows: /USE 30 MIN[\s\S]*a cell the peak of 2 min/ },
  window1h: { before: [USE_5_MINUTES], shows: /USE 1 H[\s\S]*a cell the peak of 4 min/ },
  window3h: { before: [USE_5_MINUTES], shows: /USE 3 H[\s\S]*a cell the peak of 12 min/ },
  window24h: {
    before: [USE_5_MINUTES],
    shows: /USE 3 H[\s\S]*dashboards show the last 24 h, the fleet the last 3 h/,
  },
  down: LEFT_FIRST,
  pageDown: LEFT_FIRST,
  halfDown: LEFT_FIRST,
  bottom: LEFT_FIRST,
  up: LEFT_LAST,
  pageUp: LEFT_LAST,
  halfUp: LEFT_LAST,
  top: LEFT_LAST,
  open: DASHBOARD,
  logs: LOGS,
  invocations: INVOCATIONS,
  headroom: HEADROOM,
  triage: TRIAGE,
  filter: { shows: 'enter keeps', undo: { press: KEY.escape, shows: 'enter open' } },
  sort: { shows: '[REQ/s] ERR%', undo: { press: KEY.escape, shows: 'enter open' } },
  left: { before: [SORTING], shows: '[LOST]', undo: { press: KEY.escape, shows: 'enter open' } },
  right: { before: [SORTING], shows: '[ERR%]', undo: { press: KEY.escape, shows: 'enter open' } },
  back: { before: [{ press: '/geo\r', shows: 'filter geo' }], shows: /worst first(?! . filter)/ },
  help: HELP,
  freeze: { shows: 'FROZEN to', undo: { press: 'p', shows: 'LIVE to' } },
  idle: {
    shows: 'all idle functions are shown',
    undo: { press: 'pp', shows: /^(?![\s\S]*all idle functions are shown)/ },
  },
  pin: { before: [FIRST], shows: '┃', undo: { press: 'm', shows: /^[^┃]*$/ } },
  ownErrors: { shows: 'API CALLS', undo: { press: KEY.escape, shows: 'WHY ' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'enter open' } },
  ...COPYING,
  times: { shows: 'newest first, local', undo: { press: 'tt', shows: /newest first$/m } },
  nextError: LEFT_FIRST,
  previousError: LEFT_LAST,
};

keymapTest('fleet', {
  async open() {
    const screen = await openApp();
    await allIsKnown(screen);
    return screen;
  },
  effects: ON_FLEET,
  untried: ['refresh', 'quit'],
  elsewhere: { press: 'f', says: 'f works elsewhere: chart on the whole screen (dashboard)' },
  last: quits,
});
