import { it } from 'vitest';
import { openApp } from '../open-app.ts';
import { KEY } from '../open-screen.ts';
import { COPYING, HELP, signIn, withoutFleet } from './common-effects.ts';
import { type Effect, type Effects, expectNoEffect, keymapTest, quits } from './key-effects.ts';

/** Includes the older lines, which are read after the newest. */
const LOG_IS_READ = /FOLLOW[\s\S]*in memory since 03:09Z[\s\S]*END/;
const FOLLOWING = { press: 'F', shows: 'FOLLOW' };
const AT_TOP = { press: 'g', shows: ' new  F follows' };
const HOLDS: Effect = { before: [FOLLOWING], shows: 'HELD' };
const FOLLOWS: Effect = { before: [AT_TOP], shows: 'FOLLOW' };
const MOVES: Effect = { before: [AT_TOP], shows: 'HELD' };
const WITHOUT_FLEET = withoutFleet('F');

/** No line is marked, or the marked one is above or below the screen. */
const NO_MARK = /^[^┃]*$/;
const reaching = (span: string): Effect => ({ before: [FOLLOWING], shows: `the last ${span}, as far as` });
const ON_TAIL: Effects = {
  note: WITHOUT_FLEET,
  writeNote: WITHOUT_FLEET,
  nextFunction: WITHOUT_FLEET,
  previousFunction: WITHOUT_FLEET,
  signIn: signIn('pp'),
  open: { before: [FOLLOWING], shows: 'SUMMARY', undo: { press: KEY.escape, shows: 'FOLLOW' } },
  headroom: WITHOUT_FLEET,
  triage: WITHOUT_FLEET,
  filterLines: { shows: 'enter filters', undo: { press: KEY.escape, shows: /^(?![\s\S]*enter filters)/ } },
  levels: { shows: 'level ≥ ', undo: { press: KEY.escape, shows: /^(?![\s\S]*level ≥ )/ } },
  requestLines: {
    before: [FOLLOWING],
    shows: /HELD[\s\S]*hidden/,
    undo: { press: KEY.escape, shows: /^(?![\s\S]*hidden)/ },
  },
  nextColdStart: { before: [FOLLOWING], shows: 'no cold start further down' },
  slowest: HOLDS,
  mark: { before: [FOLLOWING], shows: '┃', undo: { press: 'm', shows: NO_MARK } },
  nextMark: {
    before: [FOLLOWING, { press: 'm', shows: '┃' }, { press: 'g', shows: NO_MARK }],
    shows: '┃',
    undo: { press: 'm', shows: NO_MARK },
  },
  repeats: {
    before: [{ press: 'vsent\r', shows: /×\d/ }],
    shows: /^(?![\s\S]*×\d)(?:[\s\S]* sent, ){10}/,
    undo: { press: `u${KEY.escape}`, shows: /^(?![\s\S]*hidden)/ },
  },
  nextPane: { before: [FOLLOWING], shows: 'PATTERNS', undo: { press: KEY.tab, shows: 'FOLLOW' } },
  window5m: reaching('5 min'),
  window15m: reaching('15 min'),
  window30m: reaching('30 min'),
  window1h: { before: [FOLLOWING], shows: /the last hour/ },
  window3h: reaching('3 h'),
  window24h: reaching('24 h'),
  invocations: { shows: 'INVOCATIONS', undo: { press: KEY.escape, shows: 'LINES' } },
  find: { shows: 'enter finds', undo: { press: KEY.escape, shows: /^(?![\s\S]*enter finds)/ } },
  nextMatch: { before: [AT_TOP], shows: 'nothing to find yet' },
  // The notice for n is gone once the log goes on, so the same words then come from N.
  previousMatch: { before: [FOLLOWING], shows: 'nothing to find yet' },
  refresh: { shows: 'asking AWS now', undo: { press: 'F', shows: /^(?![\s\S]*asking AWS now)/ } },
  // Into the temporary folder in which the program runs.
  save: {
    before: [FOLLOWING],
    shows: /saved [\d,]+ lines/,
    undo: { press: 'F', shows: /^(?![\s\S]*saved [\d,]+ lines)/ },
  },
  times: { before: [FOLLOWING], shows: /in memory since .* · (local|ago)/ },
  wrap: { before: [FOLLOWING], shows: 'FOLLOW', undo: { press: 'w', shows: 'FOLLOW' } },

  up: HOLDS,
  pageUp: HOLDS,
  halfUp: HOLDS,
  top: HOLDS,
  freeze: { before: [FOLLOWING], shows: 'FROZEN', undo: { press: 'p', shows: 'FOLLOW' } },
  previousError: HOLDS,
  down: MOVES,
  pageDown: MOVES,
  halfDown: MOVES,
  nextError: MOVES,
  follow: FOLLOWS,
  bottom: FOLLOWS,
  right: {
    shows: 'from column 21',
    undo: { press: KEY.left, shows: /FOLLOW[\s\S]*─ \d+,?\d* rows in memory/ },
  },
  left: {
    before: [{ press: KEY.right, shows: 'from column 21' }],
    shows: /─ (\d+ new {2}F follows · )?[\d,]+ rows in memory/,
  },
  help: HELP,
  ...COPYING,
  copy: { shows: /FROZEN[\s\S]*copy {2}l line/, undo: { press: KEY.escape, shows: 'FOLLOW' } },
  ownErrors: { shows: 'API CALLS', undo: { press: KEY.escape, shows: 'LINES' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'enter expand' } },
};

keymapTest('tail', {
  open: () => openApp({ args: ['tail', 'legacy-export', '--since', '3m'], shows: LOG_IS_READ }),
  effects: ON_TAIL,
  untried: ['back', 'quit'],
  elsewhere: { press: 'z', says: 'z works where a fleet is watched: start lmon without a command' },
  // Before any key asks for a longer window, which is read for a while.
  first: (screen) =>
    it('esc does nothing if there is nothing to go back to', async () => {
      await expectNoEffect(screen(), [KEY.escape]);
    }),
  last: quits,
});
