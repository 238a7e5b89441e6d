import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../src/views/keys/key-action.ts';
import type { Key, ScreenName } from '../../src/views/keys/key-binding.ts';
import { labelOf } from '../../src/views/keys/key-label.ts';
import { bindingsOn, KEYMAP } from '../../src/views/keys/keymap.ts';
import { openDemo } from './demo.ts';
import { KEY, type Screen } from './open-screen.ts';

/** What to press before a key so that it has something to do, what it then shows, and what undoes it. */
interface Effect {
  readonly before?: readonly { readonly press: string; readonly shows: string | RegExp }[];
  readonly shows: string | RegExp;
  readonly undo?: { readonly press: string; readonly shows: string | RegExp };
}

type Effects = Partial<Record<Action, Effect>>;

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
const HELP: Effect = { shows: 'HERE', undo: { press: KEY.escape, shows: /LINES|FUNCTIONS/ } };
const SORTING = { press: 'S', shows: 'sort by [REQ/s]' };

const COPYING: Effects = {
  copy: { shows: 'copy  l line', undo: { press: KEY.escape, shows: /^(?![\s\S]*copy {2}l line)/ } },
  trace: { shows: 'copied link to ', undo: { press: 'pp', shows: /^(?![\s\S]*copied link)/ } },
  console: {
    shows: /copied link(?! to)[\s\S]*https:/,
    undo: { press: 'pp', shows: /^(?![\s\S]*copied link)/ },
  },
};

const signIn = (press: string): Effect => ({
  shows: 'no need to sign in',
  undo: { press, shows: /^(?![\s\S]*no need to sign in)/ },
});

const USE_5_MINUTES = { press: '1', shows: 'USE 5 MIN' };

/** What was noted is said until the next key. */
const NOTED: Effect = {
  before: [{ press: 'pp', shows: 'LIVE to' }],
  shows: 'in the triage notes of ',
  undo: { press: 'pp', shows: /^(?![\s\S]*in the triage notes of )/ },
};

/** Words are asked for in the last row. */
const ASKS_FOR_WORDS: Effect = {
  shows: 'note on ',
  undo: { press: KEY.escape, shows: /^(?![\s\S]*note on )/ },
};

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
    shows: /USE 3 H[\s\S]*dashboards show the last 24 hours, the fleet the last 3 hours/,
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
  sort: { shows: 'sort by [REQ/s]', undo: { press: KEY.escape, shows: 'enter open' } },
  left: { before: [SORTING], shows: '[LOST]', undo: { press: KEY.escape, shows: 'enter open' } },
  right: { before: [SORTING], shows: '[ERR%]', undo: { press: KEY.escape, shows: 'enter open' } },
  back: { before: [{ press: '/geo\r', shows: 'filter geo' }], shows: /worst first(?! . filter)/ },
  help: HELP,
  freeze: { shows: 'FROZEN to', undo: { press: 'p', shows: 'LIVE to' } },
  pin: { before: [FIRST], shows: '┃', undo: { press: 'm', shows: /^[^┃]*$/ } },
  ownErrors: { shows: 'API CALLS', undo: { press: KEY.escape, shows: 'WHY ' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'enter open' } },
  ...COPYING,
  times: { shows: 'newest first, local', undo: { press: 'tt', shows: /newest first$/m } },
  nextError: LEFT_FIRST,
  previousError: LEFT_LAST,
};

const IN_LOGS: Effect = { shows: '› Logs', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } };
const FIVE_MINUTES = { press: '1', shows: 'last 5 minutes' };
const AN_HOUR = { press: '4', shows: 'last hour' };

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
  window5m: { before: [AN_HOUR], shows: 'last 5 minutes' },
  window15m: { before: [AN_HOUR], shows: 'last 15 minutes' },
  window30m: { before: [AN_HOUR], shows: 'last 30 minutes' },
  window1h: { before: [FIVE_MINUTES], shows: 'last hour' },
  window3h: { before: [FIVE_MINUTES], shows: 'last 3 hours' },
  window24h: { before: [FIVE_MINUTES], shows: 'last 24 hours' },
  back: { shows: 'WHY ', undo: { press: KEY.enter, shows: 'LAST SETTLED MINUTE' } },
  quit: { shows: 'WHY ', undo: { press: KEY.enter, shows: 'LAST SETTLED MINUTE' } },
  help: { shows: 'HERE', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  freeze: { shows: 'FROZEN to', undo: { press: 'p', shows: 'LIVE to' } },
  nextPane: { shows: /^ \[[A-Z]/m },
  fullPane: { shows: /^(?![\s\S]*CONFIG)/, undo: { press: 'f', shows: 'CONFIG' } },
  ownErrors: { shows: 'API CALLS', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'l logs' } },
  ...COPYING,
  times: { shows: 'times local', undo: { press: 'tt', shows: /^(?![\s\S]*times (local|ago))/ } },
};

/** Also what came before the newest lines, which is read after them. */
const LOG_IS_READ = /FOLLOW[\s\S]*in memory since 03:09Z[\s\S]*END/;
const FOLLOWING = { press: 'F', shows: 'FOLLOW' };
const AT_TOP = { press: 'g', shows: ' new  F follows' };
const HOLDS: Effect = { before: [FOLLOWING], shows: 'HELD' };
const FOLLOWS: Effect = { before: [AT_TOP], shows: 'FOLLOW' };
const MOVES: Effect = { before: [AT_TOP], shows: 'HELD' };

/** What a screen of the fleet would show: `lmon tail` watches none. */
const WITHOUT_FLEET: Effect = {
  shows: 'no fleet is watched here',
  undo: { press: 'F', shows: /^(?![\s\S]*no fleet is watched)/ },
};
/** A mark that was set stands above or below what is shown, or none is. */
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
  window5m: reaching('5 minutes'),
  window15m: reaching('15 minutes'),
  window30m: reaching('30 minutes'),
  window1h: { before: [FOLLOWING], shows: /the last (?:1 )?hour/ },
  window3h: reaching('3 hours'),
  window24h: reaching('24 hours'),
  invocations: { shows: 'INVOCATIONS', undo: { press: KEY.escape, shows: 'LINES' } },
  find: { shows: 'enter finds', undo: { press: KEY.escape, shows: /^(?![\s\S]*enter finds)/ } },
  nextMatch: { before: [AT_TOP], shows: 'nothing to find yet' },
  // What was said of n is gone when the log goes on: the same words then come from N.
  previousMatch: { before: [FOLLOWING], shows: 'nothing to find yet' },
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
  right: { shows: 'from column 21', undo: { press: KEY.left, shows: /FOLLOW[\s\S]*─ \d+,?\d* in memory/ } },
  left: {
    before: [{ press: KEY.right, shows: 'from column 21' }],
    shows: /─ (\d+ new {2}F follows · )?[\d,]+ in memory/,
  },
  help: HELP,
  ...COPYING,
  ownErrors: { shows: 'API CALLS', undo: { press: KEY.escape, shows: 'LINES' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'enter expand' } },
};

const FIRST_WORDS = 'No call has failed';
const LAST_CALL = 'sts:GetCallerIdentity';
const LEFT_FIRST_WORDS: Effect = {
  before: [{ press: 'g', shows: FIRST_WORDS }],
  shows: new RegExp(`^(?![\\s\\S]*${FIRST_WORDS})`),
};
const LEFT_LAST_CALL: Effect = {
  before: [{ press: 'G', shows: LAST_CALL }],
  shows: new RegExp(`^(?![\\s\\S]*${LAST_CALL})`),
};
const COVERS_AGAIN = { press: '!', shows: 'Own errors and calls' };

const ON_OWN_ERRORS: Effects = {
  signIn: signIn('g'),
  down: LEFT_FIRST_WORDS,
  pageDown: LEFT_FIRST_WORDS,
  halfDown: LEFT_FIRST_WORDS,
  bottom: LEFT_FIRST_WORDS,
  up: LEFT_LAST_CALL,
  pageUp: LEFT_LAST_CALL,
  halfUp: LEFT_LAST_CALL,
  top: LEFT_LAST_CALL,
  help: { shows: 'HERE', undo: { press: KEY.escape, shows: 'Own errors and calls' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'esc back' } },
  back: { shows: 'WORST', undo: COVERS_AGAIN },
  quit: { shows: 'WORST', undo: COVERS_AGAIN },
};

const RAW_KEYS: Readonly<Record<Extract<Key, { named: string }>['named'], string>> = {
  return: KEY.enter,
  escape: KEY.escape,
  upArrow: KEY.up,
  downArrow: KEY.down,
  leftArrow: KEY.left,
  rightArrow: KEY.right,
  pageUp: KEY.pageUp,
  pageDown: KEY.pageDown,
  home: KEY.home,
  end: KEY.end,
  tab: KEY.tab,
  f1: KEY.f1,
};

/** The bytes that a terminal sends for a key. */
function rawKey(key: Key): string {
  if ('character' in key) return key.character;
  if ('named' in key) return RAW_KEYS[key.named];
  return String.fromCharCode(key.control.charCodeAt(0) & 0x1f);
}

function cases(name: ScreenName, effects: Effects, others: readonly Action[]) {
  return bindingsOn(name)
    .filter(({ action }) => !others.includes(action))
    .flatMap(({ action, keys }) =>
      keys.map((key) => ({ key: labelOf(key), action, raw: rawKey(key), effect: effects[action] })),
    );
}

/** Keys that other screens have, and some that screens to come will have. */
function foreignKeys(name: ScreenName): readonly string[] {
  const own = new Set(bindingsOn(name).flatMap(({ keys }) => keys.map(rawKey)));
  const others = KEYMAP.flatMap(({ keys }) => keys.map(rawKey));
  return [...others, ...'nNiHTxP'].filter((raw) => !own.has(raw));
}

async function expectNoEffect(
  screen: Screen,
  keys: readonly string[],
  seen = (text: string): string => text,
): Promise<void> {
  const shown = () => seen(screen.text().join('\n'));
  const before = shown();
  for (const key of keys) screen.press(key);
  // Keys are read in their order: once the help is there, all others have been.
  screen.press('?');
  await screen.waitFor('HERE');
  screen.press(KEY.escape);
  await screen.waitFor(() => shown() === before);
}

/** Calls go on being made and counted while nobody presses a key, until the logs of all that hurt are read. */
function uncounted(text: string): string {
  return text.replace(/ *[\d.,]+/g, ' 0');
}

async function expectEffect(screen: Screen, raw: string, effect: Effect | undefined): Promise<void> {
  if (effect === undefined) throw new Error('the table says nothing of this key');
  for (const { press, shows } of effect.before ?? []) {
    screen.press(press);
    await screen.waitFor(shows);
  }
  const before = screen.text().join();
  screen.press(raw);
  await screen.waitFor(effect.shows);
  await screen.waitFor(() => screen.text().join() !== before || bandOf(screen) !== 5);
  if (effect.undo === undefined) return;
  screen.press(effect.undo.press);
  await screen.waitFor(effect.undo.shows);
}

/** The row that the band marks; -1 where none does. */
function bandOf(screen: Screen): number {
  return screen.cells().findIndex(([first]) => first !== undefined && first.background !== null);
}

/** What comes last of the function that hurts most: by its limit it is judged, and its log tells why. */
async function allIsKnown(screen: Screen): Promise<void> {
  await screen.waitFor('its reserved limit');
  await screen.waitFor(/timeout at 10\.0 s.* in \d+m/);
}

/** The demo has no fourth idle function to unfold, and a refresh changes nothing where time stands still. */
describe('the keymap on the fleet', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openDemo({ isFrozen: true });
    await allIsKnown(screen);
  });
  afterAll(() => screen.close());

  it('takes no notice of keys of other screens', async () => {
    await expectNoEffect(screen, foreignKeys('fleet'));
  });

  it.each(cases('fleet', ON_FLEET, ['idle', 'refresh', 'quit']))(
    '$key is $action',
    async ({ raw, effect }) => {
      await expectEffect(screen, raw, effect);
    },
  );

  it('q quits', async () => {
    screen.press('q');
    expect((await screen.exited).code).toBe(0);
  });
});

describe('the keymap on the function', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openDemo({ isFrozen: true });
    screen.press(KEY.enter);
    await screen.waitFor('LAST SETTLED MINUTE');
    await allIsKnown(screen);
  });
  afterAll(() => screen.close());

  it('takes no notice of keys of other screens', async () => {
    await expectNoEffect(screen, foreignKeys('function'));
  });

  it.each(cases('function', ON_FUNCTION, ['refresh']))('$key is $action', async ({ raw, effect }) => {
    await expectEffect(screen, raw, effect);
  });
});

describe('the keymap on the log', () => {
  let screen: Screen;
  beforeAll(async () => {
    const args = ['tail', 'legacy-export', '--since', '3m'];
    screen = await openDemo({ isFrozen: true, args, shows: LOG_IS_READ });
  });
  afterAll(() => screen.close());

  it('takes no notice of keys of other screens', async () => {
    await expectNoEffect(screen, foreignKeys('tail'));
  });

  it.each(cases('tail', ON_TAIL, ['back', 'quit', 'save']))('$key is $action', async ({ raw, effect }) => {
    await expectEffect(screen, raw, effect);
  });

  it('esc goes nowhere where there is nothing to go back to', async () => {
    await expectNoEffect(screen, [KEY.escape]);
  });

  it('q quits', async () => {
    screen.press('q');
    expect((await screen.exited).code).toBe(0);
  });
});

describe('the keymap on own errors', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openDemo({ isFrozen: true });
    await allIsKnown(screen);
    screen.resize(120, 15);
    await screen.waitFor('WORST');
    screen.press('l');
    await screen.waitFor('in memory');
    screen.press(KEY.escape);
    await screen.waitFor('WORST');
    screen.press('!');
    await screen.waitFor(/kinesis:DescribeStreamSummary/);
  });
  afterAll(() => screen.close());

  it('takes no notice of keys of other screens', async () => {
    await expectNoEffect(screen, foreignKeys('ownErrors'), uncounted);
  });

  it.each(cases('ownErrors', ON_OWN_ERRORS, ['times']))('$key is $action', async ({ raw, effect }) => {
    await expectEffect(screen, raw, effect);
  });
});
