import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { fleetText } from '../../../src/print/fleet/fleet-text.ts';
import { displayWidth } from '../../../src/terminal/display-width.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import type { SafeText } from '../../../src/terminal/text.ts';
import { createTheme } from '../../../src/terminal/theme/theme.ts';
import { DEFAULT_THRESHOLDS, type Threshold } from '../../../src/triage/thresholds.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { drawnRow } from '../../../src/views/parts/frame/screen-row.tsx';
import { SIZES, STYLE } from '../every-look.ts';
import { ACCOUNTS, HOSTILE } from './fleet-accounts.ts';
import { ASCII, fleetOnScreen, fleetScene, LOOK, rowWith } from './fleet-on-screen.ts';
import {
  CALM,
  CAST,
  calm,
  type FunctionStory,
  IDLE,
  LAGGING,
  NOW_MS,
  STARTING,
  snapshotOf,
  THROTTLED,
  WORSE_THAN_EVER,
} from './fleet-story.ts';

const LOSING_NOTHING = {
  ...CALM,
  name: 'quiet',
  hasDeadLetterTarget: true,
  minute: calm(() => ({ 'DeadLetterErrors Sum': 0 })),
};
const WITHOUT_DATA: FunctionStory = {
  name: 'quiet',
  hasDeadLetterTarget: true,
  minute: (age) => (age < 6 ? {} : calm()(age)),
};

describe('a row of the fleet', () => {
  it.each(SIZES.filter(({ columns }) => columns >= 100))(
    'has its numbers right below their titles at $columns columns',
    (size) => {
      const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [...CAST, ...HOSTILE] }) });
      const titles = rowWith(rows, 'ERR%');
      const table = rows.slice(rows.indexOf(titles) + 1, rows.indexOf(rowWith(rows, 'WHY ')) - 1);
      expect(table.length).toBeGreaterThan(4);
      for (const title of ['REQ/s', 'ERR%', 'TIMEOUT', 'USE%', 'ETA']) {
        const end = titles.indexOf(title) + title.length;
        for (const row of table) {
          expect(cells(row).slice(end - 1, end + 1)).toMatch(/^[\d.s%hmw?-] $/);
        }
      }
    },
  );

  it.each([
    { columns: 100, rows: 30 },
    { columns: 120, rows: 40 },
  ])(
    'marks a call as long as the timeout in the figure that its rule judges, at $columns columns',
    (size) => {
      const slow = { ...CALM, timeoutMs: 400 };
      const rows = fleetRows(fleetScene({ ...size, snapshot: snapshotOf({ functions: [slow] }) }));
      const row = rows.find(
        ({ line }) =>
          plainLine(line).includes('CRIT user-profile') || plainLine(line).includes('CRIT  user-profile'),
      );
      const loud = row!.line.filter(({ tone }) => tone === 'crit').map(({ text }) => text.trim());
      expect(loud).toContain('100 %');
      expect(loud).not.toContain('180 ms');
    },
  );

  it('has the mark of a pin in its margin, in the colour of marks as in a log', () => {
    const state = { ...INITIAL_FLEET, pinned: [CALM.name] };
    const rows = fleetRows(fleetScene({ state })).map(({ line }) => line);
    const marked = rows.filter(([first]) => first?.text === LOOK.glyphs.pin);
    expect(marked.map(([first]) => first?.tone)).toEqual(['ours']);
    expect(plainLine(marked[0] ?? [])).toContain(CALM.name);
  });

  it('shows its state as a word, and as a mark that needs no colour', () => {
    const rows = fleetOnScreen({ look: ASCII });
    expect(rowWith(rows, 'USE/LIMIT')).toBeDefined();
    expect(rows.find((row) => /^ !! CRIT checkout-api/.test(row))).toBeDefined();
    expect(rows.find((row) => /^ \. {2}ok {3}user-profile/.test(row))).toBeDefined();
    expect(rows.find((row) => /^ {4}idle report-nightly/.test(row))).toBeDefined();
  });

  it('shows without colour too which figures break a rule', () => {
    const row = fleetRows(fleetScene()).find(({ line }) => plainLine(line).includes('CRIT  checkout-api'));
    const bold = row?.line.filter(({ bold }) => bold === true).map(({ text }) => text);
    expect(bold).toEqual(expect.arrayContaining(['97', 'now']));
    expect(bold).not.toContain('41.7');
  });

  it('has no sign in the tone of rules and axes, which is too faint to read', () => {
    for (const { line } of fleetRows(fleetScene()))
      for (const { tone, text } of line) if (tone === 'faint') expect(text).not.toMatch(/^-$/);
  });

  it('has two cells before LAG, else a dash before a lag looks like a minus', () => {
    for (const size of SIZES.filter(({ columns }) => columns >= 100)) {
      const lagging = rowWith(fleetOnScreen(size), 'CRIT  order-stream-consumer');
      expect(lagging).toMatch(/ (?:-|now) {2,}\d+m \+\d\.\d {2,}n\/a/);
    }
  });

  it('does not mark an error rate as usual that is above that of the week', () => {
    const worse = fleetOnScreen({ snapshot: snapshotOf({ functions: [WORSE_THAN_EVER] }) });
    expect(rowWith(worse, 'CRIT  legacy-export')).not.toContain('=');
  });

  it('marks with its letter how full the pool is and when it is met, in rows of functions that it binds', () => {
    const pool = (age: number) => Math.max(40, 420 - 12 * age);
    const snapshot = snapshotOf({ functions: [CALM, { ...CALM, name: 'geo-lookup' }, THROTTLED], pool });
    const rows = fleetOnScreen({ snapshot });
    const minutes = /full in ~(\d+) min/.exec(rows.join('\n'))?.[1];
    const use = / (\d+) %/.exec(rowWith(rows, 'unreserved'))?.[1];
    for (const name of [CALM.name, 'geo-lookup'])
      expect(rowWith(rows, ` ${name} `)).toMatch(new RegExp(` ~\\d+/765 A +A${use} +A~${minutes}m `));
    expect(rowWith(rows, 'CRIT  checkout-api')).toMatch(/\/200 R +97 +now /);
  });

  it.each([
    { case: 'seconds', likelyMs: 53_000, eta: 'A~1m' },
    { case: 'minutes', likelyMs: 59 * MINUTE_MS, eta: 'A~59m' },
    { case: 'hours', likelyMs: 77 * MINUTE_MS, eta: 'A~77m' },
    { case: 'a day', likelyMs: 26 * 60 * MINUTE_MS, eta: 'A~26h' },
    { case: 'no time', likelyMs: 0, eta: 'A now' },
  ])('sets ETA apart from a share with the letter of the pool: $case', ({ likelyMs, eta }) => {
    const known = snapshotOf({ functions: [CALM], pool: () => 689 });
    const functions = known.functions.map((status) => {
      const forecast = { earlyMs: likelyMs, likelyMs, lateMs: likelyMs };
      return { ...status, assessment: { ...status.assessment, eta: forecast } };
    });
    for (const size of SIZES.filter(({ columns }) => columns >= 100)) {
      const row = rowWith(fleetOnScreen({ ...size, snapshot: { ...known, functions } }), ` ${CALM.name} `);
      expect(row).toMatch(new RegExp(` A90 {1,2}${eta} `));
    }
  });

  it('explains the letters of the limits that are shown, and no others', () => {
    const legendOf = (functions: readonly FunctionStory[]) =>
      rowWith(fleetOnScreen({ snapshot: snapshotOf({ functions }) }), ' FUNCTIONS ').trim();
    expect(legendOf([CALM, THROTTLED, IDLE])).toMatch(/─ R reserved {3}A account pool, used by all$/);
    expect(legendOf([{ ...CALM, reserved: 0 }])).toMatch(/─ O switched off$/);
    expect(legendOf([IDLE])).toMatch(/─$/);
  });

  const asEver: FunctionStory = {
    ...CALM,
    name: 'legacy-export',
    minute: calm(() => ({ 'Errors Sum': 12 })),
    chronic: { rate: 0.02, sinceMs: NOW_MS - 7 * DAY_MS, findingAbove: 0.05 },
  };

  it('explains the sign of a rate that is as it was all week', () => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [asEver] }) });
    expect(rowWith(rows, ' ok    legacy-export ')).toContain(' =2.0 ');
    expect(rowWith(rows, ' FUNCTIONS ')).toMatch(/─ = as all week {3}A account pool, used by all$/);
  });

  const manyShortCalls: FunctionStory = {
    name: 'auth-token',
    reserved: 35,
    minute: calm(() => ({ 'Invocations Sum': 18_600, 'Duration Sum': 900_000 })),
  };

  const switchedOff: FunctionStory = { ...manyShortCalls, name: 'paused', reserved: 0 };

  it.each([
    {
      columns: 100,
      others: [],
      says: '= as all week  R reserved  Q its requests/s  A account pool  S shards',
    },
    {
      columns: 100,
      others: [switchedOff],
      says: '= as all week  R reserved  Q its requests/s  A account pool  S shards',
    },
    {
      columns: 200,
      others: [],
      says: '= as all week   R reserved   Q its requests/s   A account pool, used by all   S shards',
    },
  ])(
    'explains as many signs as fit at $columns columns, the most frequent ones first',
    ({ columns, others, says }) => {
      const exports = Array.from({ length: 12 }, (_, place) => ({
        ...asEver,
        name: `export-${place + 10}`,
      }));
      const snapshot = snapshotOf({ functions: [LAGGING, ...exports, THROTTLED, manyShortCalls, ...others] });
      const heading = rowWith(fleetOnScreen({ columns, rows: 30, snapshot }), ' FUNCTIONS ');
      expect(heading.slice(heading.lastIndexOf('─') + 2)).toBe(says);
    },
  );

  it('explains no letter of functions that are scrolled out of sight', () => {
    const many = Array.from({ length: 40 }, (_, place) => ({ ...THROTTLED, name: `checkout-${place + 10}` }));
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [...many, CALM] }) });
    expect(rowWith(rows, ' FUNCTIONS ')).toMatch(/─ R reserved$/);
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
  ])('explains no letter whose column has no room, at $columns x $rows', (size) => {
    const denied = ['Errors Sum', 'Throttles Sum', 'Duration Sum', 'ConcurrentExecutions Maximum'] as const;
    const minute = () => ({ 'Invocations Sum': 600 });
    const functions = [THROTTLED, CALM].map((each) => ({ ...each, minute, denied }));
    const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions, pool: 'denied' }) });
    expect(rows.join('\n')).not.toMatch(/USE\/LIMIT|R reserved|account pool, used/);
  });

  it.each([
    { columns: 60, rows: 15, says: ' +37 idle ' },
    { columns: 80, rows: 24, says: ' z shows 37 more idle ' },
    { columns: 120, rows: 40, says: ' FUNCTIONS 1 to 23 of 28, z shows 37 more idle ─' },
    { columns: 200, rows: 60, says: ' FUNCTIONS, z shows 37 more idle ─' },
  ])('says at $columns x $rows how many idle functions it leaves out', ({ says, ...size }) => {
    const idle = Array.from({ length: 40 }, (_, place) => ({ ...IDLE, name: `idle-${place}` }));
    const busy = Array.from({ length: 25 }, (_, place) => ({ ...CALM, name: `worker-${place + 10}` }));
    const snapshot = snapshotOf({ functions: [...idle, ...busy] });
    expect(fleetOnScreen({ ...size, snapshot }).join('\n')).toContain(says);
    for (const state of [
      { ...INITIAL_FLEET, showsIdle: true },
      { ...INITIAL_FLEET, filter: 'worker' },
    ])
      expect(fleetOnScreen({ ...size, snapshot, state }).join('\n')).not.toMatch(/37 (?:more )?idle/);
  });

  it('has two cells before LOST and USE as well where there is room', () => {
    expect(rowWith(fleetOnScreen({ columns: 100, rows: 30 }), 'ERR%')).toMatch(/ LAG {2}LOST *$/);
    expect(rowWith(fleetOnScreen(), 'ERR%')).toMatch(/ LAG LOST {2}USE 15 MIN/);
    expect(rowWith(fleetOnScreen({ columns: 200, rows: 60 }), 'ERR%')).toMatch(/ LAG {2}LOST {2}USE \d+ MIN/);
  });

  it('draws only ASCII with the ASCII glyphs', () => {
    for (const { columns, rows } of SIZES) {
      for (const snapshot of [ACCOUNTS['the whole cast'], STARTING, ACCOUNTS['denied limits']]) {
        const scene = fleetScene({ columns, rows, snapshot, look: ASCII });
        const drawn = fleetRows(scene).map((row) => drawnRow(row, columns, ASCII).replace(STYLE, ''));
        expect(drawn.join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
      }
    }
  });

  it.each([
    { size: { columns: 80, rows: 24 }, keys: 0, says: /^ {9}FUNCTION 1 to \d+ of 30 /m },
    { size: { columns: 120, rows: 40 }, keys: 0, says: /^ FUNCTIONS 1 to \d+ of 30 /m },
    { size: { columns: 120, rows: 40 }, keys: 29, says: /^ FUNCTIONS \d+ to 30 of 30 /m },
    { size: { columns: 80, rows: 24 }, keys: 20, says: /^ {9}FUNCTION 16-\d+ of 30 /m },
    { size: { columns: 80, rows: 24 }, keys: 29, says: /^ {9}FUNCTION \d+-30 of 30 /m },
    { size: { columns: 200, rows: 60 }, keys: 0, says: /^(?![\s\S]*FUNCTIONS? \d)/ },
  ])('says at $size.columns x $size.rows how many functions have no room: $says', ({ size, keys, says }) => {
    const many = Array.from({ length: 30 }, (_, place) => ({ ...CALM, name: `worker-${place + 10}` }));
    const snapshot = snapshotOf({ functions: many });
    const selected = snapshot.functions[keys]?.name ?? null;
    const state = { ...INITIAL_FLEET, selected, scrolledBy: Math.max(0, keys - 5) };
    expect(fleetOnScreen({ ...size, snapshot, state }).join('\n')).toMatch(says);
  });

  it('keeps the end of a long name, which sets it apart from similar ones', () => {
    const names = ['blue', 'green'].map((end) => `acme-production-eu-west-1-checkout-service-${end}`);
    const snapshot = snapshotOf({ functions: names.map((name) => ({ ...THROTTLED, name })) });
    for (const size of SIZES) {
      const rows = fleetOnScreen({ ...size, snapshot });
      expect(rows.filter((row) => /^ . CRIT.*acme.*blue/.test(row))).toHaveLength(1);
      expect(rows.filter((row) => /^ . CRIT.*acme.*green/.test(row))).toHaveLength(1);
      if (size.columns >= 80)
        expect(rows.find((row) => /^ ● acme.*green.*turns away/.test(row))).toBeDefined();
      if (size.columns >= 200)
        expect(rows.find((row) => row.startsWith(` ● ${names[1]}  turns away`))).toBeDefined();
    }
  });

  it('says that a constant error rate is steady, if there is room', () => {
    const known = snapshotOf({ functions: [{ ...CALM, name: 'legacy-export' }] });
    const steady = { rate: 0.05, sinceMs: known.judgedMs - 181 * 60_000 };
    const snapshot = { ...known, functions: known.functions.map((status) => ({ ...status, steady })) };
    const worstAt = (columns: number) =>
      rowWith(fleetOnScreen({ columns, rows: 24, snapshot }), 'legacy-export  ');
    expect(worstAt(80)).toMatch(/ERR 5\.0 % of calls, steady {2,}/);
    expect(worstAt(60)).toMatch(/ERR 5\.0 % {2,}/);
  });

  it.each(SIZES)('says in full at $columns x $rows that only a function with a long name fails', (size) => {
    const story = { ...WORSE_THAN_EVER, minute: calm(() => ({ 'Errors Sum': 120 })) };
    const names = ['blue', 'green'].map((end) => `${'acme-production-'.repeat(4)}${end}`.slice(-64));
    const nothingOn = (...functions: readonly FunctionStory[]) =>
      rowWith(fleetOnScreen({ ...size, snapshot: snapshotOf({ functions }) }), ' nothing hurts: ');
    const stories = names.map((name) => ({ ...story, name }));
    expect(nothingOn(...stories)).toMatch(/nothing hurts: only 2 functions fail, as they did all week$/);
    expect(displayWidth(nothingOn(stories[0]!) as SafeText)).toBeLessThan(size.columns);
    expect(nothingOn(stories[0]!)).toMatch(/nothing hurts: only \S+blue fails, as it did all week$/);
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])(
    'says at $columns x $rows from which error rate on a function that fails all week is critical',
    (size) => {
      const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [WORSE_THAN_EVER] }) });
      expect(rowWith(rows, 'CRIT from')).toContain('CRIT from 30 %');
    },
  );

  it('says that a function fails as it did all week, and marks it as ok', () => {
    const known = snapshotOf({ functions: [{ ...CALM, name: 'legacy-export' }] });
    const chronic = { rate: 0.05, sinceMs: known.dataToMs! - 7 * 86_400_000, findingAbove: 0.075 };
    const snapshot = { ...known, functions: known.functions.map((status) => ({ ...status, chronic })) };
    const screen = fleetOnScreen({ columns: 80, rows: 24, snapshot });
    expect(rowWith(screen, 'legacy-export  ')).toMatch(
      /ok +legacy-export +ERR \S+ % of calls, 5\.0 % all week/,
    );
    const wide = fleetOnScreen({ columns: 180, rows: 40, snapshot }).join('\n');
    expect(wide).toContain('nothing hurts: only legacy-export fails, as it did all week');
    expect(wide).toMatch(/ ok +legacy-export +\S+ +=\S+ /);
    expect(wide).toMatch(
      /fails \S+ % of calls in 5 min, which is usual here; about 5\.0 % for 7 days or longer; WARN from 7\.5 %/,
    );
  });

  it.each([
    { limit: 'denied', story: { reserved: 'denied' as const }, shows: '~1/denied ' },
    { limit: 'not read yet', story: { reserved: 'unread' as const }, shows: '~1/?  ' },
    { limit: 'reserved', story: { reserved: 35 }, shows: '~1/35 R ' },
    { limit: 'of four figures', story: { reserved: 1_000 }, shows: '~1/1,000 R ' },
    { limit: 'switched off', story: { reserved: 0 }, shows: '~1/off O ' },
    { limit: 'the account pool', story: {}, shows: '~1/765 A ' },
    { limit: 'stream shards', story: { shards: 4 }, shows: '~1/4 S ' },
  ])('shows a limit that is $limit in full, and never an assumed one', ({ story, shows }) => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [{ ...CALM, ...story }] }) });
    expect(rows.find((row) => row.includes('user-profile') && row.includes(shows))).toBeDefined();
  });

  it('has no use of a limit of 0', () => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [{ ...CALM, reserved: 0 }] }) });
    expect(rowWith(rows, '~1/off O')).toMatch(/~1\/off O +n\/a /);
  });

  it('says of a function that serves no call only that it is off', () => {
    const minute = () => ({ 'Throttles Sum': 600 });
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [{ ...CALM, minute, reserved: 0 }] }) });
    expect(rowWith(rows, 'CRIT  user-profile')).toMatch(/ - +off O +n\/a +n\/a /);
  });

  it('never cuts a number, however large', () => {
    const huge = calm(() => ({
      'Invocations Sum': 5_000_000,
      'Duration Sum': 60_000 * 12_345,
      'DeadLetterErrors Sum': 2_469,
      'IteratorAge Maximum': 36_000_000,
    }));
    const snapshot = snapshotOf({
      functions: [
        { name: 'busy', minute: huge, reserved: 12_500, hasDeadLetterTarget: true, shards: 20_000 },
      ],
    });
    const row = fleetOnScreen({ snapshot }).find((each) => /^ . \w+ +busy /.test(each)) ?? '';
    expect(row).toContain('~12k/12.5k R');
    expect(row).toMatch(/ 10h /);
    expect(row).toMatch(/ 12k /);
    expect(row).not.toContain('…');
  });

  it('shortens a limit of four digits when the use next to it has as many', () => {
    const minute = calm(() => ({ 'Invocations Sum': 600, 'Duration Sum': 60_000 * 2_508 }));
    const snapshot = snapshotOf({ functions: [{ ...CALM, minute, reserved: 3_000 }] });
    expect(rowWith(fleetOnScreen({ snapshot }), '2.5k/')).toContain('~2.5k/3k R ');
  });

  it('draws no data as a dash and a measured zero as zero', () => {
    const snapshot = snapshotOf({
      functions: [{ name: 'quiet', minute: (age) => (age < 4 ? {} : calm()(age)) }, CALM],
    });
    const rows = fleetOnScreen({ snapshot });
    expect(rows.find((row) => /ok +quiet +- +- +- +- +\d+ % +-\//.test(row))).toBeDefined();
    expect(rows.find((row) => /ok +user-profile +10\.0 +0 /.test(row))).toBeDefined();
  });

  it.each([
    { what: 'measured zeros', story: LOSING_NOTHING, shows: /ok +quiet .* 0 +0 .* n\/a +0( |$)/ },
    { what: 'no data', story: WITHOUT_DATA, shows: /ok +quiet +- +- +- .* - +n\/a +-( |$)/ },
    { what: 'what does not apply', story: { ...CALM, name: 'quiet' }, shows: / n\/a +n\/a( |$)/ },
    {
      what: 'what does not apply to an idle function',
      story: { ...IDLE, name: 'quiet' },
      shows: / n\/a +n\/a( |$)/,
    },
  ])('shows $what as such in THR%, LAG and LOST, and so does the table for pipes', ({ story, shows }) => {
    const snapshot = snapshotOf({ functions: [story] });
    for (const rows of [fleetOnScreen({ snapshot }), fleetText(snapshot)]) {
      expect(rows.find((row) => /(ok|idle|\?) +quiet /.test(row))).toMatch(shows);
    }
  });

  it('colours its history by the configured thresholds', () => {
    const snapshot = snapshotOf({ functions: [{ ...CALM, reserved: 2 }] });
    const tonesAt = (use: Threshold) => {
      const rows = fleetRows(fleetScene({ snapshot, thresholds: { ...DEFAULT_THRESHOLDS, use } }));
      const row = rows.find(({ line }) => plainLine(line).includes('user-profile  '));
      return row?.line.at(-1)?.tone;
    };
    expect(tonesAt({ warnAt: 0.1, critAt: 0.2 })).toBe('crit');
    expect(tonesAt({ warnAt: 0.1, critAt: 0.9 })).toBe('warn');
    expect(tonesAt({ warnAt: 0.8, critAt: 0.9 })).toBe('focus');
  });

  it('names the minutes of its history, the newest at the right edge', () => {
    const rows = fleetOnScreen({ columns: 200, rows: 60 });
    const titles = rows.find((row) => /USE \d+ MIN/.test(row)) ?? '';
    const minutes = Number(/USE (\d+) MIN/.exec(titles)?.[1]);
    const checkout = rows.find((row) => row.includes('CRIT  checkout-api')) ?? '';
    expect(minutes).toBeGreaterThan(30);
    expect(checkout.length - titles.search(/USE \d+ MIN/)).toBe(minutes);
  });
});

describe('the selected row', () => {
  it.each([
    { theme: 'none', depth: 'none' },
    { theme: 'high-contrast', depth: '16' },
    { theme: 'dark', depth: '16' },
  ] as const)(
    'ends its band of reverse video before the gap in front of its history, in the theme $theme with $depth colours',
    ({ theme, depth }) => {
      const look = { ...LOOK, theme: createTheme(theme, depth) };
      const scene = fleetScene({ look, state: { ...INITIAL_FLEET, selected: 'checkout-api' } });
      const selected = fleetRows(scene).find(({ isSelected }) => isSelected === true);
      const drawn = drawnRow(selected!, 120, look);
      expect(drawn.slice(0, drawn.search(/[▁-█]/))).toMatch(/27m +(?:\x1b\[[\d;]+m)?$/);
      expect(drawn.slice(drawn.search(/[▁-█]/))).not.toMatch(/\x1b\[(?:\d+;)*7m/);
    },
  );
});

/** One character per cell: wide ones are followed by a filler. */
function cells(row: string): string {
  const spread = Array.from(row, (character) =>
    displayWidth(character as SafeText) === 2 ? 'ww' : character,
  );
  return `${spread.join('')} `;
}
