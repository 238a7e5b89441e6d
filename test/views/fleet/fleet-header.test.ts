import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { SourceError } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { SIZES } from '../every-look.ts';
import { DENIED } from './fleet-accounts.ts';
import { fleetOnScreen } from './fleet-on-screen.ts';
import { CALM, CAST, type FunctionStory, IDLE, LOSING, NOW_MS, STARTING, snapshotOf } from './fleet-story.ts';

it.each(SIZES)('a stale header says when AWS last answered, and the time, at $columns columns', (size) => {
  const snapshot = snapshotOf({ functions: CAST });
  const connection = { ...snapshot.connection, error: { ...DENIED, kind: 'unreachable' as const } };
  const [account, list] = fleetOnScreen({
    ...size,
    snapshot: { ...snapshot, connection, api: { ...snapshot.api, recentFailures: 153 } },
    nowMs: NOW_MS + 5 * MINUTE_MS,
  });
  expect(account).toMatch(/STALE to .* 03:17/);
  expect(list).toContain('last answer 03:12Z');
});

describe('the list of the header', () => {
  const listOf = (scene: Parameters<typeof fleetOnScreen>[0]) => fleetOnScreen(scene)[1]?.trim();

  it('counts only what was judged', () => {
    const counts = (functions: readonly FunctionStory[]) =>
      listOf({ snapshot: snapshotOf({ functions, limits: 'denied' }) })
        ?.split(/ {3,}/)
        .at(-1);
    expect(counts([CALM, IDLE])).toBe('1 ?  1 idle');
    expect(counts([CALM, IDLE, LOSING])).toBe('0 CRIT  1 WARN  1 ?  0 ok  1 idle');
  });

  it.each(SIZES.filter(({ columns }) => columns >= 80))(
    'calls no function worse than another where none is judged, at $columns columns',
    (size) => {
      const orderOf = (functions: readonly FunctionStory[]) =>
        listOf({ ...size, snapshot: snapshotOf({ functions, limits: 'denied' }) });
      expect(orderOf([CALM, IDLE])).toMatch(/ · by name {2,}/);
      expect(orderOf([CALM, IDLE, LOSING])).toMatch(/ · worst first {2,}/);
    },
  );

  it('keeps apart from the counts at every width', () => {
    const snapshot = {
      ...snapshotOf({ functions: CAST, limits: 'denied' }),
      notSettled: [rawText('invoice-pdf')],
    };
    for (let columns = 60; columns <= 130; columns++)
      expect(listOf({ columns, rows: 30, snapshot })).toMatch(/\S {2,}\d+ CRIT/);
  });

  it('says that there is no function', () => {
    expect(listOf({ snapshot: snapshotOf({ functions: [] }) })).toBe('Fleet 0 functions');
  });

  it.each(SIZES)('says nothing of an order before it has a function, at $columns columns', (size) => {
    expect(listOf({ ...size, snapshot: STARTING })).toBe('Fleet');
  });

  it('says while functions are being listed that these are not all', () => {
    const snapshot = { ...snapshotOf({ functions: [CALM, IDLE], limits: 'unread' }), hasLimits: false };
    const part = { ...snapshot, hasAllFunctions: false };
    expect(listOf({ snapshot: part })).toMatch(/^Fleet 1 active of 2 so far .* · listing functions {2}/);
    expect(listOf({ snapshot })).toMatch(/^Fleet 1 active of 2 · .* · reading limits {2}/);
    expect(listOf({ columns: 80, rows: 24, snapshot: part })).toMatch(
      /^Fleet 1 active of 2 so far .*· reading {2}/,
    );
  });

  it('groups the digits of every count', () => {
    const functions = Array.from({ length: 1_200 }, (_, place) => ({ ...IDLE, name: `idle-${place}` }));
    expect(listOf({ snapshot: snapshotOf({ functions: [...functions, CALM] }) })).toMatch(/ 1,200 idle$/);
  });

  it('keeps how many functions there are where the settled minute has little room or none', () => {
    const functions = Array.from({ length: 1_200 }, (_, place) => ({ ...CALM, name: `calm-${place}` }));
    const notSettled = [rawText('calm-0')];
    const snapshot = { ...snapshotOf({ functions: [...functions, LOSING, IDLE] }), notSettled };
    const filtered = { ...INITIAL_FLEET, filter: 'calm' };
    expect(listOf({ columns: 100, rows: 30, snapshot })).toMatch(
      /^Fleet 1,201 active of 1,202 · settled 03:10Z, not yet for calm-0 {2}/,
    );
    expect(listOf({ columns: 100, rows: 30, snapshot, state: filtered })).toMatch(
      /^Fleet 1,201 active of 1,202 · filter calm: 1,200 of 1,202 {2}/,
    );
  });

  it.each([
    { columns: 120, late: ['invoice-pdf'], says: 'not yet for invoice-pdf' },
    { columns: 100, late: ['ledger-stream-of-a-long-name'], says: 'not yet for 1 function' },
    { columns: 120, late: ['invoice-pdf', 'email-dispatch'], says: 'not yet for 2 functions' },
  ])('says whose rows are of an earlier minute, at $columns columns: $says', ({ columns, late, says }) => {
    const snapshot = { ...snapshotOf({ functions: CAST }), notSettled: late.map((name) => rawText(name)) };
    expect(listOf({ columns, rows: 30, snapshot })).toContain(`settled 03:10Z, ${says} `);
  });

  it.each(['calm', 'stream-consumer', 'a-name-that-is-far-too-long-for-any-header'])(
    'keeps at every width how many functions match the filter %s',
    (filter) => {
      const few = [CALM, LOSING, IDLE];
      const snapshot = snapshotOf({ functions: Array.from({ length: 8 }, () => few).flat() });
      for (let columns = 60; columns <= 130; columns++) {
        const list = listOf({ columns, rows: 15, snapshot, state: { ...INITIAL_FLEET, filter } });
        expect(list).toMatch(/^Fleet .*· .*\S: \d+ of 24 {2,}0 CRIT/);
      }
    },
  );
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
    'keeps each thing in its place during trouble at $columns columns',
    (size) => {
      const placesOf = (snapshot: typeof live) => {
        const [header = ''] = fleetOnScreen({ ...size, snapshot });
        return [header.search(/LIVE|TROUBLE|STALE/), header.indexOf('03:12:10Z'), header.indexOf('$')];
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

  it.each(SIZES)('never moves sideways from tick to tick at $columns columns', (size) => {
    for (const snapshot of snapshots) {
      const shapes = new Set<string>();
      for (let second = 0; second < 12; second++) {
        const [header = ''] = fleetOnScreen({ ...size, snapshot, nowMs: NOW_MS + second * 1_000 });
        shapes.add(
          header
            .replace(/again in (?:\d s {2}|\d\d s )|trying now {4}/, 'again in NN s ')
            .replaceAll(/\d/g, 'N'),
        );
      }
      expect([...shapes]).toHaveLength(1);
    }
  });

  it.each(SIZES)('moves nothing once the price per hour has settled at $columns columns', (size) => {
    const [snapshot = snapshotOf({ functions: CAST })] = snapshots;
    const settling = { ...snapshot, api: { ...snapshot.api, isPaceSettling: true } };
    const [before = ''] = fleetOnScreen({ ...size, snapshot: settling });
    const [after = ''] = fleetOnScreen({ ...size, snapshot });
    expect(before).toMatch(/~\$0\.08/);
    expect(after).toBe(before.replace('~$', ' $'));
  });

  it.each(SIZES)('never leaves out the Region, whatever the trouble at $columns columns', (size) => {
    for (const kind of ['throttled', 'denied', 'expired', 'unreachable', 'malformed'] as const) {
      for (const state of ['live', 'stale', 'starting'] as const) {
        const trouble = inTrouble(kind, NOW_MS + 9_000);
        for (const [who, region] of [
          ['prod', 'eu-west-1'],
          ['payments', 'ap-southeast-1'],
        ] as const) {
          const [header = ''] = fleetOnScreen({
            ...size,
            snapshot: {
              ...trouble,
              connection: { ...trouble.connection, state },
              api: { ...live.api, recentFailures: 165 },
            },
            whereabouts: { who, region: rawText(region), localOffsetMinutes: 60 },
          });
          expect(header).toContain(` ${region} `);
          expect(header.trimEnd().length).toBeLessThan(size.columns);
        }
      }
    }
  });

  it('says at 100 columns when AWS is asked again only where the account has room beside it', () => {
    const [header = ''] = fleetOnScreen({
      columns: 100,
      rows: 30,
      snapshot: inTrouble('unreachable', NOW_MS + 9_000),
      whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 },
    });
    expect(header).toMatch(/^ prod 123456789012 eu-west-1 .*unreachable {2}TROUBLE /);
  });

  it.each(SIZES)('says whose account it is, whatever else there is to say at $columns columns', (size) => {
    const states = [
      { ...live, held: { kind: 'frozen', newerMinutes: 12 } as const },
      { ...live, held: { kind: 'stopped' } as const },
      { ...inTrouble('unreachable', NOW_MS + 9_000), api: { ...live.api, recentFailures: 165 } },
      { ...inTrouble('malformed', NOW_MS + 9_000), api: { ...live.api, isPaceSettling: true } },
    ];
    for (const snapshot of states) {
      const [header = ''] = fleetOnScreen({ ...size, snapshot });
      expect(header).toMatch(/^ (?:lmon {2})?prod /);
      expect(header).not.toContain('…');
      expect(header.trimEnd()).toHaveLength(size.columns - 1);
    }
  });

  it('shows the account, the state, the time of the data, the clock and own errors at 80 columns', () => {
    for (const snapshot of snapshots) {
      const [header = ''] = fleetOnScreen({ columns: 80, rows: 24, snapshot });
      expect(header).toMatch(/^ lmon {2}prod eu-west-1 .*(LIVE|STALE) to 03:\d\dZ.* 03:12Z 04:12 .*! 0$/);
    }
  });
});
