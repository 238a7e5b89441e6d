import { describe, expect, it } from 'vitest';
import type { SourceError } from '../../src/monitor/sources.ts';
import { fleetText } from '../../src/print/fleet-text.ts';
import type { ColorDepth } from '../../src/terminal/color-depth.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { plainLine } from '../../src/terminal/draw-line.ts';
import { type GlyphSetName, glyphSet } from '../../src/terminal/glyphs.ts';
import type { ThemeName } from '../../src/terminal/palette.ts';
import { rawText, type SafeText } from '../../src/terminal/text.ts';
import { createTheme } from '../../src/terminal/theme.ts';
import { DEFAULT_THRESHOLDS, type Threshold } from '../../src/triage/thresholds.ts';
import { fleetRows } from '../../src/views/fleet-rows.ts';
import { INITIAL_FLEET } from '../../src/views/fleet-state.ts';
import { drawnRow } from '../../src/views/parts/screen-row.tsx';
import { ASCII, fleetOnScreen, fleetScene, LOOK, rowWith, wordsOf } from './fleet-on-screen.ts';
import {
  CALM,
  CAST,
  calm,
  type FunctionStory,
  IDLE,
  NOW_MS,
  STARTING,
  snapshotOf,
  THROTTLED,
} from './fleet-story.ts';

const SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
const DEPTHS: readonly ColorDepth[] = ['truecolor', '256', '16', 'none'];
const GLYPHS: readonly GlyphSetName[] = ['ascii', 'block', 'braille'];
const STYLE = /\x1b\[[\d;]*m/g;

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
      const table = rows.slice(rows.indexOf(titles) + 1, rows.indexOf(rowWith(rows, 'WHY ')) - 1);
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

  it('keeps the end of a long name, which tells it from its sisters', () => {
    const names = ['blue', 'green'].map((end) => `acme-production-eu-west-1-checkout-service-${end}`);
    const snapshot = snapshotOf({ functions: names.map((name) => ({ ...THROTTLED, name })) });
    for (const size of SIZES) {
      const rows = fleetOnScreen({ ...size, snapshot });
      expect(rows.filter((row) => /CRIT.*acme.*blue/.test(row))).toHaveLength(1);
      expect(rows.filter((row) => /CRIT.*acme.*green/.test(row))).toHaveLength(1);
      if (size.columns >= 80)
        expect(rows.find((row) => /^ ● acme.*green.*turns away/.test(row))).toBeDefined();
    }
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
    expect(row).toContain('10h 00m');
    expect(row).toMatch(/ 12k {2}/);
    expect(row).not.toContain('…');
  });

  it('draws no data point as a dash and a measured zero as zero', () => {
    const snapshot = snapshotOf({
      functions: [{ name: 'quiet', minute: (age) => (age < 4 ? {} : calm()(age)) }, CALM],
    });
    const rows = fleetOnScreen({ snapshot });
    expect(rows.find((row) => /ok +quiet +- +- +- +- +- +-\//.test(row))).toBeDefined();
    expect(rows.find((row) => /ok +user-profile +10\.0 +0\.0 /.test(row))).toBeDefined();
  });

  it.each([
    { what: 'measured zeros', story: LOSING_NOTHING, shows: /ok +quiet .* 0\.0 +0 .* n\/a +0( |$)/ },
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
    const titles = rowWith(rows, 'USE 30 MIN');
    const checkout = rows.find((row) => row.includes('CRIT  checkout-api')) ?? '';
    expect(checkout.length - titles.indexOf('USE 30 MIN')).toBe(30);
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
      when: 'reading fails',
      snapshot: {
        ...STARTING,
        connection: { state: 'starting' as const, lastGoodPollMs: null, error: DENIED },
      },
      says: 'lambda:ListFunctions  AccessDeniedException: not authorized',
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

  it('marks the account pool that fills on the small screen too', () => {
    const functions = [
      { name: 'image-resize', minute: calm((age) => ({ 'Duration Sum': (300 - age * 10) * 60_000 })) },
    ];
    const snapshot = snapshotOf({ functions, pool: (age) => 640 - age * 20 });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot }).join('\n')).toMatch(/^ [●▲] account pool /m);
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

describe('the header', () => {
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
    for (const size of SIZES) expect(fleetOnScreen({ ...size, state }).at(-1)).toContain('sort by ERR%');
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
