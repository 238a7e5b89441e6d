import { describe, expect, it } from 'vitest';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { SIZES } from '../every-look.ts';
import { DENIED } from './fleet-accounts.ts';
import { fleetOnScreen, rowWith } from './fleet-on-screen.ts';
import { CALM, calm, LOSING, NOW_MS, STARTING, snapshotOf, THROTTLED } from './fleet-story.ts';

describe('a function whose metrics are all denied except its calls', () => {
  const denied = ['Errors Sum', 'Throttles Sum', 'Duration Sum', 'Duration p95', 'Duration Maximum'] as const;
  const snapshot = snapshotOf({
    functions: [{ ...CALM, minute: () => ({ 'Invocations Sum': 600 }), denied }],
  });

  it('shows `denied` in full in every column that has no number for it', () => {
    const row = rowWith(fleetOnScreen({ snapshot }), 'user-profile');
    expect(row).not.toContain('…');
    expect(row.match(/denied/g)).toHaveLength(5);
  });

  it('is told among what needs you in a whole sentence at every size', () => {
    for (const size of SIZES)
      expect(rowWith(fleetOnScreen({ ...size, snapshot }), ' nothing hurts that lmon may see; ')).toMatch(
        /; (?:what is not judged stands with \? below|\? is not judged)$/,
      );
  });

  it('is not said to break no rule', () => {
    for (const size of SIZES.filter(({ rows }) => rows >= 24)) {
      const screen = fleetOnScreen({ ...size, snapshot }).join('\n');
      expect(screen).not.toContain('no function breaks');
      expect(screen).not.toContain('no rule is broken');
      expect(screen).toContain('throttles, errors and timeouts are not judged: metrics denied');
      expect(screen).not.toContain('…');
    }
  });
});

describe('a fleet that may only be judged in part', () => {
  const functions = [
    LOSING,
    { ...CALM, reserved: 'denied' as const },
    { ...CALM, name: 'geo-lookup', reserved: 'denied' as const },
  ];
  const judged = snapshotOf({ functions, limits: 'denied' });
  const denied = ['lambda:GetAccountSettings', 'lambda:GetFunctionConcurrency'].map((action) => ({
    action,
    code: rawText('AccessDeniedException'),
    atMs: NOW_MS,
    without: safe`limits`,
  }));
  const snapshot = { ...judged, api: { ...judged.api, denied } };

  it.each(SIZES.filter(({ rows }) => rows >= 24))(
    'says so among what needs you at $columns x $rows, and where to read on',
    (size) => {
      const row = rowWith(fleetOnScreen({ ...size, snapshot }), ' ▲ lmon ');
      expect(row).toMatch(
        / 2 permissions are missing: 2 functions are not judged; (?:! lists them, |ask )lmon doctor/,
      );
      expect(row).not.toContain('…');
    },
  );

  const hurting = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...LOSING, name: `hurting-${index}` }));
  const partly = { ...CALM, denied: ['Errors Sum', 'Throttles Sum'] as const };
  it.each([
    { what: 'nothing hurts', functions: [partly], limits: 'denied' as const, tells: ['lmon', 'pool'] },
    {
      what: 'few hurt',
      functions: [partly, ...hurting(2)],
      limits: 'denied' as const,
      tells: ['lmon', 'pool'],
    },
    { what: 'few hurt', functions: [partly, ...hurting(2)], limits: undefined, tells: ['lmon', 'pool'] },
    { what: 'many hurt', functions: [partly, ...hurting(3)], limits: 'denied' as const, tells: ['lmon'] },
    { what: 'many hurt', functions: [partly, ...hurting(3)], limits: undefined, tells: ['pool'] },
  ])(
    'is told at 60 x 15, and a pool without a limit gives way: $what, limits $limits',
    ({ tells, ...story }) => {
      const { functions, limits } = story;
      const rows = fleetOnScreen({
        ...{ columns: 60, rows: 15 },
        snapshot: snapshotOf({ functions, ...(limits && { limits }) }),
      });
      const told = { pool: / account pool /, lmon: /^ ▲ lmon permissions are missing: 1 / };
      const said = rows.flatMap((row) =>
        Object.entries(told).flatMap(([key, is]) => (is.test(row) ? [key] : [])),
      );
      expect(said).toEqual(tells);
    },
  );

  it('says nothing of it where every function is judged', () => {
    expect(fleetOnScreen({ snapshot: snapshotOf({ functions: [LOSING, CALM] }) }).join('\n')).not.toContain(
      'permission',
    );
  });

  it('leaves it to the error where nothing can be read at all', () => {
    const connection = { state: 'live' as const, lastGoodPollMs: NOW_MS, error: DENIED };
    expect(fleetOnScreen({ snapshot: { ...snapshot, connection } }).join('\n')).not.toContain('permission');
  });
});

describe('a fleet of which nothing may be read', () => {
  const actions = [
    ...['lambda:ListFunctions', 'lambda:GetAccountSettings', 'cloudwatch:ListMetrics'],
    ...['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms', 'sts:GetCallerIdentity'],
  ];
  const denied = actions.map((action) => ({
    ...{ action, code: rawText('AccessDeniedException') },
    ...{ atMs: NOW_MS, without: safe`nothing` },
  }));
  const snapshot = {
    ...STARTING,
    connection: { ...STARTING.connection, error: DENIED },
    api: { ...STARTING.api, denied, recentFailures: denied.length },
  };

  it.each(SIZES)('names each denied call and the key to their list, at $columns x $rows', (size) => {
    const rows = fleetOnScreen({ ...size, snapshot });
    for (const action of actions) expect(rows.join('\n')).toContain(action);
    expect(rows.join('\n')).not.toContain('…');
    expect(rows.at(-1)).toContain('! errors');
  });

  it.each(SIZES)(
    'goes on with them right below the one that the error names, at $columns x $rows',
    (size) => {
      const rows = fleetOnScreen({ ...size, snapshot });
      const named = rows.findIndex((row) => row.includes('lambda:ListFunctions is denied'));
      expect(rows[named + 1]).toContain(' denied as well: ');
    },
  );
});

describe('denied data', () => {
  it.each([
    { why: 'mappings may not be seen, and a queue may wait', story: { mappings: 'denied' }, lag: 'denied' },
    {
      why: 'no metric may tell whether it is called asynchronously',
      story: { functions: [{ ...CALM, denied: ['AsyncEventAge Maximum'] }] },
      lag: 'denied',
    },
    { why: 'all of that is known', story: {}, lag: 'n/a' },
  ] as const)('makes the lag $lag where $why', ({ story, lag }) => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [CALM], ...story }) });
    const end = rowWith(rows, '  FUNCTION  ').indexOf('LAG') + 'LAG'.length;
    const shown = rowWith(rows, ' user-profile ').slice(end - 6, end);
    expect(shown.trim()).toBe(lag);
  });

  it('is shown as denied, unlike data without a data point', () => {
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
    expect(rowWith(rows, ' claimed')).toContain('denied, limit 1,000');
    expect(rowWith(rows, ' claimed')).not.toContain('%');
    expect(rowWith(rows, ' unreserved')).toContain('denied, limit 765');
  });

  it('is said of the limit of the account, which leaves no share', () => {
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions: [CALM], limits: 'denied' }) });
    for (const title of [' claimed', ' unreserved'])
      expect(rowWith(rows, title)).toMatch(/ 305, limit denied(?: {6,}\S.*)?$/);
  });

  it.each(SIZES.filter(({ columns, rows }) => columns < 120 || rows < 36))(
    'leaves what is in use of a pool whose limit is denied, at $columns x $rows',
    (size) => {
      const rows = fleetOnScreen({ ...size, snapshot: snapshotOf({ functions: [CALM], limits: 'denied' }) });
      expect(rowWith(rows, 'account pool')).toMatch(/ 305, limit denied$/);
    },
  );

  it('is said once where neither use nor limit of the account may be read', () => {
    const rows = fleetOnScreen({
      snapshot: snapshotOf({ functions: [CALM], pool: 'denied', limits: 'denied' }),
    });
    for (const title of [' claimed', ' unreserved']) expect(rowWith(rows, title)).toMatch(/─ denied$/);
  });

  it.each([
    { what: 'a limit', account: { limits: 'denied' }, story: { reserved: 'denied' } },
    { what: 'a limit that is not read yet', account: { limits: 'unread' }, story: { reserved: 'unread' } },
  ] as const)('leaves it unknown when $what is met, which is not the same as never', ({ account, story }) => {
    const snapshot = snapshotOf({ ...account, functions: [{ ...CALM, ...story }] });
    expect(rowWith(fleetOnScreen({ snapshot }), ' user-profile ')).toMatch(/~1\/(?:denied|\?) +\? +\? /);
    const small = fleetOnScreen({ columns: 80, rows: 24, snapshot });
    expect(rowWith(small, ' user-profile ')).toMatch(/ \?$/);
  });

  it.each([3, 193, 9_900])('has a denied limit end below the title of its column, with %i in use', (used) => {
    const minute = calm(() => ({ 'Duration Sum': used * 60_000, 'ConcurrentExecutions Maximum': used }));
    const functions = [{ ...CALM, minute, reserved: 'denied' as const }];
    const rows = fleetOnScreen({ snapshot: snapshotOf({ functions, limits: 'denied' }) });
    const endOf = (row: string, words: string) => rowWith(rows, row).indexOf(words) + words.length;
    expect(endOf(' user-profile ', '/denied')).toBe(endOf(' FUNCTION ', 'USE/LIMIT'));
  });

  it('is why there is no history of the use of a denied limit', () => {
    const snapshot = snapshotOf({ functions: [{ ...CALM, reserved: 'denied' }], limits: 'denied' });
    expect(rowWith(fleetOnScreen({ columns: 200, rows: 60, snapshot }), ' user-profile ')).toMatch(
      / denied$/,
    );
  });

  it.each([
    { story: { ...CALM, reserved: 200 }, says: /~1\/200 R\? +1 / },
    { story: CALM, says: /~1\/765 A\? +A40/ },
    { story: THROTTLED, says: /~193\/200 R +97/ },
  ])(
    'is at most a faint mark on the limit that binds, until calls are throttled: $says',
    ({ story, says }) => {
      const snapshot = snapshotOf({ functions: [story], mappings: 'denied' });
      expect(fleetOnScreen({ snapshot }).join('\n')).toMatch(says);
    },
  );
});
