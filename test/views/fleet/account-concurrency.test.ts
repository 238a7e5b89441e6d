import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { DEFAULT_THRESHOLDS, type Threshold } from '../../../src/triage/thresholds.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import { SIZES } from '../every-look.ts';
import { fleetOnScreen, fleetScene, LOOK, rowWith } from './fleet-on-screen.ts';
import { CALM, CAST, calm, NOW_MS, STARTING, snapshotOf } from './fleet-story.ts';

describe("the account's concurrency", () => {
  it.each([
    { pool: (age: number) => 300 - age * 4, says: '+' },
    { pool: () => 300, says: 'steady' },
    { pool: (age: number) => 300 + age * 3.1, says: '-3.1 a minute' },
  ])('reports the trend of the pool as $says', ({ pool, says }) => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: CAST, pool }) });
    expect(rows.find((row) => row.startsWith(' unreserved'))).toContain(says);
  });

  it('explains the sign of an estimate only once there is one', () => {
    expect(rowWith(fleetOnScreen(), 'ACCOUNT CONCURRENCY')).toMatch(
      /─ peak of the minute, measured; ~ its mean, estimated$/,
    );
    expect(rowWith(fleetOnScreen({ snapshot: STARTING }), 'ACCOUNT CONCURRENCY')).toMatch(/─$/);
  });

  it('names its minute where functions have settled one that the pool has not', () => {
    const known = snapshotOf({ functions: CAST });
    const account = { ...known.account, pool: known.account.pool.slice(0, -1) };
    expect(rowWith(fleetOnScreen({ snapshot: { ...known, account } }), 'ACCOUNT CONCURRENCY')).toMatch(
      /─ peak of the minute 03:09Z, measured; ~ its mean, estimated$/,
    );
  });

  it('shows idle provisioned concurrency beside reserved: both are taken from the pool', () => {
    const snapshot = snapshotOf({ functions: CAST, pool: () => 60, idleProvisioned: 600 });
    const rows = fleetOnScreen({ snapshot });
    expect(rowWith(rows, 'claimed')).toMatch(/895 of +1,000 +90 % +reserved 235, provisioned 600$/);
    expect(rowWith(rows, 'unreserved ')).toMatch(/60 of +165 +36 % +steady$/);
  });

  it('says how much older the provisioned figure is, if the newest minute has none', () => {
    const known = snapshotOf({ functions: CAST, pool: () => 60, idleProvisioned: 600 });
    const account = { ...known.account, idleProvisionedAgeMs: 3 * MINUTE_MS };
    const rows = fleetOnScreen({ snapshot: { ...known, account } });
    expect(rowWith(rows, 'claimed')).toMatch(/reserved 235, provisioned 600, 3m before$/);
  });

  it.each([100, 120, 200])('cuts no note at %i columns: its bars give way', (columns) => {
    const limits = { concurrency: 6_300, unreservedConcurrency: 245 };
    const known = snapshotOf({ functions: CAST, limits, pool: () => 105, idleProvisioned: 140 });
    const account = { ...known.account, idleProvisionedPresumedMs: 178 * MINUTE_MS };
    const rows = fleetOnScreen({ columns, snapshot: { ...known, account } });
    const [claimed, unreserved] = [rowWith(rows, 'claimed'), rowWith(rows, 'unreserved ')];
    expect(claimed).toMatch(/ reserved 6,055, provisioned 140, presumed 2h 58m$/);
    expect(claimed.length).toBeLessThan(columns);
    expect(claimed.indexOf(' of ')).toBe(unreserved.indexOf(' of '));
  });

  it('says that the provisioned figure is presumed if the reservations were only read later', () => {
    const known = snapshotOf({ functions: CAST, pool: () => 60, idleProvisioned: 600 });
    const account = { ...known.account, idleProvisionedPresumedMs: 2 * MINUTE_MS };
    const rows = fleetOnScreen({ snapshot: { ...known, account } });
    expect(rowWith(rows, 'claimed')).toMatch(/provisioned 600, presumed 2m$/);
  });

  it('says in every size that no use of the pool was measured', () => {
    const known = snapshotOf({ functions: CAST });
    const unmeasured = { claimed: 'missing', unreservedInUse: 'missing', poolGrowthPerMinute: null } as const;
    const account = { ...known.account, ...unmeasured, eta: null };
    const snapshot = { ...known, account, causes: [] };
    const compact = fleetOnScreen({ snapshot, columns: 80, rows: 24 });
    expect(rowWith(compact, 'account pool')).toMatch(/account pool ─+ of 765, no use measured$/);
    const wide = fleetOnScreen({ snapshot });
    expect(rowWith(wide, ' unreserved')).toMatch(/unreserved +─+ +of +765 +no use measured$/);
    expect(rowWith(wide, ' claimed')).toMatch(/claimed +─+ +of +1,000 +no use measured; reserved 235$/);
  });

  it('has one sign for an account of which nothing was read yet', () => {
    const rows = fleetOnScreen({ snapshot: STARTING });
    for (const title of [' claimed', ' unreserved']) expect(rowWith(rows, title)).toMatch(/─ +\?$/);
  });

  it.each([
    { what: 'steady', pool: () => 600, says: /600 of +765 +78 % +WARN {2}steady$/ },
    { what: 'shrinking', pool: (age: number) => 600 + age * 3, says: /79 % +WARN {2}-3\.0 a minute$/ },
    {
      what: 'filling up',
      pool: (age: number) => 600 - age * 8,
      says: /77 % +(?:WARN|CRIT) {2}\+8\.0 a minute → full /,
    },
    { what: 'full', pool: () => 765, says: /100 % +CRIT {2}full$/ },
  ])('tells by a word too that the pool is $what where its use hurts', ({ pool, says }) => {
    const snapshot = snapshotOf({ functions: [CALM], pool });
    expect(rowWith(fleetOnScreen({ snapshot }), 'unreserved ')).toMatch(says);
  });

  it('tells it by a word where too little is known for a trend', () => {
    const known = snapshotOf({ functions: [CALM], pool: () => 600 });
    const snapshot = { ...known, account: { ...known.account, poolGrowthPerMinute: null } };
    expect(rowWith(fleetOnScreen({ snapshot }), 'unreserved ')).toMatch(/600 of +765 +78 % +WARN$/);
  });

  it('does not judge what is claimed: provisioned concurrency counts though idle', () => {
    const snapshot = snapshotOf({ functions: CAST, pool: () => 60, idleProvisioned: 600 });
    const rows = fleetRows(fleetScene({ snapshot }));
    const claimed = rows.find(({ line }) => plainLine(line).startsWith(' claimed'))?.line ?? [];
    expect(claimed.map(({ tone }) => tone)).not.toContain('crit');
  });

  it('colours its bars by the configured thresholds', () => {
    const snapshot = snapshotOf({ functions: CAST, pool: () => 300 });
    const toneAt = (pool: Threshold) => {
      const rows = fleetRows(fleetScene({ snapshot, thresholds: { ...DEFAULT_THRESHOLDS, pool } }));
      return rows.find(({ line }) => plainLine(line).startsWith(' unreserved'))?.line[2]?.tone;
    };
    expect(toneAt({ warnAt: 0.1, critAt: 0.2 })).toBe('crit');
    expect(toneAt({ warnAt: 0.7, critAt: 0.85 })).toBe('focus');
  });
});

describe('a full pool', () => {
  it('needs no reason where nothing is left', () => {
    const snapshot = snapshotOf({ functions: [CALM], pool: () => 765 });
    expect(fleetOnScreen({ columns: 120, rows: 40, snapshot }).join('\n')).toMatch(/100 % +CRIT {2}full *$/m);
  });

  const snapshot = snapshotOf({ functions: [CALM], pool: (age) => Math.min(765, 1_500 - age * 20 - 740) });

  it.each(SIZES)('has no forecast: sentence, bar, ETA and use agree at $columns x $rows', (size) => {
    const words = fleetOnScreen({ ...size, snapshot }).join('\n');
    expect(words).not.toMatch(/full (in|within)|a minute/);
    expect(words).toMatch(
      size.rows < 36 ? /97 % {2}CRIT {2}full now, from 95 % on/ : /97 % +CRIT {2}full from 95 % on$/m,
    );
    expect(words).toMatch(size.columns < 100 ? /user-profile.* A now/ : /user-profile.*\/765 A +A97 +A now/);
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

  it('is as full, and full as soon, in each row that it binds, with the history of what each uses of it', () => {
    expect(rowWith(rows, 'WARN  image-resize')).toMatch(/~380\/765 A +A51 +A~16m .*[▁▂].*[▃▄]$/);
    expect(rowWith(rows, 'user-profile')).toMatch(/~1\/765 A +A51 +A~16m .* ▁{15}$/);
  });

  it('has its letter explained where no legend of limits stands', () => {
    expect(rowWith(small, 'WORST')).toMatch(/WORST +A account pool, used by all +ETA$/);
  });

  it('has its letter explained on the smallest screen, too', () => {
    const snapshot = snapshotOf({ functions, pool: (age) => Math.max(70, 410 - age * 20) });
    const title = rowWith(fleetOnScreen({ columns: 60, rows: 15, snapshot }), 'WORST');
    expect(title).toMatch(/ WORST {2}A account pool {2}ETA$/);
  });

  it('says that the time left is what makes it critical', () => {
    expect(rowWith(rows, 'holds 380')).toMatch(
      /holds 380 of the account pool, \+\d+\.\d a minute; full in ~\d+ min \(\d+ to \d+\) +WARN; CRIT within 10 min$/,
    );
    // The sentence and the column beside it give the same figure.
    const [, likely] = /in ~(\d+) min/.exec(rowWith(rows, 'holds 380')) ?? [];
    expect(rowWith(rows, 'WARN  image-resize')).toContain(` A~${likely}m `);
    expect(rowWith(small, 'POOL')).toMatch(/POOL full in ~\d+m, \+\d+\.\d a min +A~\d+m$/);
  });
});

describe('a pool that was filling when AWS fell silent', () => {
  const scene = {
    snapshot: snapshotOf({ functions: [CALM], pool: (age) => 700 - age * 8 }),
    nowMs: NOW_MS + 33 * MINUTE_MS,
  };

  it.each([
    { columns: 100, times: 'utc', forecast: /03:1\dZ to 03:\d\dZ/ },
    { columns: 120, times: 'utc', forecast: /03:1\dZ to 03:\d\dZ/ },
    { columns: 120, times: 'ago', forecast: /in \d+ to \d+ min/ },
    { columns: 200, times: 'utc', forecast: /03:1\dZ to 03:\d\dZ/ },
  ] as const)('was to be full, at $columns columns with times in $times', ({ columns, times, forecast }) => {
    const rows = fleetOnScreen({ ...scene, columns, look: { ...LOOK, times } });
    expect(rowWith(rows, ' unreserved ')).toMatch(
      new RegExp(`  \\+8\\.0 a minute → to be full ${forecast.source}$`),
    );
  });
});

describe('the account pool among the causes', () => {
  const scene = { snapshot: snapshotOf({ functions: [CALM], pool: (age: number) => 600 - age * 8 }) };
  const SMALL = SIZES.filter(({ rows }) => rows < 36);

  it.each(SMALL)('tells that it hurts by mark, colour and, with room, word at $columns columns', (size) => {
    const row = fleetRows(fleetScene({ ...scene, ...size })).find(({ line }) =>
      /account pool +━/.test(plainLine(line)),
    );
    const line = row?.line ?? [];
    expect(plainLine(line)).toMatch(
      size.columns < 80 ? /^ ▲ account pool +━/ : /^ ▲ account pool .* WARN {2}/,
    );
    expect(line.find(({ text }) => text.includes('━'))?.tone).toBe('warn');
  });
});

describe('the account pool on the smallest screen', () => {
  const climb = (age: number) => 700 - 12 * age;

  it.each([60, 64, 72, 80, 98])('is shown in full at %i columns: its gauge gives way', (columns) => {
    const row = rowWith(
      fleetOnScreen({ columns, rows: 15, snapshot: snapshotOf({ functions: [CALM], pool: climb }) }),
      'account pool',
    );
    expect(row).toMatch(
      /account pool ━.* 90 % {2}(?:CRIT {2})?(full|\S+ fills it) (in ~\d+ min \(\d+ to \d+\)|within \d+ min)$/,
    );
  });
});
