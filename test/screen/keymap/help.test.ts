import { openApp } from '../open-app.ts';
import { type Effect, type Effects, keymapTest } from './key-effects.ts';

const FIRST_LINES = { press: 'g', shows: ' 1 to ' };
const LAST_LINES = { press: 'G', shows: / \d+ to (\d+) of \1\b/ };
const OPENS_AGAIN = { press: '?', shows: 'KEYS THAT WORK HERE' };
const LEFT_FIRST_LINES: Effect = { before: [FIRST_LINES], shows: / (?!1 )\d+ to \d+ of / };
const LEFT_LAST_LINES: Effect = { before: [LAST_LINES], shows: / \d+ to (\d+) of (?!\1\b)/ };
const CLOSES: Effect = { shows: /enter open|enter expand/, undo: OPENS_AGAIN };

const ON_HELP: Effects = {
  down: LEFT_FIRST_LINES,
  pageDown: LEFT_FIRST_LINES,
  halfDown: LEFT_FIRST_LINES,
  bottom: LEFT_FIRST_LINES,
  up: LEFT_LAST_LINES,
  pageUp: LEFT_LAST_LINES,
  halfUp: LEFT_LAST_LINES,
  top: LEFT_LAST_LINES,
  back: CLOSES,
  quit: CLOSES,
  help: CLOSES,
};

keymapTest('help', {
  async open() {
    const screen = await openApp({ args: ['tail', 'legacy-export'], shows: 'FOLLOW' });
    screen.press('?');
    await screen.waitFor('KEYS THAT WORK HERE');
    return screen;
  },
  effects: ON_HELP,
});
