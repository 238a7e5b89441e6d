import { describe, expect, it } from 'vitest';
import { chartGrid } from '../../../src/views/dashboard/chart-grid.ts';
import { functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import type { DashboardScene } from '../../../src/views/dashboard/dashboard-scene.ts';
import { NO_PANE, paneAfterAction } from '../../../src/views/dashboard/panes.ts';
import { SIZES } from '../every-look.ts';
import { ASCII, LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { CALM, calm, LAGGING, LOSING, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';
import { CHARTS, detailOf, onScreen, scene } from './dashboard-stories.ts';

describe('the charts of the dashboard', () => {
  it('draw no time axis when there is no room for a chart above it', () => {
    expect(onScreen(THROTTLED, { columns: 60, rows: 15 })).not.toMatch(/^ *\d\d:\d\dZ .*\d\d:\d\dZ *$/m);
  });

  it.each(SIZES.filter(({ rows }) => rows > 15))(
    'leave no row empty between or below them, at $columns x $rows',
    (size) => {
      for (const [at, story] of [
        ['duration', CALM],
        ['failures', THROTTLED],
        ['attempts', THROTTLED],
      ] as const) {
        const rows = onScreen(story, { ...size, pane: { at, isLarge: true } }).split('\n');
        const axis = rows.findLastIndex((row) => /^ +\d\d:\d\dZ .*(?:\d\d:\d\dZ|[◆◇v@] \w+) *$/.test(row));
        const title = rows.findIndex((row) => / (DURATION|FAILED %|ATTEMPTS a minute)\S? /.test(row));
        expect([axis, rows.slice(title, axis).filter((row) => row.trim() === '')]).toEqual([
          rows.length - 3,
          [],
        ]);
      }
    },
  );

  describe('mark under them', () => {
    const failingFrom = (failing: number, slower: number) => ({
      ...CALM,
      minute: calm((age) => ({
        'Errors Sum': age < failing ? 60 : 0,
        'Duration Sum': age < slower ? 300_000 : 60_000,
      })),
    });
    const axisOf = (words: string) => words.split('\n').find((row) => /^ +\d\d:\d\dZ .*[◆◇]/.test(row));

    it.each([
      { case: 'failures, then slowness', failing: 50, slower: 8, marks: /◆ began .*slower \S+ ◆/ },
      { case: 'slowness, then failures', failing: 20, slower: 45, marks: /◆ slower .*◆ began/ },
    ])('the onset that the verdict names as that, and slowness as slowness: $case', (story) => {
      const words = onScreen(failingFrom(story.failing, story.slower));
      expect(axisOf(words)).toMatch(story.marks);
    });

    it('the words of both rather than their times', () => {
      const axis = axisOf(onScreen(failingFrom(12, 15)));
      expect(axis).toMatch(/slower 02:57Z ◆ *◆ began$/);
    });

    it('in the colour of the state', () => {
      const signs = (failed: number) => {
        const story = { ...CALM, minute: calm((age) => ({ 'Errors Sum': age < 30 ? failed : 0 })) };
        return chartGrid(scene(story))
          .axis(70)
          .flatMap(({ text, tone }) => (text.includes('◆') ? [tone] : []));
      };
      expect([signs(20), signs(300)]).toEqual([['warn'], ['crit']]);
    });

    it('slowness alone where the trouble began before the window', () => {
      const words = onScreen(failingFrom(100, 8), { windowMinutes: 60 });
      expect(words).toMatch(/ fails .* since 01:\d\dZ/);
      expect(words).toMatch(/slower 03:0\dZ/);
      expect(words).not.toMatch(/began \d/);
    });
  });

  it('draw a timeout that calls come near, and say of a higher one that it is above the chart', () => {
    const lasting = (ms: number) => ({
      ...CALM,
      minute: calm(() => ({ 'Duration p95': ms })),
      timeoutMs: 10_000,
    });
    expect(onScreen(lasting(9_000))).toMatch(/DURATION .*· timeout 10\.0 s/);
    expect(onScreen(lasting(900))).toMatch(/DURATION .*↑ timeout 10\.0 s/);
  });

  it.each(SIZES)('draw lost events only when there are any, at $columns columns', (size) => {
    const words = onScreen(LOSING, size);
    // The lowest screen has room for no chart.
    if (size.rows > 15) expect(words).toMatch(/LOST EVENTS a minute .*dead-letter errors/);
    expect(onScreen({ ...LOSING, minute: calm() }, size)).not.toContain('LOST EVENTS');
  });

  it('draw the subject of the verdict on a narrow screen, although a full pool throttles calls as well', () => {
    const both = calm((age) => ({
      'DeadLetterErrors Sum': age < 6 ? 2 : 0,
      'Throttles Sum': age < 6 ? 100 : 0,
    }));
    const functions = [{ ...LOSING, minute: both }];
    const snapshot = snapshotOf({ functions, pool: () => 765 });
    const words = onScreen(functions[0]!, {
      columns: 80,
      rows: 24,
      snapshot,
      status: snapshot.functions[0]!,
    });
    expect(words).toMatch(/CRIT +losing events[\s\S]* LOST EVENTS a minute /);
  });

  it('show the last 24 hours, with the date they begin on, once they have been read', () => {
    const snapshot = snapshotOf({ functions: [CALM] });
    const [status] = snapshot.functions;
    const startMs = Date.parse('2026-11-23T03:10:00Z');
    const day = Array.from({ length: 1_440 }, (_, minute) => ({
      ...status!.minutes.at(-1)!,
      minuteMs: startMs + minute * 60_000,
    }));
    const detail = detailOf(CALM);
    const shown = (known: typeof day | null) =>
      wordsOf(
        functionRows(
          scene(CALM, { windowMinutes: 1_440, snapshot: { ...snapshot, detail: { ...detail, day: known } } }),
        ),
      ).join('\n');
    expect(shown(day)).toMatch(/last 24 h[\s\S]*23 Nov 03:10Z .* 03:09Z/);
    expect(shown(day)).toMatch(/FAILED %, peak of ~\d\d min ─/);
    const inFives = day.filter((_, minute) => minute % 5 === 0);
    expect(shown(inFives)).toContain('in steps of 5 min');
    expect(shown(inFives)).not.toContain('peak of');
    expect(shown(null)).not.toContain('23 Nov');
  });

  it.each([
    { windowMinutes: 5, says: 'last 5 min', from: '03:06Z' },
    { windowMinutes: 15, says: 'last 15 min', from: '02:56Z' },
    { windowMinutes: 30, says: 'last 30 min', from: '02:41Z' },
    { windowMinutes: 60, says: 'last hour', from: '02:11Z' },
    { windowMinutes: 180, says: 'last 3 h', from: /0[01]:\d\dZ/ },
  ])('show the $says from $from on', ({ windowMinutes, says, from }) => {
    const rows = onScreen(CALM, { windowMinutes }).split('\n');
    expect(rows[1]).toContain(says);
    expect(rows.find((row) => /^ +\d\d:\d\dZ .*03:1\dZ/.test(row))).toMatch(from);
  });

  describe.each(SIZES.filter(({ rows }) => rows > 15))('at $columns x $rows', (size) => {
    it.each([5, 15, 30, 60, 180, 1_440])(
      'show that a few calls were turned away in one of the last %i minutes',
      (windowMinutes) => {
        const snapshot = snapshotOf({ functions: [CALM] });
        const status = snapshot.functions[0]!;
        const failed = (throttles: number) => {
          const minutes = Array.from({ length: windowMinutes }, (_, place) => ({
            ...status.minutes.at(-1)!,
            minuteMs: status.minutes.at(-1)!.minuteMs - (windowMinutes - 1 - place) * 60_000,
            throttles: place === Math.floor(windowMinutes / 2) ? throttles : 0,
          }));
          return onScreen(CALM, {
            ...{ ...size, windowMinutes, pane: { at: 'failures', isLarge: true } },
            status: { ...status, minutes },
            snapshot: { ...snapshot, detail: detailOf(CALM, { day: minutes }) },
          });
        };
        // 0.4 % of the minute's attempts.
        const [without, withSome] = [failed(0), failed(2.4)];
        expect(without).not.toMatch(/[╭┬]/);
        expect(withSome).toMatch(/[╭┬]/);
      },
    );
  });

  it('show the one that supports the verdict if only one fits', () => {
    expect(onScreen(THROTTLED, { columns: 80, rows: 24 })).toContain('FAILED %');
    expect(onScreen(LAGGING, { columns: 80, rows: 24 })).toContain('ITERATOR AGE');
    expect(onScreen(CALM, { columns: 80, rows: 24 })).toContain('ATTEMPTS a minute');
  });

  it('have their time axes in one row where there are two columns of them, at each height', () => {
    for (const story of [CALM, LOSING, LAGGING]) {
      for (let rows = 40; rows <= 70; rows++) {
        const axes = onScreen(story, { columns: 200, rows }).match(/02:11Z {2}.*/g) ?? [];
        expect([rows, axes]).toEqual([rows, [expect.stringMatching(/02:11Z {2}.*02:11Z {2}/)]]);
      }
    }
  });

  it('show both errors and throttles when their shares are alike', () => {
    const both = { ...THROTTLED, minute: calm(() => ({ 'Errors Sum': 60, 'Throttles Sum': 66 })) };
    for (const look of [LOOK, ASCII]) {
      const words = onScreen(both, { look });
      const chart = words.slice(words.indexOf('FAILED %'), words.indexOf('DURATION'));
      expect(chart).toMatch(look === ASCII ? /\+ errors of served/ : /╌ errors of served/);
      expect(chart).toMatch(look === ASCII ? /(\+-){5}/ : /(╌─){5}/);
    }
  });

  it('label the iterator age in even steps of minutes', () => {
    const words = onScreen(LAGGING);
    const labels = words.slice(words.indexOf('ITERATOR AGE')).match(/^ +\d+[hms ]*(?= [│|])/gm) ?? [];
    expect(labels.length).toBeGreaterThan(2);
    const minutes = labels.map((label) => Number.parseInt(label, 10));
    const steps = new Set(minutes.slice(1).map((value, index) => (minutes[index] ?? 0) - value));
    expect([...steps]).toHaveLength(1);
  });
});

describe('the selected chart', () => {
  const large = { pane: { at: null, isLarge: true } };

  it.each(SIZES)('fills $columns x $rows except header, verdict and footer when it is enlarged', (size) => {
    const rows = wordsOf(functionRows(scene(THROTTLED, { ...size, ...large })));
    expect(rows).toHaveLength(size.rows);
    expect(rows.filter((row) => /^ [A-Z]{2}[A-Z %]+ ─/.test(row))).toHaveLength(1);
    expect(rows.filter((row) => row.includes('┤') || row.includes('│')).length).toBeGreaterThanOrEqual(
      size.rows / 3,
    );
    expect(rows.join('\n')).not.toContain('CONFIG');
  });

  it.each(SIZES)(
    'offers the way back by the key that enlarged it, and tells it once, at $columns columns',
    (size) => {
      const footerOf = (different: Partial<DashboardScene>) =>
        onScreen(THROTTLED, { ...size, ...different })
          .split('\n')
          .at(-1);
      expect(footerOf(large)).toMatch(/ {2}f esc back {2}/);
      expect(footerOf(large)?.match(/back/g)).toHaveLength(1);
      expect(footerOf({ ...large, isRoot: true })).toMatch(/^ f back .* q quit$/);
    },
  );

  it('is offered the whole screen by that key', () => {
    expect(onScreen(THROTTLED)).toMatch(/ f full screen /);
  });

  it('is the one that Tab went to, even if only one fits', () => {
    const titles = CHARTS.map(
      (at) =>
        /^ ([A-Z]{2}[A-Z %]+) ─/m.exec(
          onScreen(THROTTLED, { columns: 80, rows: 24, pane: { at, isLarge: true } }),
        )?.[1],
    );
    expect(new Set(titles).size).toBe(4);
    expect(onScreen(THROTTLED, { ...large, columns: 80, rows: 24 })).toContain(titles[1]!);
  });

  it('stays selected when another chart appears before it because events are lost', () => {
    for (const story of [CALM, LOSING]) {
      expect(onScreen(story, { pane: { at: 'duration', isLarge: false } })).toContain('[DURATION]');
      expect(onScreen(story, { pane: { at: 'duration', isLarge: true } })).toMatch(/^ DURATION ─/m);
    }
  });

  it('is the one of the verdict if the selected chart is gone', () => {
    const pane = { at: 'lostEvents', isLarge: true } as const;
    expect(onScreen(LOSING, { pane })).toMatch(/^ LOST EVENTS a minute ─/m);
    expect(onScreen(THROTTLED, { pane })).toMatch(/^ FAILED % ─/m);
  });

  it.each([
    { action: 'nextPane', from: NO_PANE, to: { at: 'attempts', isLarge: false } },
    {
      action: 'nextPane',
      from: { at: 'concurrency', isLarge: false },
      to: { at: 'facts', isLarge: false },
    },
    { action: 'nextPane', from: { at: 'facts', isLarge: false }, to: { at: 'attempts', isLarge: false } },
    { action: 'nextPane', from: { at: null, isLarge: true }, to: { at: 'duration', isLarge: true } },
    {
      action: 'nextPane',
      from: { at: 'lostEvents', isLarge: false },
      to: { at: 'duration', isLarge: false },
    },
    { action: 'fullPane', from: { at: 'duration', isLarge: false }, to: { at: 'duration', isLarge: true } },
    { action: 'fullPane', from: { at: 'duration', isLarge: true }, to: { at: 'duration', isLarge: false } },
    { action: 'back', from: { at: 'duration', isLarge: true }, to: { at: 'duration', isLarge: false } },
    { action: 'back', from: { at: 'duration', isLarge: false }, to: null },
    { action: 'refresh', from: NO_PANE, to: null },
  ] as const)('after $action from $from is $to', ({ action, from, to }) => {
    expect(
      paneAfterAction(action, from, 'failures', {
        charts: CHARTS,
        columns: 120,
        height: 30,
        tellsLog: false,
      }),
    ).toEqual(to);
  });
});
