import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { KEY, openScreen, type Screen, untilAlike } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

/** How a view is opened from the first screen of its session, and what its first and last row show. */
interface View {
  readonly name: string;
  /** Keys in order. */
  readonly press: readonly string[];
  readonly back: readonly string[];
  readonly first: RegExp;
  readonly last: RegExp;
  readonly shows: string | RegExp;
  /**
   * It counts the calls of its own session, which may differ from another session by a call. Those that ask for facts
   * of a function are not made on the way to it.
   */
  readonly countsOfSession?: true;
}

/** A narrow window has no room for lmon's own name, only for the identity. */
const HEADER = /^ (?:lmon|local) /;
const OF_FLEET: readonly View[] = [
  {
    name: 'own errors',
    press: ['!'],
    back: ['q'],
    first: HEADER,
    last: /^ t times +(?:j k scroll +)?esc back/,
    shows: 'kinesis:DescribeStreamSummary',
    // Reservations are read in parallel until the last one is found; how many more are then pending depends on the
    // order of the answers.
    countsOfSession: true,
  },
  {
    name: 'the help',
    press: ['?'],
    back: [KEY.escape],
    first: /^ KEYS THAT WORK HERE/,
    last: /closes$/,
    shows: 'HERE',
  },
  {
    name: 'a dashboard',
    press: [KEY.enter],
    back: ['q'],
    first: HEADER,
    last: /^ l logs/,
    shows: 'CONFIG',
  },
  {
    name: 'a large chart',
    press: [KEY.enter, 'f'],
    back: ['q', 'q'],
    first: HEADER,
    last: /^ l logs/,
    shows: /^(?![\s\S]*CONFIG)/,
  },
  {
    name: 'the headroom',
    press: ['H'],
    back: ['q'],
    first: HEADER,
    last: /^ enter dashboard/,
    shows: 'WHICH LIMIT BINDS FIRST',
  },
  {
    name: 'the command line',
    press: [':fn c'],
    back: [KEY.escape],
    first: HEADER,
    last: /^ :fn c_/,
    shows: ':fn c_',
  },
];
const OF_LOG: readonly View[] = [
  {
    name: 'the log',
    press: [],
    back: [],
    first: HEADER,
    last: /^ enter expand/,
    shows: 'LINES',
  },
  {
    name: 'its patterns',
    press: [KEY.tab],
    back: [KEY.tab],
    first: HEADER,
    last: /^ enter /,
    shows: 'PATTERNS',
  },
  {
    name: 'the invocations',
    press: ['i'],
    back: ['q'],
    first: HEADER,
    last: /^ enter invocation/,
    shows: 'all REPORTs read',
  },
  {
    name: 'an invocation',
    press: ['i', KEY.enter],
    back: ['q', 'q'],
    first: HEADER,
    last: /^ \S+ /,
    shows: ' SILENT ',
  },
];
type Detour = readonly (readonly [press: string, shows: string | RegExp])[];
const DETOUR: Detour = [
  ['!', 'API CALLS'],
  ['q', 'WHY checkout-api'],
  ['?', 'HERE'],
  [KEY.escape, 'WHY checkout-api'],
  [':zz\r', 'unknown command'],
  ['g', 'enter open'],
];
const DETOUR_TO_FUNCTION: Detour = [
  [KEY.enter, 'CONFIG'],
  ['f', /^(?![\s\S]*CONFIG)/],
  ['q', 'CONFIG'],
  ['q', 'WHY checkout-api'],
];
const DETOUR_IN_LOG: Detour = [
  ['!', 'API CALLS'],
  ['q', 'LINES'],
  ['?', 'HERE'],
  [KEY.escape, 'LINES'],
  [':zz\r', 'unknown command'],
  ['F', 'enter expand'],
  ['i', 'all REPORTs read'],
  [KEY.enter, ' SILENT '],
  ['q', ' OUTCOME '],
  ['q', 'LINES'],
];
interface Session {
  readonly of: string;
  /** The account: some functions of the demo, or those of `smallAccount`. */
  readonly functions?: readonly string[];
  readonly args: readonly string[];
  readonly isRead: RegExp;
  readonly views: readonly View[];
  detourOf(view: View): Detour;
}

const SESSIONS: readonly Session[] = [
  {
    of: 'the fleet',
    args: ['fleet'],
    isRead: /WHY checkout-api[\s\S]*enter open/,
    views: OF_FLEET,
    detourOf: ({ countsOfSession }) => (countsOfSession ? DETOUR : [...DETOUR, ...DETOUR_TO_FUNCTION]),
  },
  {
    of: 'a log',
    // So few lines that no call has to wait for account time to pass.
    functions: ['legacy-export'],
    args: ['tail', 'legacy-export', '--since', '3m'],
    isRead: /FOLLOW[\s\S]*in memory since 03:09Z[\s\S]*enter expand/,
    views: OF_LOG,
    detourOf: () => DETOUR_IN_LOG,
  },
];

const STORM = Array.from({ length: 12 }, (_, step) => ({
  columns: 60 + ((step * 37) % 120),
  rows: 15 + ((step * 13) % 40),
}));

/** Each key changes the screen, and the next one must apply to the new screen. */
async function pressEach(on: Screen, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const before = on.text().join();
    on.press(key);
    await on.waitFor(() => on.text().join() !== before);
  }
}

const withoutCounts = (row: string) => row.replace(/ *\d+/g, ' #');

describe.each(SESSIONS)('a view of $of', ({ functions, args, isRead, views, detourOf }) => {
  let account: LocalAccount;
  let screen: Screen;
  let fresh: Screen;
  const open = async () => {
    const opened = await openScreen({ args, columns: 120, rows: 40, env: account.env });
    await opened.waitFor(isRead);
    return opened;
  };
  beforeAll(async () => {
    // Account time stands still: there is no poll or tick between two pictures.
    account = await smallAccount(STANDS_STILL, functions);
    screen = await open();
  });
  afterEach(() => fresh.close());
  afterAll(async () => {
    await screen.close();
    await account.close();
  });

  it.each(views)(
    'looks the same after detours and many resizes as when it is first opened: $name',
    async (view) => {
      fresh = await open();
      await pressEach(fresh, view.press);
      await fresh.waitFor(view.shows);

      for (const [press, shows] of detourOf(view)) {
        screen.press(press);
        await screen.waitFor(shows);
      }
      await pressEach(screen, view.press);
      await screen.waitFor(view.shows);
      for (const { columns, rows } of STORM) {
        screen.resize(columns, rows);
        // A frame taller than the window would push its first row out.
        await screen.waitFor(
          () => view.first.test(screen.text()[0] ?? '') && view.last.test(screen.text()[rows - 1] ?? ''),
        );
      }
      screen.resize(120, 40);
      if (view.countsOfSession) await untilAlike(screen, fresh, withoutCounts);
      else {
        await untilAlike(screen, fresh);
        expect(screen.cells()).toEqual(fresh.cells());
      }
      await pressEach(screen, view.back);
      await screen.waitFor(isRead);
    },
  );
});
