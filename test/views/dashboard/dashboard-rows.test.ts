import { describe, expect, it } from 'vitest';
import type { FunctionSetup } from '../../../src/lambda/function/function-setup.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import { SIZES } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { ASCII, LOOK } from '../fleet/fleet-on-screen.ts';
import { CALM, calm, IDLE, LAGGING, LOSING, NOW_MS, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';
import { detailOf, onScreen, SILENT_LOG, STORIES, scene } from './dashboard-stories.ts';

const lambdaSays = (status: string, reasonCode: string | null) => ({
  status: rawText(status),
  reasonCode: reasonCode === null ? null : rawText(reasonCode),
  reason: null,
});
const FAILED = lambdaSays('Failed', 'ImageDeleted');
const READY: FunctionSetup = {
  ephemeralStorageMb: 512,
  kmsKeyArn: null,
  vpc: null,
  fileSystems: 0,
  startsFromSnapshot: false,
  state: lambdaSays('Active', null),
  lastUpdate: lambdaSays('Successful', null),
};

describe.each(Object.entries(STORIES))('the dashboard of a function %s', (_, story) => {
  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    expectFilled(size, (look) => functionRows(scene(story, { ...size, look })));
  });

  it.each(SIZES)('names the help key at $columns columns', (size) => {
    expect(onScreen(story, size).split('\n').at(-1)).toContain('? keys');
  });
});

describe('the dashboard', () => {
  it('draws only ASCII with the ASCII glyphs', () => {
    for (const story of [CALM, THROTTLED, LAGGING, IDLE]) {
      for (const size of SIZES) expect(onScreen(story, { ...size, look: ASCII })).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it('says that an idle function is not called, not that it is well', () => {
    const words = onScreen(IDLE);
    expect(words).toMatch(/^ +idle +not called in the last 15 min/m);
    expect(words).not.toContain('nothing hurts');
  });

  it.each(SIZES)('aligns the ends of the numbers of the minute at $columns columns', (size) => {
    const words = onScreen(THROTTLED, size);
    for (const label of ['attempts', 'turned away', 'errors', 'duration', 'concurrency'])
      expect(
        new RegExp(`${label.padEnd(13)} *[\\d~][\\d.,]*(?: m?s)?(?= |$)`, 'm').exec(words)?.[0],
      ).toHaveLength(19);
  });

  it('says only once that a function reserves 0, and only once that its log has no lines', () => {
    const minute = calm(() => ({ 'Invocations Sum': 0, 'Throttles Sum': 340 }));
    const story = { ...CALM, minute, reserved: 0 };
    const snapshot = {
      ...snapshotOf({ functions: [story] }),
      failures: new Map([[rawText(CALM.name), SILENT_LOG]]),
    };
    const words = onScreen(story, { snapshot, status: snapshot.functions[0]! });
    expect(words).toMatch(/switched off \(reserved concurrency 0\): turning away 100 %/);
    expect(words.match(/reserved concurrency (?:is )?0/g)).toHaveLength(1);
    expect(words.match(/no log line in the last/g)).toHaveLength(1);
  });

  it('says once that one record blocks its shard', () => {
    const minute = calm((age) => ({
      'Duration Sum': 36_000,
      'Errors Sum': 3,
      'IteratorAge Maximum': Math.max(0, 1_200_000 - age * 60_000),
    }));
    const story = { ...LAGGING, minute };
    expect(snapshotOf({ functions: [story] }).causes).toEqual([
      expect.objectContaining({ suspicion: 'blockedShard' }),
    ]);
    const [verdict, conclusion] = onScreen(story, { columns: 80, rows: 24 }).split('\n').slice(3);
    expect(verdict).toMatch(/ CRIT {2}\d+ min behind.* shard workers? busy/);
    expect(conclusion).toMatch(/^ likely {2}a record that keeps failing blocks its shard/);
    expect(onScreen(story).match(/~\d\S* of \d+ shard workers busy/g)).toHaveLength(1);
  });

  it.each([
    { setup: { lastUpdate: FAILED }, says: ['update  the last one Failed: what ran before it still runs'] },
    { setup: { state: FAILED }, says: ['state   Failed: no call runs'] },
    { setup: { state: FAILED, lastUpdate: FAILED }, says: ['state   Failed: no call runs'] },
    { setup: { state: lambdaSays('Inactive', 'DisabledKMSKey') }, says: ['state   Inactive: no call runs'] },
    { setup: { state: lambdaSays('Inactive', 'Idle') }, says: [] },
  ])('says below the verdict on its calls what Lambda could not do: $says', ({ setup, says }) => {
    const snapshot = snapshotOf({ functions: [CALM] });
    const [status] = snapshot.functions;
    const described = {
      known: true,
      value: { ...status!.configuration, setup: { ...READY, ...setup } },
    } as const;
    const detail = detailOf(CALM, { described });
    const saidIn = (screen: string) =>
      [...screen.matchAll(/^ ((?:state|update) .*: .* runs)$/gm)].map(([, said]) => said);
    for (const size of SIZES)
      expect(saidIn(onScreen(CALM, { ...size, snapshot: { ...snapshot, detail } }))).toEqual(says);
    expect(saidIn(onScreen(CALM))).toEqual([]);
  });

  it('says once which version fails', () => {
    const versions = [
      { version: rawText('41'), weight: 0.9, invocations: 9_000, errorRate: 0.001, durationP95Ms: 80 },
      { version: rawText('42'), weight: 0.1, invocations: 1_000, errorRate: 0.32, durationP95Ms: 80 },
    ];
    const story = { ...CALM, minute: calm(() => ({ 'Errors Sum': 20 })) };
    const aliases = { known: true as const, value: [{ name: rawText('live'), versions }] };
    const fleet = snapshotOf({ functions: [story] });
    const [bad, good] = [versions[1]!, versions[0]!];
    const causes = fleet.causes.map((cause) => ({ ...cause, suspect: { bad, good } }));
    const snapshot = { ...fleet, causes, detail: detailOf(story, { aliases }) };
    const words = onScreen(story, { snapshot });
    expect(words.match(/fails 32\.0 % of its calls/g)).toHaveLength(1);
    expect(words).toMatch(/^ likely {2}version 42 fails 32\.0 % of its calls \(41: 0\.1 %\)/m);
  });

  it('cuts no word short beside a number with many digits', () => {
    const busy = { ...CALM, minute: calm(() => ({ 'Invocations Sum': 186_080, 'Errors Sum': 20 })) };
    expect(onScreen(busy)).toMatch(/errors {11}20 {3}<0\.1 % of 186,080$/m);
    expect(onScreen(THROTTLED)).toMatch(/errors .* % of [\d,]+ served$/m);
  });

  it('starts the verdict in the same column as its evidence, in ASCII too', () => {
    for (const look of [LOOK, ASCII]) {
      const [verdict = '', reason = ''] = onScreen(THROTTLED, { look }).split('\n').slice(3);
      expect(verdict).toMatch(/^ \S+ CRIT {2}turns away/);
      expect(reason).toMatch(/^ \d\d:\d\dZ {2,3}\S/);
      expect(/(?<=\dZ +)\S/.exec(reason)?.index).toBe(verdict.indexOf('turns away'));
    }
  });

  it('drops the configuration before the versions behind an alias', () => {
    const version = { version: rawText('119'), weight: 1, invocations: 9, errorRate: 0, durationP95Ms: 80 };
    const detail = detailOf(THROTTLED, {
      aliases: { known: true as const, value: [{ name: rawText('live'), versions: [version] }] },
    });
    const snapshot = { ...snapshotOf({ functions: [THROTTLED] }), detail };
    const shown = [40, 36, 32, 28, 26, 24].map((rows) => onScreen(THROTTLED, { rows, snapshot }));
    expect(
      shown.filter((screen) => screen.includes('/aws/lambda/') && !screen.includes('ALIAS live')),
    ).toEqual([]);
    expect(shown[0]).toContain('ALIAS live');
  });
});

describe('what the log says', () => {
  it('has its place on the dashboard while it is read for the first time', () => {
    const { status, snapshot } = scene(CALM);
    const awaited = { ...snapshot, awaitedLogs: new Set([status.name]) };
    expect(onScreen(CALM, { snapshot: awaited })).toMatch(/FAILURES in the log ─+\n.* not read yet/);
    expect(onScreen(CALM, { snapshot })).not.toContain('FAILURES in the log');
  });
});

describe('what has a page of its own', () => {
  const further = /UNUSUAL SETTINGS|COST AN HOUR|SET UP/;

  it('also stands beside the charts where it leaves the other facts whole', () => {
    const words = onScreen(LOSING, { columns: 120, rows: 40 });
    expect(words).toMatch(/CONFIG[\s\S]*UNUSUAL SETTINGS[\s\S]*COST AN HOUR/);
    expect(words).not.toContain('j more');
  });

  it('is kept before the last of the newest failures where an unusual setting is more than a note', () => {
    const { status, snapshot } = scene(CALM);
    const says = rawText('RangeError: -1');
    const byCall = { kind: 'logged', says, requestId: null, fate: 'failed' } as const;
    const newest = Array.from({ length: 20 }, () => ({ ...byCall, timestampMs: NOW_MS }));
    const group = { kind: 'logged', says, wording: [says], count: 20, endedCount: 20 } as const;
    const groups = [{ ...group, firstMs: NOW_MS, byMinute: [] }];
    const failures = new Map([[status.name, { ...SILENT_LOG, hasLines: true, groups, newest }]]);
    const words = onScreen(CALM, {
      rows: 40,
      status: {
        ...status,
        configuration: { ...status.configuration, setup: { ...READY, lastUpdate: FAILED } },
      },
      snapshot: { ...snapshot, failures, detail: detailOf(CALM) },
    });
    expect(words).toMatch(
      /NEWEST FAILURES[\s\S]*RangeError[\s\S]*UNUSUAL SETTINGS[\s\S]*WARN {2}last update/,
    );
  });

  it('does not where the others would lose a line', () => {
    expect(onScreen(LOSING, { columns: 120, rows: 24 })).not.toMatch(further);
  });
});

describe('the dashboard at 200x60', () => {
  const size = { columns: 200, rows: 60 };

  it.each([THROTTLED, LAGGING])('has its charts in two columns and its facts in a third', (story) => {
    const rows = onScreen(story, size).split('\n');
    expect(rows.find((row) => row.includes(' LAST SETTLED MINUTE '))).toMatch(
      /^ ATTEMPTS .* (DURATION|CONCURRENCY) /,
    );
    expect(
      rows.filter((row) => / \d\d:\d\dZ .* \d\d:\d\dZ .* \d\d:\d\dZ .* \d\d:\d\dZ/.test(row)),
    ).toHaveLength(1);
  });

  it.each([
    ['attempts', 'ATTEMPTS a minute'],
    ['failures', 'FAILED %'],
    ['duration', 'DURATION'],
    ['concurrency', 'CONCURRENCY'],
  ] as const)('marks the chart of %s when Tab has selected it, in either column', (at, title) => {
    const words = onScreen(THROTTLED, { ...size, pane: { at, isLarge: false } });
    expect(words).toContain(`[${title}]`);
    expect(words.match(/ \[[A-Z]/g)).toHaveLength(1);
  });
});
