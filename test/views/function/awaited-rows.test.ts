import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { snapshotBeforeFirstPoll } from '../../../src/monitor/fleet/first-snapshot.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { AWAITED_DASHBOARD } from '../../../src/views/dashboard/awaited-dashboard.ts';
import { type AwaitedScene, awaitedRows } from '../../../src/views/function/awaited-rows.ts';
import { AWAITED_HEADROOM } from '../../../src/views/headroom/awaited-headroom.ts';
import { headroomRows } from '../../../src/views/headroom/headroom-rows.ts';
import { AWAITED_TRIAGE } from '../../../src/views/triage/awaited-triage.ts';
import { SIZES } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { ASCII, LOOK, rowWith, wordsOf } from '../fleet/fleet-on-screen.ts';
import { CALM, NOW_MS, THROTTLED } from '../fleet/fleet-story.ts';
import { scene as headroomScene } from '../headroom/headroom-stories.ts';

const SCREENS = [
  { screen: 'function', content: AWAITED_DASHBOARD, titles: ['ATTEMPTS a minute'] },
  { screen: 'headroom', content: AWAITED_HEADROOM, titles: ['WHICH LIMIT BINDS FIRST', 'WHAT IF'] },
  { screen: 'triage', content: AWAITED_TRIAGE, titles: ['VERDICT', 'IMPACT', 'SUSPECTS'] },
] as const;

const NOTHING = snapshotBeforeFirstPoll(new ApiLedger(NOW_MS).snapshot(NOW_MS), NOW_MS);

function scene(
  { screen, content }: Pick<AwaitedScene, 'screen' | 'content'>,
  different: Partial<AwaitedScene> = {},
): AwaitedScene {
  const functionName = different.functionName ?? 'checkout-api';
  return {
    screen,
    content,
    functionName,
    snapshot: NOTHING,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    path: [safe`Fleet`, safeText(functionName)],
    isRoot: true,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

it('the dashboard has room for the figures above its chart on a narrow screen, where they will be', () => {
  const rows = wordsOf(
    awaitedRows(scene({ screen: 'function', content: AWAITED_DASHBOARD }, { columns: 80, rows: 24 })),
  );
  const [figures, chart] = ['not read yet', 'ATTEMPTS a minute'].map((says) =>
    rows.findIndex((row) => row.includes(says)),
  );
  expect(chart! - figures!).toBe(5);
  expect(rows.filter((row) => row.includes('│')).length).toBeGreaterThan(9);
});

it.each([
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 160, rows: 45 },
  { columns: 200, rows: 50 },
  { columns: 200, rows: 60 },
  { columns: 240, rows: 70 },
])('the headroom has its sections where they will be, at $columns x $rows', (size) => {
  const awaited = wordsOf(awaitedRows(scene({ screen: 'headroom', content: AWAITED_HEADROOM }, size)));
  const read = wordsOf(headroomRows(headroomScene(THROTTLED, size)));
  const titles = [
    'CONCURRENCY',
    'WHICH LIMIT BINDS FIRST',
    'HOW THE ESTIMATE',
    'WHAT IF',
    'COMMANDS TO COPY',
  ];
  const placeOf = (rows: readonly string[], title: string) => rows.findIndex((row) => row.includes(title));
  for (const title of titles.filter((each) => placeOf(read, each) >= 0)) {
    expect([title, placeOf(awaited, title) >= 0]).toEqual([title, true]);
    // The answer, which is wrapped, may have some rows more.
    expect([title, Math.abs(placeOf(awaited, title) - placeOf(read, title)) <= 3]).toEqual([title, true]);
  }
});

it('the dashboard has figures alone on the lowest screen, as it will', () => {
  const size = { columns: 60, rows: 15 };
  const rows = wordsOf(awaitedRows(scene({ screen: 'function', content: AWAITED_DASHBOARD }, size)));
  expect(rowWith(rows, 'not read yet')).toMatch(/^ not read yet *$/);
  expect(rows.join('\n')).not.toContain('ATTEMPTS a minute');
});

it.each([
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 120, rows: 60 },
  { columns: 160, rows: 45 },
  { columns: 200, rows: 50 },
  { columns: 200, rows: 60 },
  { columns: 240, rows: 70 },
])(
  'the headroom of a calm function has its sections where they were awaited, at $columns x $rows',
  (size) => {
    const awaited = wordsOf(awaitedRows(scene({ screen: 'headroom', content: AWAITED_HEADROOM }, size)));
    const read = wordsOf(headroomRows(headroomScene(CALM, size)));
    const placesIn = (rows: readonly string[]) =>
      ['WHICH LIMIT BINDS FIRST', 'COMMANDS TO COPY'].map((title) =>
        rows.findIndex((row) => row.includes(title)),
      );
    expect(placesIn(read)).toEqual(placesIn(awaited));
  },
);

describe.each(SCREENS)('the $screen screen before its function is known', ({ titles, ...of }) => {
  const onScreen = (different: Partial<AwaitedScene> = {}) => wordsOf(awaitedRows(scene(of, different)));

  it.each(SIZES)('fills exactly $columns x $rows cells, whatever the name', (size) => {
    for (const functionName of ['checkout-api', '注文処理-'.repeat(30), '\x1b[2J\x1b]0;owned\x07\x1b[31mred'])
      expectFilled(size, (look) => awaitedRows(scene(of, { ...size, look, functionName })));
  });

  it.each(SIZES)('has its header, path, titles and keys at $columns columns', (size) => {
    const rows = onScreen(size);
    expect(rows[0]).toMatch(/prod eu-west-1 .*starting/);
    expect(rows[1]).toMatch(/^ Fleet › checkout-api/);
    expect(rowWith(rows, 'looking for')).toMatch(/^ looking for checkout-api *$/);
    expect(rows.at(-1)).toMatch(/ \? keys +q quit/);
    // A narrow headroom has the others on pages of their own.
    const isPaged = of.screen === 'headroom' && size.columns < 100;
    const hasFiguresAlone = of.screen === 'function' && size.rows < 24;
    const shown = size.rows < 24 || isPaged ? titles.slice(0, 1) : titles;
    for (const title of hasFiguresAlone ? [] : shown)
      expect(rows.some((row) => row.includes(title))).toBe(true);
  });

  it('says that nothing is read yet, and no figure', () => {
    const body = onScreen().slice(4, -1).join('\n');
    expect(body).toContain('not read yet');
    expect(body).not.toMatch(/\d/);
  });

  it.each(SIZES)('counts no hidden lines at $columns x $rows: nothing was read', (size) => {
    expect(onScreen(size).join('\n')).not.toMatch(/ \+\d/);
  });

  it('offers only keys that work', () => {
    expect(onScreen({ columns: 200 }).at(-1)).not.toMatch(/copy|save|window|pane|full screen|next/);
  });

  it('says that calls are stopped, which no answer ends', () => {
    const rows = onScreen({ snapshot: { ...NOTHING, held: { kind: 'stopped' } } });
    expect(rows[0]).toContain('STOPPED');
    expect(rowWith(rows, 'calls to AWS')).toMatch(/^ calls to AWS are stopped; :stop again resumes *$/);
    expect(rows.join('\n')).not.toContain('looking for');
  });

  it('draws only ASCII with the ASCII glyphs', () => {
    for (const size of SIZES)
      expect(onScreen({ ...size, look: ASCII }).join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });
});
