import { readFileSync } from 'node:fs';
import { openApp } from '../open-app.ts';
import { KEY } from '../open-screen.ts';
import { ASKS_FOR_WORDS, allIsKnown, COPYING, NOTED, signIn } from './common-effects.ts';
import { type Effect, type Effects, keymapTest } from './key-effects.ts';

const IN_LOGS: Effect = { shows: '› Logs', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } };
const FIVE_MINUTES = { press: '1', shows: 'last 5 min' };
const AN_HOUR = { press: '4', shows: 'last hour' };
/** The facts beside the charts, whose last lines don't fit. */
const FIRST_FACTS = { press: 'g', shows: ' j more ' };
const LEFT_FIRST_FACTS: Effect = { shows: /lines \d+ to \d+ of \d+/, undo: FIRST_FACTS };
const LEFT_LAST_FACTS: Effect = {
  before: [{ press: 'G', shows: /lines \d+ to (\d+) of \1 / }],
  shows: /lines \d+ to (\d+) of (?!\1 )| j more /,
  undo: FIRST_FACTS,
};

const ON_FUNCTION: Effects = {
  note: NOTED,
  writeNote: ASKS_FOR_WORDS,
  signIn: signIn('pp'),
  present: { before: [{ press: 'p', shows: 'FROZEN to' }], shows: /LIVE to[\s\S]*the fleet as it is now/ },
  logs: IN_LOGS,
  invocations: { shows: '› Invocations', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  headroom: { shows: '› Headroom', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  triage: { shows: '› Triage', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  nextFunction: {
    shows: 'Fleet › email-dispatch',
    undo: { press: '[', shows: 'Fleet › checkout-api' },
  },
  previousFunction: {
    shows: /Fleet › (?!checkout-api)/,
    undo: { press: ']', shows: 'Fleet › checkout-api' },
  },
  window5m: { before: [AN_HOUR], shows: 'last 5 min' },
  window15m: { before: [AN_HOUR], shows: 'last 15 min' },
  window30m: { before: [AN_HOUR], shows: 'last 30 min' },
  window1h: { before: [FIVE_MINUTES], shows: 'last hour' },
  window3h: { before: [FIVE_MINUTES], shows: 'last 3 h' },
  window24h: { before: [FIVE_MINUTES], shows: 'last 24 h' },
  back: { shows: 'WHY ', undo: { press: KEY.enter, shows: 'LAST SETTLED MINUTE' } },
  quit: { shows: 'WHY ', undo: { press: KEY.enter, shows: 'LAST SETTLED MINUTE' } },
  help: { shows: 'HERE', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  freeze: { shows: 'FROZEN to', undo: { press: 'p', shows: 'LIVE to' } },
  down: LEFT_FIRST_FACTS,
  pageDown: LEFT_FIRST_FACTS,
  halfDown: LEFT_FIRST_FACTS,
  bottom: LEFT_FIRST_FACTS,
  up: LEFT_LAST_FACTS,
  pageUp: LEFT_LAST_FACTS,
  halfUp: LEFT_LAST_FACTS,
  top: LEFT_LAST_FACTS,
  nextPane: { shows: /^ \[[A-Z]/m },
  fullPane: { shows: /^(?![\s\S]*CONFIG)/, undo: { press: 'f', shows: 'CONFIG' } },
  ownErrors: { shows: 'API CALLS', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'l logs' } },
  ...COPYING,
  times: { shows: 'times local', undo: { press: 'tt', shows: /^(?![\s\S]*times (local|ago))/ } },
};

const KEPT = readFileSync(new URL('../../contract/screens/function-sync-120x40.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(2, -1)
  .join('\n');

keymapTest('function', {
  async open() {
    const screen = await openApp();
    await allIsKnown(screen);
    screen.press(KEY.enter);
    // As the contract keeps it, between path and keys: all is read.
    await screen.waitFor(() => screen.text().slice(2, -1).join('\n') === KEPT);
    return screen;
  },
  effects: ON_FUNCTION,
  untried: ['refresh'],
  elsewhere: { press: 'z', says: 'z works elsewhere: show or fold idle functions (fleet)' },
});
