import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, bindingsOn, type Key, labelOf, type ScreenName } from '../../src/views/parts/keymap.ts';
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
const HELP: Effect = { shows: 'HERE', undo: { press: 'x', shows: /LINES|FUNCTIONS/ } };
const SORTING = { press: 'S', shows: 'sort by REQ/s' };

const ON_FLEET: Effects = {
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
  filter: { shows: 'enter keeps', undo: { press: KEY.escape, shows: 'enter open' } },
  sort: { shows: 'sort by REQ/s', undo: { press: KEY.escape, shows: 'enter open' } },
  left: { before: [SORTING], shows: 'sort by LOST', undo: { press: KEY.escape, shows: 'enter open' } },
  right: { before: [SORTING], shows: 'sort by ERR%', undo: { press: KEY.escape, shows: 'enter open' } },
  back: { before: [{ press: '/geo\r', shows: 'filter geo' }], shows: /worst first(?! . filter)/ },
  help: HELP,
};

const IN_LOGS: Effect = { shows: '› Logs', undo: { press: KEY.escape, shows: 'LAST SETTLED MINUTE' } };
const FIVE_MINUTES = { press: '1', shows: 'last 5 minutes' };
const AN_HOUR = { press: '4', shows: 'last hour' };

const ON_FUNCTION: Effects = {
  logs: IN_LOGS,
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
  back: { shows: 'WHY ', undo: { press: KEY.enter, shows: 'LAST SETTLED MINUTE' } },
  quit: { shows: 'WHY ', undo: { press: KEY.enter, shows: 'LAST SETTLED MINUTE' } },
  help: { shows: 'HERE', undo: { press: 'x', shows: 'LAST SETTLED MINUTE' } },
};

/** A log of one page: where time stands still there is no call for a second one. */
const LOG_IS_READ = /FOLLOW[\s\S]*in memory[\s\S]*END/;
const FOLLOWING = { press: 'F', shows: 'FOLLOW' };
const AT_TOP = { press: 'g', shows: ' new  F follows' };
const HOLDS: Effect = { before: [FOLLOWING], shows: 'HELD' };
const FOLLOWS: Effect = { before: [AT_TOP], shows: 'FOLLOW' };
const MOVES: Effect = { before: [AT_TOP], shows: 'HELD' };

const ON_TAIL: Effects = {
  up: HOLDS,
  pageUp: HOLDS,
  halfUp: HOLDS,
  top: HOLDS,
  freeze: HOLDS,
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

/** The demo has no fourth idle function to unfold, and a refresh changes nothing where time stands still. */
describe('the keymap on the fleet', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openDemo({ isFrozen: true });
  });
  afterAll(() => screen.close());

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
  });
  afterAll(() => screen.close());

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

  it.each(cases('tail', ON_TAIL, ['back', 'quit']))('$key is $action', async ({ raw, effect }) => {
    await expectEffect(screen, raw, effect);
  });

  it('esc goes back, which ends lmon where there is nothing to go back to', async () => {
    screen.press(KEY.escape);
    expect((await screen.exited).code).toBe(0);
  });
});
