import { describe, expect, it } from 'vitest';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { SORT_CHOICES } from '../../../src/print/fleet/table/fleet-table.ts';
import { type RawText, rawText } from '../../../src/terminal/text.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { drawnRow } from '../../../src/views/parts/frame/screen-row.tsx';
import { SIZES, STYLE } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { GROWING } from '../headroom/headroom-stories.ts';
import { ACCOUNTS, DENIED, MANY } from './fleet-accounts.ts';
import { fleetOnScreen, fleetScene, LOOK, rowWith, wordsOf } from './fleet-on-screen.ts';
import { CALM, CAST, calm, LOSING, NOW_MS, STARTING, snapshotOf, THROTTLED } from './fleet-story.ts';

function thriceLogged(says: RawText): FailureEvidence {
  const group = { kind: 'logged', says, wording: [says], count: 3, endedCount: 3 } as const;
  return {
    ...{ fromMs: NOW_MS - 900_000, toMs: NOW_MS, isComplete: true, hasLines: true, error: null },
    groups: [{ ...group, firstMs: NOW_MS, byMinute: [] }],
    newest: [],
  };
}

describe.each(Object.entries(ACCOUNTS))('the fleet with %s', (_, snapshot) => {
  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    expectFilled(size, (look) => fleetRows(fleetScene({ ...size, snapshot, look })));
  });

  it.each(SIZES)('keeps a margin on both sides of $columns columns', (size) => {
    for (const row of fleetRows(fleetScene({ ...size, snapshot }))) {
      const drawn = drawnRow(row, size.columns, LOOK).replace(STYLE, '');
      expect(drawn).toMatch(/^[ ❯].* $/);
    }
  });
});

describe('a screen of 60x15', () => {
  it('leaves out what has no room instead of cutting it, and keeps the Region', () => {
    const [header = '', list = ''] = fleetOnScreen({ columns: 60, rows: 15 });
    expect(header).toMatch(/^ (?!lmon)\S+ eu-west-1 +LIVE/);
    expect(list).toMatch(/^ Fleet \d+ active of \d+ +\d+ CRIT/);
    expect(header + list).not.toContain('…');
  });

  it('has whole words for the worst functions', () => {
    const rows = fleetOnScreen({ columns: 60, rows: 15 });
    const table = rows.slice(rows.indexOf(rowWith(rows, 'WORST')) + 1);
    expect(table.filter((row) => /CRIT|WARN/.test(row)).length).toBeGreaterThan(1);
    expect(table.filter((row) => row.includes('…'))).toEqual([]);
  });
});

describe('a fleet in which nothing happened', () => {
  const sizes = SIZES.filter(({ rows }) => rows >= 24);

  it.each(sizes)('says that there are no events, at $columns x $rows', (size) => {
    const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [CALM] }) });
    expect(rowWith(rows, 'EVENTS')).toMatch(/EVENTS ─+ all functions$/);
    expect(rows.find((row) => / no events$/.test(row))).toBeDefined();
  });

  it.each(sizes)('says no such thing of what is not judged, at $columns x $rows', (size) => {
    const denied = { ...CALM, denied: ['Errors Sum', 'Throttles Sum'] as const };
    const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [denied] }) });
    expect(rows.join('\n')).not.toContain('no events');
    expect(rows.find((row) => / none known; what stands with \? is not judged$/.test(row))).toBeDefined();
  });
});

describe('a screen of 200x60', () => {
  const size = { columns: 200, rows: 60 };

  it('explains a function next to the events', () => {
    const rows = fleetOnScreen(size);
    expect(rowWith(rows, 'WHY checkout-api')).toMatch(/ EVENTS ─+ all functions, newest first *$/);
    expect(rows.find((row) => /likely .* \d\d:\d\dZ {2}checkout-api/.test(row))).toBeDefined();
  });

  it('gives the events the whole width where no function is there to explain', () => {
    const rows = fleetOnScreen({ ...size, state: { ...INITIAL_FLEET, filter: 'zzz' } });
    expect(rowWith(rows, 'EVENTS')).toMatch(/^ EVENTS ─{100,} all functions, newest first *$/);
  });

  it('gives the explanation the whole width where nothing is read yet that could have happened', () => {
    const snapshot = { ...snapshotOf({ functions: [CALM] }), dataToMs: null };
    const rows = fleetOnScreen({ ...size, snapshot });
    expect(rows.join('\n')).not.toContain('EVENTS');
    expect(rowWith(rows, 'WHY')).toMatch(/─{100,} evidence: CloudWatch to \d\d:\d\dZ$/);
  });

  it('continues what its log says in the next row rather than cut it, where rows are free', () => {
    const { functions, ...account } = snapshotOf({ functions: CAST });
    const says = rawText(`currency "EU" is unknown, ${'as said before '.repeat(7)}and that is all`);
    const failures = new Map([[rawText('checkout-api'), thriceLogged(says)]]);
    const rows = fleetOnScreen({ ...size, snapshot: { functions, ...account, failures } });
    const place = rows.findIndex((row) => /^ log +3 × currency/u.test(row));
    expect(rows[place]).not.toMatch(/… {3}/u);
    expect(rows[place + 1]).toMatch(/^ {9}.*and that is all {2}in 15 min /);
  });

  it('says in the column of use why there is none', () => {
    const denied = ['Duration Sum', 'ConcurrentExecutions Maximum'] as const;
    const minute = () => ({ 'Invocations Sum': 600 });
    const rows = fleetOnScreen({
      ...size,
      snapshot: snapshotOf({ functions: [{ ...CALM, minute, denied }] }),
    });
    const column = rowWith(rows, ' USE/LIMIT ').indexOf(' MIN') - 'USE 94'.length;
    expect(rowWith(rows, 'user-profile ').slice(column)).toMatch(/^denied *$/);
  });

  it('uses the whole width for its rows', () => {
    const rows = fleetOnScreen(size);
    expect(rows.find((row) => row.includes('CRIT  checkout-api'))?.trimEnd().length).toBeGreaterThan(195);
  });
});

describe('a screen of 80x24', () => {
  it.each([
    { picked: 'REQ/s', of: 'checkout-api', shows: '41\\.7' },
    { picked: 'LAG', of: 'order-stream-consumer', shows: '7m \\+0\\.8' },
    { picked: 'USE/LIMIT', of: 'checkout-api', shows: '~193/200 R' },
  ])('shows in its last column what the list is sorted by: $picked', ({ picked, of, shows }) => {
    const sortedBy = SORT_CHOICES.find(({ title }) => title === picked) ?? null;
    for (const size of SIZES.filter(({ columns }) => columns < 100)) {
      const rows = fleetOnScreen({ ...size, state: { ...INITIAL_FLEET, sortedBy } });
      expect(rowWith(rows, 'WORST').trimEnd()).toMatch(new RegExp(` ${picked}$`));
      expect(rowWith(rows, `CRIT  ${of}`)).toMatch(new RegExp(` (?:THR|LAG) .* ${shows}$`));
    }
  });

  it('explains a function with its log and all else where a filter leaves the rows', () => {
    const { functions, ...account } = snapshotOf({ functions: CAST });
    const failures = new Map([[rawText('checkout-api'), thriceLogged(rawText('currency is unknown'))]]);
    const rows = fleetOnScreen({
      ...{ columns: 80, rows: 24, snapshot: { functions, ...account, failures } },
      state: { ...INITIAL_FLEET, filter: 'checkout' },
    });
    const explained = rows.slice(rows.indexOf(rowWith(rows, 'WHY checkout-api')) + 1);
    expect(rowWith(explained, ' log ')).toContain('3 × currency is unknown');
    expect(explained.slice(0, 5).map((row) => row.slice(1, 7))).toEqual([
      ...Array(3).fill(expect.stringMatching(/^\d\d:\d\dZ$/)),
      'log   ',
      'likely',
    ]);
  });

  it('tells events in the rows that few functions leave, at the same place for each of them', () => {
    const snapshot = snapshotOf({ functions: [THROTTLED, CALM] });
    const placeOf = (selected: string) => {
      const rows = fleetOnScreen({ columns: 80, rows: 24, snapshot, state: { ...INITIAL_FLEET, selected } });
      expect(rowWith(rows, 'throttles began')).toMatch(/^ 03:00Z {2}checkout-api /);
      expect(rows.at(-2)).toBe('');
      return rows.indexOf(rowWith(rows, 'EVENTS ─'));
    };
    expect(placeOf('checkout-api')).toBe(placeOf('user-profile'));
    const crowd = snapshotOf({ functions: CAST });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot: crowd }).join('\n')).not.toContain('EVENTS');
  });

  it('shows the setup of the selected function where the explanation leaves room', () => {
    const few = snapshotOf({ functions: [LOSING] });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot: few }).join('\n')).toMatch(
      /^ set up {2}nodejs24\.x, \d+ MB, timeout /m,
    );
    const many = snapshotOf({ functions: [...CAST, ...MANY] });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot: many }).join('\n')).not.toContain('set up');
  });
});

describe('a cause that its log may name otherwise', () => {
  const slow = {
    name: 'invoice-pdf',
    timeoutMs: 15_000,
    minute: calm(() => ({ 'Duration Maximum': 15_000 })),
  };
  const { causes, ...account } = snapshotOf({ functions: [slow] });
  const awaited = causes.map((cause) =>
    cause.kind === 'nearTimeout' ? { ...cause, awaitsLog: true as const } : cause,
  );

  it.each(SIZES)('is not told as the last word while that is read, at $columns x $rows', (size) => {
    const rows = fleetOnScreen({ ...size, snapshot: { ...account, causes: awaited } });
    expect(rows.find((row) => /^ ● invoice-pdf .*timeout; reading its log$/.test(row))).toBeDefined();
    const row = rowWith(rows, 'CRIT  invoice-pdf');
    if (size.columns < 100) expect(row).toMatch(/TIMEOUT 100 %(?:, reading its log| \?) /);
  });
});

describe('a screen of 100x30', () => {
  it('tells events in the rows that a fleet without any finding leaves', () => {
    const alarm = { functionName: rawText('checkout-api'), atMs: NOW_MS, kind: 'alarmRang' } as const;
    const timeline = [{ ...alarm, name: rawText('checkout-api-throttles') }];
    const calm = snapshotOf({ functions: MANY.slice(0, 16) });
    const rows = fleetOnScreen({ columns: 100, rows: 30, snapshot: { ...calm, timeline } });
    expect(rows.slice(-6).map((row) => row.trim())).toEqual([
      expect.stringMatching(/^nothing hurts/),
      '',
      expect.stringMatching(/^EVENTS ─/),
      expect.stringMatching(/alarm rang: checkout-api-throttles$/),
      '',
      expect.stringMatching(/^enter open/),
    ]);
  });

  it('ends its last column at the margin, like its rules', () => {
    const words = fleetOnScreen({ columns: 100, rows: 30 });
    const titles = words.find((row) => / FUNCTION {2}/.test(row)) ?? '';
    expect(titles.trimEnd()).toMatch(/ LOST$/);
    expect(titles.trimEnd()).toHaveLength(99);
  });
});

describe('a fleet in the past', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('does not tell a change after the moment shown as one of that moment, at $columns columns', (size) => {
    const account = snapshotOf({ functions: [LOSING] });
    const [losing] = account.functions;
    const configuration = { ...losing!.configuration, lastModifiedMs: Date.UTC(2026, 10, 24, 2, 41) };
    const past = {
      ...account,
      functions: [{ ...losing!, configuration }],
      connection: { state: 'past', lastGoodPollMs: NOW_MS, error: null } as const,
      judgedMs: Date.UTC(2026, 10, 24, 2, 35),
    };
    const words = fleetOnScreen({ ...size, snapshot: past }).join('\n');
    expect(words).toMatch(/ set up .*; changed 02:41Z, 6m after *$/m);
  });

  it('says that its rates are of one minute, as in the columns below', () => {
    const connection = { state: 'past' as const, lastGoodPollMs: NOW_MS, error: null };
    const rows = fleetOnScreen({ snapshot: { ...snapshotOf({ functions: CAST }), connection } });
    expect(rowWith(rows, 'NEEDED YOU THEN')).toMatch(/ rates of the last minute settled by then *$/);
    expect(rowWith(fleetOnScreen(), 'NEEDS YOU NOW')).not.toContain('rates');
  });

  it.each(SIZES)('tells in the past tense what hurt then, at $columns columns', (size) => {
    const connection = { state: 'past' as const, lastGoodPollMs: NOW_MS, error: null };
    const rows = fleetOnScreen({ ...size, snapshot: { ...snapshotOf({ functions: CAST }), connection } });
    const told = rows.slice(2, -1).join('\n');
    expect(told).toMatch(/checkout-api +turned away \d/);
    expect(told).toMatch(/email-dispatch +losing events since/);
    expect(told).not.toMatch(/\b(?:turns|loses|get|% now|turned away now|is broken)\b/);
  });

  it.each([
    { columns: 60, rows: 15, pool: (age: number) => 700 - 8 * age, says: / image-resize to fill it in ~/ },
    { columns: 80, rows: 24, pool: (age: number) => 700 - 8 * age, says: / image-resize to fill it in ~/ },
    { columns: 80, rows: 24, pool: (age: number) => 762 - age, says: / full then/ },
  ])(
    "tells on the pool's line when it was to be full: $says in $columns columns",
    ({ pool, says, ...size }) => {
      const connection = { state: 'past' as const, lastGoodPollMs: NOW_MS, error: null };
      const snapshot = snapshotOf({ functions: [GROWING, CALM], pool, snapshot: { connection } });
      expect(rowWith(fleetOnScreen({ ...size, snapshot }), 'account pool')).toMatch(says);
    },
  );

  it('says beside a filter that the causes are of the whole account', () => {
    const says = 'of the whole account; the filter is for the table';
    const filtered = fleetOnScreen({ state: { ...INITIAL_FLEET, filter: 'cart' } });
    expect(rowWith(filtered, 'NEEDS YOU NOW')).toContain(says);
    expect(rowWith(fleetOnScreen(), 'NEEDS YOU NOW')).not.toContain(says);
  });
});

describe('WHY on a small screen', () => {
  it('says no conclusion without a fact, however many causes and denied calls stand above', () => {
    const hurting = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...THROTTLED, name }));
    for (let count = 1; count <= hurting.length; count++) {
      const snapshot = snapshotOf({ functions: [...hurting.slice(0, count), CALM], limits: 'denied' });
      const rows = fleetOnScreen({ columns: 80, rows: 24, snapshot });
      const why = rows.slice(rows.indexOf(rowWith(rows, ' WHY ')) + 1);
      expect(why[0]).not.toMatch(/^ *likely/);
    }
  });
});

describe('a fleet without news', () => {
  it('is dim below its header, and in its counts: it says nothing about now', () => {
    const connection = { state: 'stale' as const, lastGoodPollMs: null, error: DENIED };
    const rows = fleetRows(fleetScene({ snapshot: { ...snapshotOf({ functions: CAST }), connection } }));
    const tones = rows.slice(2, -1).flatMap(({ line }) => line.map(({ tone }) => tone));
    expect(new Set(tones)).toEqual(new Set(['dim', 'faint']));
    const counted = (rows[1]?.line ?? []).filter(({ text }) => text !== '');
    expect(wordsOf(rows)[1]).toMatch(/[1-9] CRIT/);
    for (const { tone } of counted) expect(['crit', 'warn']).not.toContain(tone);
  });
});

describe('a poll that hangs', () => {
  const nowMs = NOW_MS + 10 * 60_000;

  it('makes everything stale at once, although nothing was published since', () => {
    const calm = fleetOnScreen({ snapshot: snapshotOf({ functions: [CALM] }), nowMs }).join('\n');
    expect(calm).toMatch(/STALE/);
    expect(calm).toContain('not known; nothing hurt at');
    expect(calm).not.toContain('nothing hurts: no function');
    const none = fleetOnScreen({ snapshot: snapshotOf({ functions: [] }), nowMs }).join('\n');
    expect(none).toContain('not known; there was no function in eu-west-1');
  });

  it.each(SIZES)('tells nothing as of now, at $columns columns', (size) => {
    const snapshot = snapshotOf({ functions: CAST });
    for (const { name } of snapshot.functions) {
      const state = { ...INITIAL_FLEET, selected: name };
      const seen = fleetOnScreen({ ...size, snapshot, state, nowMs }).join('\n');
      expect(seen).toMatch(/turned away/);
      expect(seen).not.toMatch(/turns away|fails|callers get|(?:away|calls|minute|then) now\b/);
    }
  });

  it.each(SIZES)('leaves every forecast as it was answered, at $columns columns', (size) => {
    const snapshot = snapshotOf({ functions: [GROWING, CALM], pool: (age) => 700 - 8 * age });
    const forecasts = (rows: readonly string[]) =>
      rows.join('\n').match(/in ~\d+ min(?: \(\d+ to \d+\))?|~\d+m\b|full \d\d:\d\dZ to \d\d:\d\dZ/g);
    const stale = fleetOnScreen({ ...size, snapshot, nowMs });
    expect(forecasts(stale)).toEqual(forecasts(fleetOnScreen({ ...size, snapshot })));
    expect(rowWith(stale, 'account pool')).toMatch(/ to (?:fill it|be full) in ~/);
  });
});

describe('the table of functions', () => {
  it.each([
    {
      why: 'an account without functions',
      scene: { snapshot: snapshotOf({ functions: [] }) },
      says: 'no function in eu-west-1; try :region NAME',
    },
    {
      why: 'an account without functions, in the smallest window and the longest Region',
      scene: {
        snapshot: snapshotOf({ functions: [] }),
        whereabouts: { ...fleetScene().whereabouts, region: rawText('ap-southeast-1') },
        columns: 60,
        rows: 15,
      },
      says: 'no function in ap-southeast-1; try :region NAME',
    },
    {
      why: 'a filter that matches none',
      scene: { state: { ...INITIAL_FLEET, filter: 'zzz' } },
      says: 'no function matches zzz',
    },
    {
      why: 'nothing has been read yet',
      scene: { snapshot: STARTING },
      says: '\n         not read yet\n',
    },
    {
      why: 'the list of functions is denied',
      scene: {
        snapshot: {
          ...STARTING,
          connection: { state: 'starting' as const, lastGoodPollMs: null, error: DENIED },
        },
      },
      says: '\n         denied: lambda:ListFunctions\n',
    },
  ])('says why it is empty: $why', ({ scene, says }) => {
    expect(fleetOnScreen(scene).join('\n')).toContain(says);
  });

  const filtered = { ...INITIAL_FLEET, filter: 'zzz' };

  it('says how to see the functions again once the filter is no longer being typed', () => {
    expect(fleetOnScreen({ state: filtered })).toContainEqual(
      expect.stringMatching(/^ {9}no function matches zzz; esc clears the filter/),
    );
    const typing = fleetOnScreen({ state: { ...filtered, mode: { kind: 'filtering' } } });
    expect(typing.at(-1)).toContain('esc clears');
    expect(typing.join()).not.toContain('clears the filter');
  });

  it.each([
    { why: 'there is none', scene: { snapshot: snapshotOf({ functions: [] }) }, keeps: 'refresh' },
    { why: 'none matches', scene: { state: filtered }, keeps: 'filter' },
  ])('offers no key in the footer that acts on a function where $why', ({ scene, keeps }) => {
    const footer = fleetOnScreen(scene).at(-1)!;
    expect(footer).not.toMatch(/ (?:open|logs|headroom|triage|copy|sort|pin|invocations)\b/);
    expect(footer).toMatch(new RegExp(`${keeps} .*keys .*quit`));
  });

  it('leaves the rows of WHY to EVENTS if nothing matches on a small screen', () => {
    const state = { ...INITIAL_FLEET, filter: 'zzz' };
    const rows = fleetOnScreen({ columns: 80, rows: 24, state });
    expect(rows.indexOf(rowWith(rows, ' EVENTS '))).toBe(rows.indexOf(rowWith(rows, 'matches zzz')) + 2);
  });

  it.each(SIZES)('leaves a blank row above the footer if nothing matches at $columns x $rows', (size) => {
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

  it('stays in place when the cursor moves to a function with less to explain', () => {
    const snapshot = snapshotOf({ functions: [...CAST, ...MANY] });
    const placeOfWhy = (selected: string) => {
      const rows = fleetOnScreen({ snapshot, state: { ...INITIAL_FLEET, selected } });
      return rows.findIndex((row) => row.startsWith(' WHY'));
    };
    expect(placeOfWhy('user-profile')).toBe(placeOfWhy('checkout-api'));
  });
});
