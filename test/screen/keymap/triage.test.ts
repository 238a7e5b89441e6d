import { openApp } from '../open-app.ts';
import { KEY } from '../open-screen.ts';
import { allIsKnown, COPYING, onOneFunction, signIn, throughLines } from './common-effects.ts';
import { type Effect, type Effects, keymapTest } from './key-effects.ts';

const COMES_BACK = { press: KEY.escape, shows: 'VERDICT' };
const FIRST_LINES = { press: 'g', shows: ' lines 1 to ' };
const LAST_LINES = { press: 'G', shows: /lines \d+ to (\d+) of \1\b/ };
const LEFT_FIRST_LINES: Effect = { shows: / lines (?!1 )\d+ to /, undo: FIRST_LINES };
const LEFT_LAST_LINES: Effect = {
  before: [LAST_LINES],
  shows: /lines \d+ to (\d+) of (?!\1\b)/,
  undo: FIRST_LINES,
};

const ON_TRIAGE: Effects = {
  ...COPYING,
  ...onOneFunction('T', 'Triage', 'VERDICT'),
  ...throughLines(LEFT_FIRST_LINES, LEFT_LAST_LINES),
  copy: {
    shows: 'copy  m Markdown',
    undo: { press: KEY.escape, shows: /^(?![\s\S]*copy {2}m Markdown)/ },
  },
  writeNote: { shows: 'note on ', undo: { press: KEY.escape, shows: /^(?![\s\S]*note on )/ } },
  save: { shows: /saved .*\.md/, undo: { press: 'pp', shows: /^(?![\s\S]*saved .*\.md)/ } },
  signIn: signIn('pp'),
  headroom: { shows: '› Headroom', undo: COMES_BACK },
};

keymapTest('triage', {
  async open() {
    const screen = await openApp();
    await allIsKnown(screen);
    screen.press('T');
    // The patterns of its log come last.
    await screen.waitFor(/up \d+-fold/);
    return screen;
  },
  effects: ON_TRIAGE,
  untried: ['refresh'],
  elsewhere: { press: 'f', says: 'f works elsewhere: chart on the whole screen (dashboard)' },
});
