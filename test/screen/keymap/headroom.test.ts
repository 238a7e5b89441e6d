import { it } from 'vitest';
import { openApp } from '../open-app.ts';
import { KEY } from '../open-screen.ts';
import {
  ASKS_FOR_WORDS,
  allIsKnown,
  COPYING,
  NOTED,
  onOneFunction,
  signIn,
  throughLines,
} from './common-effects.ts';
import { type Effect, type Effects, keymapTest } from './key-effects.ts';

const COMES_BACK = { press: KEY.escape, shows: 'WHICH LIMIT BINDS FIRST' };
/** Beside each other, without the last lines, for which there is no room. */
const FIRST_LINES = { press: 'g', shows: ' j more ' };
const LEFT_FIRST_LINES: Effect = { shows: /lines \d+ to \d+ of \d+/, undo: FIRST_LINES };
const LEFT_LAST_LINES: Effect = {
  before: [{ press: 'G', shows: /lines \d+ to (\d+) of \1\b/ }],
  shows: /lines \d+ to (\d+) of (?!\1\b)| j more /,
  undo: FIRST_LINES,
};

const ON_HEADROOM: Effects = {
  ...COPYING,
  ...onOneFunction('H', 'Headroom', 'WHICH LIMIT BINDS FIRST'),
  ...throughLines(LEFT_FIRST_LINES, LEFT_LAST_LINES),
  copy: {
    shows: 'copy  l answer',
    undo: { press: KEY.escape, shows: /^(?![\s\S]*copy {2}l answer)/ },
  },
  note: NOTED,
  writeNote: ASKS_FOR_WORDS,
  signIn: signIn('pp'),
  triage: { shows: '› Triage', undo: COMES_BACK },
  nextPane: {
    shows: 'there is one page only, at this width',
    undo: { press: 'pp', shows: /^(?![\s\S]*there is one page only)/ },
  },
};

keymapTest('headroom', {
  async open() {
    const screen = await openApp();
    await allIsKnown(screen);
    screen.press('H');
    await screen.waitFor(/ j more [\s\S]*WHICH LIMIT BINDS FIRST/);
    return screen;
  },
  effects: ON_HEADROOM,
  untried: ['refresh'],
  elsewhere: { press: 'f', says: 'f works elsewhere: chart on the whole screen (dashboard)' },
  last: (screen) =>
    it('tab turns the pages of a screen that is too narrow for one', async () => {
      screen().resize(80, 24);
      await screen().waitFor('page 1 of ');
      screen().press(KEY.tab);
      await screen().waitFor('page 2 of ');
    }),
});
