import { describe, expect, it } from 'vitest';
import type { SourceError } from '../../../src/monitor/sources.ts';
import { SORT_CHOICES } from '../../../src/print/fleet/fleet-table.ts';
import { fleetText } from '../../../src/print/fleet/fleet-text.ts';
import { displayWidth } from '../../../src/terminal/display-width.ts';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { glyphSet } from '../../../src/terminal/glyphs.ts';
import { rawText, type SafeText } from '../../../src/terminal/text.ts';
import { createTheme } from '../../../src/terminal/theme.ts';
import { DEFAULT_THRESHOLDS, type Threshold } from '../../../src/triage/thresholds.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { drawnRow } from '../../../src/views/parts/screen-row.tsx';
import { DEPTHS, GLYPHS, SIZES, STYLE, THEMES } from '../every-look.ts';
import { ASCII, fleetOnScreen, fleetScene, LOOK, rowWith, wordsOf } from './fleet-on-screen.ts';
import {
  CALM,
  CAST,
  calm,
  type FunctionStory,
  IDLE,
  LOSING,
  NOW_MS,
  STARTING,
  snapshotOf,
  THROTTLED,
  WORSE_THAN_EVER,
} from './fleet-story.ts';

const DENIED: SourceError = {
  kind: 'denied',
  action: 'lambda:ListFunctions',
  name: rawText('AccessDeniedException'),
  message: rawText('not authorized'),
};
const HOSTILE = [
  'a-very-long-prefix-that-all-share-checkout-api-production-blue',
  '注文処理-注文処理-注文処理-注文処理',
  '🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀',
  '\x1b[2J\x1b]0;owned\x07\x1b[31mred',
  'line\nbreak\r\ttab',
].map((name) => ({ ...CALM, name }));
const MANY = Array.from({ length: 1_000 }, (_, index) => ({
  ...CALM,
  name: `worker-${String(index).padStart(4, '0')}`,
}));

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

const ACCOUNTS = {
  'the whole cast': snapshotOf({ functions: CAST }),
  'hostile names': snapshotOf({ functions: HOSTILE }),
  'a thousand functions': snapshotOf({ functions: MANY }),
  'no function': snapshotOf({ functions: [] }),
  'nothing yet': STARTING,
  'denied limits': snapshotOf({ functions: [{ ...THROTTLED, reserved: 'denied' }], limits: 'denied' }),
};

describe.each(Object.entries(ACCOUNTS))('the fleet with %s', (_, snapshot) => {
  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    for (const name of GLYPHS) {
      const rows = fleetRows(fleetScene({ ...size, snapshot, look: { ...LOOK, glyphs: glyphSet(name) } }));
      expect(rows).toHaveLength(size.rows);
      for (const theme of THEMES) {
        for (const depth of DEPTHS) {
          const look = { ...LOOK, glyphs: glyphSet(name), theme: createTheme(theme, depth) };
          for (const row of rows) {
            const drawn = drawnRow(row, size.columns, look).replace(STYLE, '');
            expect(displayWidth(drawn as SafeText)).toBe(size.columns);
            expect(drawn).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
          }
        }
      }
    }
  });

  it.each(SIZES)('keeps a margin at both sides of $columns columns', (size) => {
    for (const row of fleetRows(fleetScene({ ...size, snapshot }))) {
      const drawn = drawnRow(row, size.columns, LOOK).replace(STYLE, '');
      expect(drawn).toMatch(/^ .* $/);
    }
  });
});

describe('a row of the fleet', () => {
  it.each(SIZES.filter(({ columns }) => columns >= 100))(
    'has its numbers right below their titles at $columns columns',
    (size) => {
      const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [...CAST, ...HOSTILE] }) });
      const titles = rowWith(rows, 'ERR%');
      const table = rows
        .slice(rows.indexOf(titles) + 1, rows.indexOf(rowWith(rows, 'WHY ')) - 1)
        .filter((row) => !row.includes(' more below'));
      expect(table.length).toBeGreaterThan(4);
      for (const title of ['REQ/s', 'ERR%', 'p95', 'USE%', 'ETA']) {
        const end = titles.indexOf(title) + title.length;
        for (const row of table) {
          expect(cells(row).slice(end - 1, end + 1)).toMatch(/^[\d.s%hmw?-] $/);
        }
      }
    },
  );

  it('says its state as a word, and as a mark that needs no colour', () => {
    const rows = fleetOnScreen({ look: ASCII });
    expect(rowWith(rows, 'USE/LIMIT')).toBeDefined();
    expect(rows.find((row) => /^ !! CRIT checkout-api/.test(row))).toBeDefined();
    expect(rows.find((row) => /^ \. {2}ok {3}user-profile/.test(row))).toBeDefined();
    expect(rows.find((row) => /^ {4}idle report-nightly/.test(row))).toBeDefined();
  });

  it('needs nothing but ASCII where nothing else is to be had', () => {
    for (const { columns, rows } of SIZES) {
      for (const snapshot of [ACCOUNTS['the whole cast'], STARTING, ACCOUNTS['denied limits']]) {
        const scene = fleetScene({ columns, rows, snapshot, look: ASCII });
        const drawn = fleetRows(scene).map((row) => drawnRow(row, columns, ASCII).replace(STYLE, ''));
        expect(drawn.join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
      }
    }
  });

  it.each([
    { size: { columns: 80, rows: 24 }, keys: 0, says: /^ {9}\d+ more below$/m },
    { size: { columns: 120, rows: 40 }, keys: 0, says: /^ FUNCTIONS 1 to \d+ of 30 /m },
    { size: { columns: 120, rows: 40 }, keys: 29, says: /^ FUNCTIONS \d+ to 30 of 30 /m },
    { size: { columns: 80, rows: 24 }, keys: 20, says: /^ {9}\d+ more above, \d+ below$/m },
    { size: { columns: 80, rows: 24 }, keys: 29, says: /^ {9}\d+ more above$/m },
    { size: { columns: 200, rows: 60 }, keys: 0, says: /^(?![\s\S]*more (?:above|below))/ },
  ])(
    'says at $size.columns x $size.rows how many functions it has no room for: $says',
    ({ size, keys, says }) => {
      const many = Array.from({ length: 30 }, (_, place) => ({ ...CALM, name: `worker-${place + 10}` }));
      const snapshot = snapshotOf({ functions: many });
      const selected = snapshot.functions[keys]?.name ?? null;
      const state = { ...INITIAL_FLEET, selected, scrolledBy: Math.max(0, keys - 5) };
      expect(fleetOnScreen({ ...size, snapshot, state }).join('\n')).toMatch(says);
    },
  );

  it('keeps the end of a long name, which tells it from its sisters', () => {
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

  it('says how a rate that never changes is known, as far as there is room', () => {
    const known = snapshotOf({ functions: [{ ...CALM, name: 'legacy-export' }] });
    const steady = { rate: 0.05, sinceMs: known.judgedMs - 181 * 60_000 };
    const snapshot = { ...known, functions: known.functions.map((status) => ({ ...status, steady })) };
    const worstAt = (columns: number) =>
      rowWith(fleetOnScreen({ columns, rows: 24, snapshot }), 'legacy-export  ');
    expect(worstAt(80)).toMatch(/ERR 5\.0 % of calls, steady {2,}/);
    expect(worstAt(60)).toMatch(/ERR 5\.0 % {2,}/);
  });

  it.each(SIZES)(
    'says whole at $columns x $rows that nothing but a function of a long name fails',
    (size) => {
      const story = { ...WORSE_THAN_EVER, minute: calm(() => ({ 'Errors Sum': 120 })) };
      const names = ['blue', 'green'].map((end) => `${'acme-production-'.repeat(4)}${end}`.slice(-64));
      const nothingOn = (...functions: readonly FunctionStory[]) =>
        rowWith(fleetOnScreen({ ...size, snapshot: snapshotOf({ functions }) }), ' nothing: ');
      const stories = names.map((name) => ({ ...story, name }));
      expect(nothingOn(...stories)).toMatch(/nothing: only 2 functions fail, as they did all week$/);
      expect(displayWidth(nothingOn(stories[0]!) as SafeText)).toBeLessThan(size.columns);
      expect(nothingOn(stories[0]!)).toMatch(/nothing: only \S+blue fails, as it did all week$/);
    },
  );

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('says at $columns x $rows from where on more than all week is critical', (size) => {
    const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [WORSE_THAN_EVER] }) });
    expect(rowWith(rows, 'CRIT from')).toContain('CRIT from 30 %');
  });

  it('says of what fails as it did all week that it does, and marks it as nothing that hurts', () => {
    const known = snapshotOf({ functions: [{ ...CALM, name: 'legacy-export' }] });
    const chronic = { rate: 0.05, sinceMs: known.dataToMs! - 7 * 86_400_000, findingAbove: 0.075 };
    const snapshot = { ...known, functions: known.functions.map((status) => ({ ...status, chronic })) };
    const screen = fleetOnScreen({ columns: 80, rows: 24, snapshot });
    expect(rowWith(screen, 'legacy-export  ')).toMatch(
      /ok +legacy-export +ERR \S+ % of calls, 5\.0 % all week/,
    );
    const wide = fleetOnScreen({ columns: 160, rows: 40, snapshot }).join('\n');
    expect(wide).toContain('nothing: only legacy-export fails, as it did all week');
    expect(wide).toContain(
      'fails about 5.0 % of calls, as it has for 7d or longer; a finding from 7.5 % in 5 min',
    );
  });

  it.each([
    { limit: 'denied', story: { reserved: 'denied' as const }, shows: '~1/denied ' },
    { limit: 'not read yet', story: { reserved: 'unread' as const }, shows: '~1/?  ' },
    { limit: 'reserved', story: { reserved: 35 }, shows: '~1/35 R ' },
    { limit: 'switched off', story: { reserved: 0 }, shows: '~1/0 O ' },
    { limit: 'the account pool', story: {}, shows: '~1/765 A ' },
    { limit: 'stream shards', story: { shards: 4 }, shows: '~1/4 S ' },
  ])('shows a limit that is $limit whole, and never an assumed one', ({ story, shows }) => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [{ ...CALM, ...story }] }) });
    expect(rows.find((row) => row.includes('user-profile') && row.includes(shows))).toBeDefined();
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

  it('draws no data point as a dash and a measured zero as zero', () => {
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
    { what: 'what it does not have', story: { ...CALM, name: 'quiet' }, shows: / n\/a +n\/a( |$)/ },
    { what: 'what it does not have, idle', story: { ...IDLE, name: 'quiet' }, shows: / n\/a +n\/a( |$)/ },
  ])('shows $what as such in THR%, LAG and LOST, in the table for pipes too', ({ story, shows }) => {
    const snapshot = snapshotOf({ functions: [story] });
    for (const rows of [fleetOnScreen({ snapshot }), fleetText(snapshot)]) {
      expect(rows.find((row) => /(ok|idle|\?) +quiet /.test(row))).toMatch(shows);
    }
  });

  it('colours its history by the thresholds that are set', () => {
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

  it('names the minutes that its history shows, the newest at the right edge', () => {
    const rows = fleetOnScreen({ columns: 200, rows: 60 });
    const titles = rows.find((row) => /USE \d+ MIN/.test(row)) ?? '';
    const minutes = Number(/USE (\d+) MIN/.exec(titles)?.[1]);
    const checkout = rows.find((row) => row.includes('CRIT  checkout-api')) ?? '';
    expect(minutes).toBeGreaterThan(30);
    expect(checkout.length - titles.search(/USE \d+ MIN/)).toBe(minutes);
  });
});

describe('a screen of 60x15', () => {
  it('leaves out what has no room instead of cutting it, and keeps the Region', () => {
    const [header = '', list = ''] = fleetOnScreen({ columns: 60, rows: 15 });
    expect(header).toMatch(/^ (?!lmon)\S+ eu-west-1 +\S LIVE/);
    expect(list).toMatch(/^ Fleet \d+ active of \d+ +\d+ CRIT/);
    expect(header + list).not.toContain('…');
  });

  it('has whole words for what is worst', () => {
    const rows = fleetOnScreen({ columns: 60, rows: 15 });
    const table = rows.slice(rows.indexOf(rowWith(rows, 'WORST')) + 1);
    expect(table.filter((row) => /CRIT|WARN/.test(row)).length).toBeGreaterThan(1);
    expect(table.filter((row) => row.includes('…'))).toEqual([]);
  });
});

describe('a screen of 200x60', () => {
  const size = { columns: 200, rows: 60 };

  it('explains a function beside the events', () => {
    const rows = fleetOnScreen(size);
    expect(rowWith(rows, 'WHY checkout-api')).toMatch(/ EVENTS ─+ all functions, newest first *$/);
    expect(rows.find((row) => /likely .* \d\d:\d\dZ {2}checkout-api/.test(row))).toBeDefined();
  });

  it('takes all the width for its rows', () => {
    const rows = fleetOnScreen(size);
    expect(rows.find((row) => row.includes('CRIT  checkout-api'))?.trimEnd().length).toBeGreaterThan(195);
  });
});

describe('the account', () => {
  it.each([
    { pool: (age: number) => 300 - age * 4, says: '+' },
    { pool: () => 300, says: 'steady' },
    { pool: (age: number) => 300 + age * 3.1, says: '-3.1 a minute' },
  ])('says of its pool $says', ({ pool, says }) => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: CAST, pool }) });
    expect(rows.find((row) => row.startsWith(' unreserved'))).toContain(says);
  });

  it('colours its bars by the thresholds that are set', () => {
    const snapshot = snapshotOf({ functions: CAST, pool: () => 300 });
    const toneAt = (pool: Threshold) => {
      const rows = fleetRows(fleetScene({ snapshot, thresholds: { ...DEFAULT_THRESHOLDS, pool } }));
      return rows.find(({ line }) => plainLine(line).startsWith(' unreserved'))?.line[2]?.tone;
    };
    expect(toneAt({ warnAt: 0.1, critAt: 0.2 })).toBe('crit');
    expect(toneAt({ warnAt: 0.7, critAt: 0.85 })).toBe('focus');
  });
});

describe('what needs a person', () => {
  it('is a whole sentence at every width', () => {
    for (const size of SIZES.filter(({ columns }) => columns >= 80)) {
      const rows = fleetOnScreen(size);
      for (const row of rows.filter((each) => /^ [●▲] (checkout|order|email|account)/.test(each))) {
        expect(row).not.toContain('…');
      }
    }
  });

  const healthy = snapshotOf({ functions: [CALM, IDLE] });
  it.each([
    { when: 'nothing has been read', snapshot: STARTING, says: 'reading functions and metrics' },
    {
      when: 'nothing has been read, and nothing will be',
      snapshot: { ...STARTING, held: { kind: 'stopped' as const } },
      says: 'calls to AWS are stopped; :stop again resumes',
    },
    {
      when: 'reading fails',
      snapshot: {
        ...STARTING,
        connection: { state: 'starting' as const, lastGoodPollMs: null, error: DENIED },
      },
      says: 'lambda:ListFunctions is denied; ',
    },
    { when: 'all is well', snapshot: healthy, says: 'nothing: no function errs' },
    {
      when: 'all are idle',
      snapshot: snapshotOf({ functions: [IDLE, { ...IDLE, name: 'thumbnail-cron' }] }),
      says: 'nothing: no function errs',
    },
    { when: 'there is no function', snapshot: snapshotOf({ functions: [] }), says: 'no function to watch' },
    {
      when: 'all was well, but that is old',
      snapshot: { ...healthy, connection: { state: 'stale' as const, lastGoodPollMs: null, error: DENIED } },
      says: 'not known; nothing at 03:',
    },
  ])('says so when $when', ({ snapshot, says }) => {
    for (const size of SIZES) {
      expect(fleetOnScreen({ ...size, snapshot }).join('\n')).toContain(says.slice(0, size.columns - 6));
    }
  });

  it('says on the small screen too how many hurt that it has no words for', () => {
    const minute = calm((age) => ({ 'DeadLetterErrors Sum': age < 30 ? 2 : 0 }));
    const losing = ['a', 'b', 'c', 'd'].map((name) => ({ ...LOSING, name: `email-${name}`, minute }));
    const failing = { ...CALM, name: 'cart-api', minute: calm(() => ({ 'Errors Sum': 20 })) };
    const rows = fleetOnScreen({
      columns: 80,
      rows: 24,
      snapshot: snapshotOf({ functions: [...losing, failing] }),
    });
    expect(rows.slice(3, 6).map((row) => row.split(' ')[2])).toEqual(['email-a', 'email-b', 'email-c']);
    expect(rows[5]).toMatch(/ {2}1 CRIT, 1 WARN more$/);
  });

  it('has the account pool in the same place among what needs you on both screens', () => {
    const functions = [
      { ...LOSING, minute: calm((age) => ({ 'DeadLetterErrors Sum': age < 30 ? 2 : 0 })) },
      { name: 'image-resize', minute: calm((age) => ({ 'Duration Sum': (500 - age * 5) * 60_000 })) },
      ...['cart-api', 'geo-lookup'].map((name) => ({ name, minute: calm(() => ({ 'Errors Sum': 20 })) })),
    ];
    const snapshot = snapshotOf({ functions, pool: (age) => 640 - age * 5 });
    const subjects = [80, 120].map((columns) =>
      fleetOnScreen({ columns, rows: columns === 80 ? 24 : 40, snapshot })
        .filter((row) => /^ [●▲] [a-z]/.test(row))
        .map((row) => row.split(' ').slice(2, 4).join(' ').trim()),
    );
    const places = subjects.map((each) => each.indexOf('account pool'));
    expect(places[0]).toBeGreaterThan(0);
    expect(places[0]).toBe(places[1]);
  });

  it('marks the account pool that fills on the small screen too', () => {
    const functions = [
      { name: 'image-resize', minute: calm((age) => ({ 'Duration Sum': (300 - age * 10) * 60_000 })) },
    ];
    const snapshot = snapshotOf({ functions, pool: (age) => 640 - age * 20 });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot }).join('\n')).toMatch(/^ [●▲] account pool /m);
  });
});

describe('a function of which only the calls may be read', () => {
  const denied = ['Errors Sum', 'Throttles Sum', 'Duration Sum', 'Duration p95', 'Duration Maximum'] as const;
  const snapshot = snapshotOf({
    functions: [{ ...CALM, minute: () => ({ 'Invocations Sum': 600 }), denied }],
  });

  it('has `denied` in whole words in every column that has no number for it', () => {
    const row = rowWith(fleetOnScreen({ snapshot }), 'user-profile');
    expect(row).not.toContain('…');
    expect(row.match(/denied/g)).toHaveLength(5);
  });

  it('is not said to break no rule', () => {
    for (const size of SIZES.filter(({ rows }) => rows >= 24)) {
      const screen = fleetOnScreen({ ...size, snapshot }).join('\n');
      expect(screen).not.toContain('no function errs');
      expect(screen).not.toContain('no rule is broken');
      expect(screen).toMatch(/not judged by THR, ERR, TIMEOUT/);
      expect(screen).not.toContain('…');
    }
  });
});

describe('a fleet without news', () => {
  it('is dim below its header: nothing in it hurts now', () => {
    const connection = { state: 'stale' as const, lastGoodPollMs: null, error: DENIED };
    const rows = fleetRows(fleetScene({ snapshot: { ...snapshotOf({ functions: CAST }), connection } }));
    const tones = rows.slice(2, -1).flatMap(({ line }) => line.map(({ tone }) => tone));
    expect(new Set(tones)).toEqual(new Set(['dim', 'faint']));
  });
});

describe('the table of functions', () => {
  it.each([
    {
      why: 'an account without functions',
      scene: { snapshot: snapshotOf({ functions: [] }) },
      says: 'there is no function in eu-west-1',
    },
    {
      why: 'a filter that matches none',
      scene: { state: { ...INITIAL_FLEET, filter: 'zzz' } },
      says: 'no function matches zzz',
    },
  ])('says why it is empty: $why', ({ scene, says }) => {
    expect(fleetOnScreen(scene).join('\n')).toContain(says);
  });

  const filtered = { ...INITIAL_FLEET, filter: 'zzz' };

  it('says how to see the functions again, once the filter is no longer typed', () => {
    expect(fleetOnScreen({ state: filtered })).toContainEqual(
      expect.stringContaining('no function matches zzz; esc clears the filter'),
    );
    const typing = fleetOnScreen({ state: { ...filtered, mode: { kind: 'filtering' } } });
    expect(typing.at(-1)).toContain('esc clears');
    expect(typing.join()).not.toContain('clears the filter');
  });

  it.each([
    { why: 'none is there', scene: { snapshot: snapshotOf({ functions: [] }) } },
    { why: 'none matches', scene: { state: filtered } },
  ])('has no key in the footer that acts on a function where $why', ({ scene }) => {
    const footer = fleetOnScreen(scene).at(-1)!;
    expect(footer).not.toMatch(/ (?:open|logs|headroom|triage|copy|sort|pin|invocations)\b/);
    expect(footer).toMatch(/filter .*keys .*quit/);
  });

  it.each(SIZES)('leaves air above the footer where nothing matches at $columns x $rows', (size) => {
    expect(
      fleetOnScreen({ ...size, state: filtered })
        .at(-2)!
        .trim(),
    ).toBe('');
  });

  it.each(SIZES)('shows at least a handful of many functions at $columns x $rows', (size) => {
    const snapshot = snapshotOf({ functions: [...CAST, ...MANY] });
    const shown = fleetOnScreen({ ...size, snapshot }).filter((row) => /^ . (CRIT|WARN|ok) /.test(row));
    expect(shown.length).toBeGreaterThanOrEqual(size.rows < 24 ? 2 : 6);
  });

  it('stands still while the cursor moves to a function with less to explain', () => {
    const snapshot = snapshotOf({ functions: [...CAST, ...MANY] });
    const placeOfWhy = (selected: string) => {
      const rows = fleetOnScreen({ snapshot, state: { ...INITIAL_FLEET, selected } });
      return rows.findIndex((row) => row.startsWith(' WHY'));
    };
    expect(placeOfWhy('user-profile')).toBe(placeOfWhy('checkout-api'));
  });
});

describe('what may not be read', () => {
  it('reads denied in its place, and not like what has no data point', () => {
    const denied = ['Errors Sum', 'Duration Sum', 'Duration p95'] as const;
    const minute = calm(() => ({}));
    const without = (age: number) =>
      Object.fromEntries(
        Object.entries(minute(age)).filter(([series]) => !denied.some((each) => each === series)),
      );
    const rows = fleetOnScreen({
      snapshot: snapshotOf({ functions: [{ ...CALM, minute: without, denied }], pool: 'denied' }),
    });
    expect(rowWith(rows, 'user-profile').match(/den/g)).toHaveLength(3);
    expect(rowWith(rows, ' claimed')).toContain('denied of  1,000');
    expect(rowWith(rows, ' claimed')).not.toContain('%');
    expect(rowWith(rows, ' unreserved')).toContain('denied of    765');
  });

  it.each([
    { story: { ...CALM, reserved: 200 }, says: /~1\/200 R\? +1 / },
    { story: CALM, says: /~1\/765 A\? +<1/ },
    { story: THROTTLED, says: /~193\/200 R +97/ },
  ])(
    'is a quiet mark on the limit that binds at most, until that turns calls away: $says',
    ({ story, says }) => {
      const snapshot = snapshotOf({ functions: [story], mappings: 'denied' });
      expect(fleetOnScreen({ snapshot }).join('\n')).toMatch(says);
    },
  );
});

describe('a pool that is full', () => {
  const snapshot = snapshotOf({ functions: [CALM], pool: (age) => Math.min(765, 1_500 - age * 20 - 740) });

  it.each(SIZES)('has no forecast: sentence, bar, ETA and use agree at $columns x $rows', (size) => {
    const words = fleetOnScreen({ ...size, snapshot }).join('\n');
    expect(words).not.toMatch(/full (in|within)|a minute/);
    expect(words).toMatch(size.rows < 36 ? /97 % {2}full now/ : /97 % +full$/m);
    expect(words).not.toMatch(/user-profile.* now/);
  });
});

describe('a pool that one function fills', () => {
  const filling = calm((age) => ({ 'Duration Sum': Math.max(60, 400 - age * 20) * 60_000 }));
  const functions = [{ name: 'image-resize', minute: filling }, CALM];
  const rows = fleetOnScreen({
    snapshot: snapshotOf({ functions, pool: (age) => Math.max(70, 410 - age * 20) }),
  });
  const small = fleetOnScreen({
    columns: 80,
    rows: 24,
    snapshot: snapshotOf({ functions, pool: (age) => Math.max(70, 410 - age * 20) }),
  });

  it('is told with the use of each, its time to be full, and its rise of who fills it alone', () => {
    expect(rowWith(rows, 'WARN  image-resize')).toMatch(/~380\/765 A +50 +~\d+m .*[▂▃].*[▄▅]$/);
    expect(rowWith(rows, 'user-profile')).toMatch(/~1\/765 A +<1 +- .* ▁{15}$/);
  });

  it('is said to be critical by what makes it so: the time that is left', () => {
    expect(rowWith(rows, 'holds 380')).toMatch(
      /holds 380 of the account pool, \+\d+\.\d a minute; full in ~\d+ min \(\d+ to \d+\) +WARN, CRIT within 10 min$/,
    );
    // The step and the column beside it have one figure.
    const [, likely] = /in ~(\d+) min/.exec(rowWith(rows, 'holds 380')) ?? [];
    expect(rowWith(rows, 'WARN  image-resize')).toContain(` ~${likely}m `);
    expect(rowWith(small, 'POOL')).toMatch(/POOL full in \d+m, \+\d+\.\d a min +~\d+m$/);
  });
});

describe('a poll that hangs', () => {
  const nowMs = NOW_MS + 10 * 60_000;

  it('makes all places stale at once, though nothing was published since', () => {
    const calm = fleetOnScreen({ snapshot: snapshotOf({ functions: [CALM] }), nowMs }).join('\n');
    expect(calm).toMatch(/STALE/);
    expect(calm).toContain('not known; nothing at');
    expect(calm).not.toContain('nothing: no function');
    const none = fleetOnScreen({ snapshot: snapshotOf({ functions: [] }), nowMs }).join('\n');
    expect(none).toContain('not known; there was no function in eu-west-1');
  });
});

describe('the account pool on the smallest screen', () => {
  const climb = (age: number) => 700 - 12 * age;

  it.each([60, 64, 72, 80, 98])('is said in full at %i columns: its gauge gives way', (columns) => {
    const row = rowWith(
      fleetOnScreen({ columns, rows: 15, snapshot: snapshotOf({ functions: [CALM], pool: climb }) }),
      'account pool',
    );
    expect(row).toMatch(/account pool ━.* 90 % {2}full (in ~\d+ min \(\d+ to \d+\)|within \d+ min)$/);
  });
});

describe('the selected row', () => {
  it.each([
    { theme: 'none', depth: 'none' },
    { theme: 'high-contrast', depth: '16' },
    { theme: 'dark', depth: '16' },
  ] as const)('draws its history upright in the theme $theme with $depth colours', ({ theme, depth }) => {
    const look = { ...LOOK, theme: createTheme(theme, depth) };
    const scene = fleetScene({ look, state: { ...INITIAL_FLEET, selected: 'checkout-api' } });
    const selected = fleetRows(scene).find(({ isSelected }) => isSelected === true);
    const drawn = drawnRow(selected!, 120, look);
    expect(drawn.slice(0, drawn.search(/[▁-█]/))).toMatch(/27m[^\x1b]*$/);
  });
});

describe('the header', () => {
  const live = snapshotOf({ functions: CAST });
  const inTrouble = (kind: SourceError['kind'], nextPollMs: number) => ({
    ...live,
    nextPollMs,
    connection: { state: 'live' as const, lastGoodPollMs: NOW_MS - 90_000, error: { ...DENIED, kind } },
    api: { ...live.api, recentFailures: 12 },
  });

  it.each(SIZES.filter(({ columns }) => columns >= 120))(
    'keeps each thing in its place while in trouble at $columns columns',
    (size) => {
      const placesOf = (snapshot: typeof live) => {
        const [header = ''] = fleetOnScreen({ ...size, snapshot });
        return [header.indexOf('●'), header.indexOf('03:12:10Z'), header.indexOf('$')];
      };
      for (const kind of ['throttled', 'denied', 'expired', 'unreachable', 'malformed'] as const) {
        for (const waitMs of [500, 9_000, 10_000]) {
          expect(placesOf(inTrouble(kind, NOW_MS + waitMs))).toEqual(placesOf(live));
        }
      }
    },
  );

  const connection = { state: 'stale' as const, lastGoodPollMs: null, error: DENIED };
  const snapshots = [
    snapshotOf({ functions: CAST }),
    snapshotOf({ functions: CAST, snapshot: { connection, nextPollMs: NOW_MS + 10_500 } }),
  ];

  it.each(SIZES)('never moves sideways between ticks at $columns columns', (size) => {
    for (const snapshot of snapshots) {
      const shapes = new Set<string>();
      for (let second = 0; second < 12; second++) {
        const [header = ''] = fleetOnScreen({ ...size, snapshot, nowMs: NOW_MS + second * 1_000 });
        shapes.add(header.replace(/( \d|\d\d) s /, 'NN s ').replaceAll(/\d/g, 'N'));
      }
      expect([...shapes]).toHaveLength(1);
    }
  });

  it('shows who, whether it is live and to when, the clock and own errors at 80 columns', () => {
    for (const snapshot of snapshots) {
      const [header = ''] = fleetOnScreen({ columns: 80, rows: 24, snapshot });
      expect(header).toMatch(/^ lmon {2}prod eu-west-1 .*(LIVE|STALE) to 03:\d\dZ.* 03:12Z 04:12 .*! 0$/);
    }
  });
});

describe('the footer', () => {
  it.each(SIZES)('names the help at $columns columns', (size) => {
    expect(fleetOnScreen(size).at(-1)).toContain('? keys');
  });

  it('names the column that sorting would pick, on screens without columns too', () => {
    const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column: 1 } };
    for (const size of SIZES)
      expect(fleetOnScreen({ ...size, state }).at(-1)).toContain('sort by  REQ/s [ERR%]');
  });

  it('shows the picked column where there is no room for all, and no half of another', () => {
    SORT_CHOICES.forEach(({ title }, column) => {
      const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column } };
      const footer = fleetOnScreen({ columns: 60, rows: 15, state }).at(-1);
      expect(footer).toContain(`[${title}]`);
      expect(footer).not.toContain('…');
    });
  });

  it('shows the filter while it is typed', () => {
    const state = { ...INITIAL_FLEET, filter: '!api', mode: { kind: 'filtering' as const } };
    expect(wordsOf(fleetRows(fleetScene({ state }))).at(-1)).toMatch(/^ \/!api_ .*enter keeps/);
  });
});

/** One character a cell: wide ones are followed by a filler. */
function cells(row: string): string {
  const spread = Array.from(row, (character) =>
    displayWidth(character as SafeText) === 2 ? 'ww' : character,
  );
  return `${spread.join('')} `;
}
