import { describe, expect, it } from 'vitest';
import { NO_CREDENTIALS } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { SIZES } from '../every-look.ts';
import { replayAt } from '../replay-at.ts';
import { DENIED } from './fleet-accounts.ts';
import { ASCII, fleetOnScreen, rowWith } from './fleet-on-screen.ts';
import { CALM, calm, IDLE, LAGGING, LOSING, NOW_MS, STARTING, snapshotOf, THROTTLED } from './fleet-story.ts';

describe('what needs you now', () => {
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
      when: 'nothing has been read and calls are stopped',
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
    {
      when: 'there are no credentials to read with',
      snapshot: {
        ...STARTING,
        connection: {
          state: 'starting' as const,
          lastGoodPollMs: null,
          error: { ...DENIED, kind: 'expired' as const, name: rawText(NO_CREDENTIALS) },
        },
      },
      says: 'no credentials: aws configure sso',
    },
    { when: 'all is well', snapshot: healthy, says: 'nothing hurts: no function breaks a rule' },
    {
      when: 'all are idle',
      snapshot: snapshotOf({ functions: [IDLE, { ...IDLE, name: 'thumbnail-cron' }] }),
      says: 'nothing hurts: no function breaks a rule',
    },
    {
      when: 'there is no function',
      snapshot: snapshotOf({ functions: [] }),
      says: ' there is no function to watch',
    },
    {
      when: 'all was well, but that is old',
      snapshot: { ...healthy, connection: { state: 'stale' as const, lastGoodPollMs: null, error: DENIED } },
      says: 'not known; nothing hurt at 03:',
    },
  ])('is "$says" when $when', ({ snapshot, says }) => {
    for (const size of SIZES) {
      expect(fleetOnScreen({ ...size, snapshot }).join('\n')).toContain(says.slice(0, size.columns - 6));
    }
  });

  it('does not say of the past that nothing hurts, where one function is not judged', () => {
    const connection = { state: 'past' as const, lastGoodPollMs: NOW_MS, error: null };
    const [calm] = healthy.functions;
    const functions = [{ ...calm!, severity: 'unknown' as const }];
    const rows = fleetOnScreen({ snapshot: { ...healthy, connection, functions } });
    expect(rowWith(rows, ' nothing hurt so far; ')).toContain('not read yet');
  });

  const denied = { state: 'starting' as const, lastGoodPollMs: null, error: DENIED };
  it.each([
    { what: 'nothing', snapshot: healthy, says: 'nothing hurts: no function' },
    { what: 'the first calls', snapshot: STARTING, says: 'reading functions' },
    { what: 'no function', snapshot: snapshotOf({ functions: [] }), says: 'there is no' },
    { what: 'a denied call', snapshot: { ...STARTING, connection: denied }, says: 'lambda:ListFunctions' },
  ])('starts where the row of the account pool does, also in ASCII: $what', ({ snapshot, says }) => {
    const rows = fleetOnScreen({ columns: 80, rows: 24, snapshot, look: ASCII });
    expect(rowWith(rows, says).indexOf(says)).toBe(rowWith(rows, 'account pool').indexOf('account pool'));
  });

  it('keeps the row of the account pool while limits are read, so that nothing below it moves', () => {
    const eater = {
      ...CALM,
      name: 'image-resize',
      minute: calm((age) => ({ 'Duration Sum': (400 - 20 * age) * 60_000 })),
    };
    const functions = [THROTTLED, LOSING, CALM, eater];
    const known = snapshotOf({ functions, pool: (age) => Math.max(0, 500 - 20 * age) });
    const reading = { ...snapshotOf({ functions, limits: 'unread' }), hasLimits: false };
    for (const size of SIZES) {
      const [before, after] = [reading, known].map((snapshot) => fleetOnScreen({ ...size, snapshot }));
      expect(after?.join('\n')).toMatch(/account pool .*(full|fills it) /);
      expect(before?.join('\n')).toMatch(size.rows < 36 ? /account pool/ : /account pool +reading limits/);
      const titles = (rows: readonly string[] = []) => rows.findIndex((row) => row.includes('  FUNCTION  '));
      expect([size, titles(before)]).toEqual([size, titles(after)]);
    }
  });

  it('begins all sentences in one column, the one on the account pool as well, however short the names', () => {
    const failing = { ...CALM, name: 'cart', minute: calm(() => ({ 'Errors Sum': 300 })) };
    const snapshot = { ...snapshotOf({ functions: [failing], limits: 'unread' }), hasLimits: false };
    const rows = fleetOnScreen({ snapshot });
    const placeOf = (name: string) => new RegExp(` ${name} +`).exec(rowWith(rows, ` ${name} `))?.[0].length;
    const starts = ['cart', 'account pool'].map(placeOf);
    expect(rowWith(rows, ' account pool ')).toContain('reading limits');
    expect(starts[0]).toBe(starts[1]);
  });

  it('offers nobody credentials for a recording, whose session had none', () => {
    const error = { ...DENIED, kind: 'expired' as const, name: rawText(NO_CREDENTIALS) };
    const snapshot = {
      ...STARTING,
      connection: { state: 'starting' as const, lastGoodPollMs: null, error },
      nextPollMs: NOW_MS + 5_000,
    };
    const whereabouts = {
      who: 'prod',
      region: 'eu-west-1',
      localOffsetMinutes: 0,
      replay: replayAt(1, NOW_MS),
    };
    for (const size of SIZES) {
      const words = fleetOnScreen({ ...size, snapshot, whereabouts }).join('\n');
      expect(words).toContain('no credentials: the recorded session had none'.slice(0, size.columns - 6));
      expect(words).not.toMatch(/aws configure|again in/);
    }
  });

  it.each(SIZES.filter(({ columns }) => columns < 100))(
    'cuts no limit that is nearly used up, however long its name, at $columns x $rows',
    (size) => {
      const minute = calm((age) => ({
        'Invocations Sum': 18_600,
        'Duration Sum': 600_000,
        'ConcurrentExecutions Maximum': age < 90 ? 20 : 0,
      }));
      for (const name of ['auth', 'authentication-tokens-of-all']) {
        const rows = fleetOnScreen({
          ...size,
          snapshot: snapshotOf({ functions: [{ ...CALM, name, reserved: 35, minute }] }),
        });
        expect(
          rows.find((row) => /^ ▲ auth\S* uses 89 % of its (?:request limit of 350\/s|limit)$/.test(row)),
        ).toBeDefined();
      }
    },
  );

  it('mentions a full account pool only once', () => {
    const turnedAway = calm((age) => ({ 'Throttles Sum': age < 12 ? 60 : 0 }));
    const functions = ['cart', 'search', 'mail'].map((name) => ({ ...CALM, name, minute: turnedAway }));
    const snapshot = snapshotOf({ functions: [...functions, LOSING], pool: () => 765 });
    for (const size of SIZES) {
      const rows = fleetOnScreen({ ...size, snapshot }).filter((row) => row.startsWith(' ● account pool'));
      expect([size, rows.length, rows.join().includes('full')]).toEqual([size, 1, true]);
      expect(fleetOnScreen({ ...size, snapshot }).join('\n')).not.toMatch(/account pool +[━─]/);
    }
  });

  it('says on the small screen too how many more hurt', () => {
    const minute = calm((age) => ({ 'DeadLetterErrors Sum': age < 30 ? 2 : 0 }));
    const losing = ['a', 'b', 'c', 'd'].map((name) => ({ ...LOSING, name: `email-${name}`, minute }));
    const failing = { ...CALM, name: 'cart-api', minute: calm(() => ({ 'Errors Sum': 20 })) };
    const rows = fleetOnScreen({
      columns: 80,
      rows: 24,
      snapshot: snapshotOf({ functions: [...losing, failing, { ...failing, name: 'pay-api' }] }),
    });
    expect(rows.slice(3, 7).map((row) => row.split(' ')[2])).toEqual(losing.map(({ name }) => name));
    expect(rows[7]).toMatch(/^ ▲ 2 WARN more {3}cart-api ERR 3\.3 % {3}pay-api ERR 3\.3 %$/);
  });

  it('names on the smallest screen all that are critical', () => {
    const streams = ['a', 'b', 'c', 'd', 'e'].map((end) => ({
      ...LAGGING,
      name: `order-stream-reader-${end}`,
    }));
    const failing = ['a', 'b', 'c'].map((end) => ({
      ...CALM,
      name: `cart-api-${end}`,
      minute: calm(() => ({ 'Errors Sum': 20 })),
    }));
    const rows = fleetOnScreen({
      columns: 60,
      rows: 15,
      snapshot: snapshotOf({ functions: [...streams, ...failing] }),
    });
    expect(rows.slice(3, 8).join('\n')).toMatch(/^ ● 2 CRIT order\S*-d, order\S*-e; 3 WARN more$/m);
  });

  it('names critical functions on the small screen as long as the table keeps six rows', () => {
    const minute = calm((age) => ({ 'DeadLetterErrors Sum': age < 30 ? 2 : 0 }));
    const functions = Array.from({ length: 9 }, (_, place) => ({
      ...LOSING,
      name: `email-${place}`,
      minute,
    }));
    const rows = fleetOnScreen({ columns: 80, rows: 24, snapshot: snapshotOf({ functions }) });
    expect(rows.filter((row) => / losing events since /.test(row))).toHaveLength(5);
    expect(rows.filter((row) => /^[ ›]● CRIT {2}email-/u.test(row)).length).toBeGreaterThanOrEqual(6);
    expect(rows.join('\n')).toMatch(/^ ● 4 CRIT more email-5, email-6, email-7, email-8$/m);
  });

  it('has the account pool in the same place on both screens', () => {
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

  it.each(SIZES)('names the pool after worse trouble, told or counted, at $columns columns', (size) => {
    const losing = calm((age) => ({ 'DeadLetterErrors Sum': age < 30 ? 2 : 0 }));
    const functions = [
      ...['a', 'b', 'c', 'd'].map((name) => ({ ...LOSING, name: `email-${name}`, minute: losing })),
      { name: 'image-resize', minute: calm((age) => ({ 'Duration Sum': (500 - age * 5) * 60_000 })) },
      ...['a', 'b', 'c'].map((name) => ({
        name: `cart-${name}`,
        minute: calm(() => ({ 'Errors Sum': 20 })),
      })),
    ];
    const snapshot = snapshotOf({ functions, pool: (age) => 640 - age * 5 });
    const marked = fleetOnScreen({ ...size, snapshot }).filter((row) => /^ [●▲] [a-z\d]/.test(row));
    const places = ['account pool', /cart-a|WARN more/].map((what) =>
      marked.findIndex((row) => row.search(what) !== -1),
    );
    expect([size, places[0]! > places[1]! && places[1]! > 0]).toEqual([size, true]);
  });

  it.each(SIZES.filter(({ rows }) => rows < 36))(
    'ends with a pool that does not hurt, below what is counted, at $columns columns',
    (size) => {
      const failing = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((end) => ({
        ...CALM,
        name: `cart-${end}`,
        minute: calm(() => ({ 'Errors Sum': 20 })),
      }));
      const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: failing, pool: () => 76 }) });
      const place = rows.findIndex((row) => row.startsWith('   account pool '));
      expect(rows[place - 1]).toMatch(/^ ▲ \d WARN more /);
    },
  );

  it('marks a pool that is filling up on the small screen too', () => {
    const functions = [
      { name: 'image-resize', minute: calm((age) => ({ 'Duration Sum': (300 - age * 10) * 60_000 })) },
    ];
    const snapshot = snapshotOf({ functions, pool: (age) => 640 - age * 20 });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot }).join('\n')).toMatch(/^ [●▲] account pool /m);
  });

  it("adds up on the small screen: the function that fills the pool is named in the pool's line", () => {
    const functions = [
      { ...LOSING, minute: calm((age) => ({ 'DeadLetterErrors Sum': age < 30 ? 2 : 0 })) },
      { name: 'image-resize', minute: calm((age) => ({ 'Duration Sum': (300 - age * 10) * 60_000 })) },
    ];
    const snapshot = snapshotOf({ functions, pool: (age) => 640 - age * 20 });
    const rows = fleetOnScreen({ columns: 80, rows: 24, snapshot });
    expect(rowWith(rows, ' account pool ')).toMatch(/ % {2}CRIT {2}image-resize fills it (in|within) /);
    expect(rows.join('\n')).not.toMatch(/(CRIT|WARN) more/);
    const smallest = fleetOnScreen({ columns: 60, rows: 15, snapshot });
    expect(rowWith(smallest, ' account pool ')).toMatch(/ % {2}image-resize fills it (in|within) ~?\d+ min/);
    expect(smallest.join('\n')).not.toMatch(/(CRIT|WARN) more/);
  });

  it.each([
    { columns: 80, says: '7 min behind, +0.8 a min; ~10 of 10 shard workers busy' },
    { columns: 72, says: '7 min behind; ~10 of 10 shard workers busy' },
  ])('says why a stream falls behind before how fast: at $columns columns', ({ columns, says }) => {
    const streams = ['a', 'b', 'c'].map((end) => ({ ...LAGGING, name: `order-stream-reader-${end}` }));
    const snapshot = snapshotOf({ functions: streams });
    const rows = fleetOnScreen({ columns, rows: 24, snapshot }).slice(3, 6);
    expect(rows.map((row) => row.slice(25).trimEnd())).toEqual([says, says, says]);
  });
});
