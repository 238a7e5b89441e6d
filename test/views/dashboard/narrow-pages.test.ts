import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { NO_PANE, type Pane, paneAfterAction, panesOf } from '../../../src/views/dashboard/panes.ts';
import { ASCII } from '../fleet/fleet-on-screen.ts';
import { type FunctionStory, LAGGING, NOW_MS, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';
import { CHARTS, detailOf, onScreen, PAST, scene } from './dashboard-stories.ts';

describe('the pages at 80x24', () => {
  const small = { columns: 80, rows: 24 } as const;
  const onPage = (story: FunctionStory, at: Pane | null) =>
    onScreen(story, { ...small, pane: { at, isLarge: false } });

  it('begin with all that is needed at once: numbers, the stream that lags, the chart of the verdict', () => {
    expect(onPage(LAGGING, null)).toMatch(
      /page 1 of 5 numbers[\s\S]*attempts[\s\S]*STREAM[\s\S]*lost in[\s\S]*batch[\s\S]*ITERATOR AGE/,
    );
    expect(onPage(THROTTLED, null)).toMatch(/attempts +.* turned away[\s\S]*FAILED %/);
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 60, rows: 15 },
  ])('say beside the numbers of which minute they are, at $columns x $rows', (size) => {
    const { minuteMs } = scene(THROTTLED).status;
    expect(minuteMs).toBe(Date.UTC(2026, 10, 24, 3, 10));
    const rows = onScreen(THROTTLED, { ...size, pane: { at: null, isLarge: false } }).split('\n');
    const labelled = rows.filter((row) => / {2}minute 03:10Z *$/.test(row));
    expect(labelled).toEqual([expect.stringMatching(/^ (attempts|errors|duration) /)]);
  });

  it('never drop the stream to make room for the chart, on the smallest screens', () => {
    for (const rows of [24, 22, 20, 18]) {
      expect(onScreen(LAGGING, { columns: 80, rows })).toMatch(/STREAM[\s\S]*lost in[\s\S]*batch/);
    }
  });

  it('have the chart of the verdict where what calls the function may not be read, which the setup says', () => {
    const snapshot = snapshotOf({ functions: [LAGGING] });
    const status = { ...snapshot.functions[0]!, eventSources: { known: false, because: 'denied' } } as const;
    const denied = { ...small, status, snapshot: { ...snapshot, functions: [status] } };
    const first = onScreen(LAGGING, { ...denied, pane: NO_PANE });
    expect(first).toMatch(/attempts[\s\S]*ITERATOR AGE/);
    expect(first).not.toContain('CALLED BY');
    const setup = onScreen(LAGGING, { ...denied, pane: { at: 'setup', isLarge: false } });
    expect(setup).toMatch(/CALLED BY[\s\S]*sources +denied/);
  });

  it('show the configuration before they show more charts', () => {
    expect(onPage(LAGGING, 'setup')).toMatch(/page 2 of 5 setup[\s\S]*CONFIG/);
    expect(onPage(THROTTLED, 'setup')).not.toMatch(/ATTEMPTS|turned away/);
    expect(onPage(THROTTLED, 'facts')).toMatch(/page 3 of 5 facts[\s\S]*UNUSUAL/);
    expect(onPage(THROTTLED, 'attempts')).toMatch(
      /page 4 of 5 charts[\s\S]*ATTEMPTS a minute[\s\S]*FAILED %/,
    );
    expect(onPage(THROTTLED, 'duration')).toMatch(/page 5 of 5 charts[\s\S]*DURATION[\s\S]*CONCURRENCY/);
  });

  it('show all of the setup on one page: configuration, source, surroundings', () => {
    const { status } = scene(LAGGING);
    const setup = {
      ...{ ephemeralStorageMb: 512, kmsKeyArn: null, vpc: null, fileSystems: 0 },
      ...{ startsFromSnapshot: false, state: null, lastUpdate: null },
    };
    const onPageOf = (at: Pane, size: { readonly columns: number; readonly rows: number }) =>
      onScreen(LAGGING, {
        ...size,
        pane: { at, isLarge: false },
        status: { ...status, configuration: { ...status.configuration, setup } },
      });
    expect(onPageOf('setup', small)).toMatch(
      /STREAM[\s\S]*lost in[\s\S]*CONFIG[\s\S]*SET UP[\s\S]*\/tmp +512 MB/,
    );
    expect(onPageOf('facts', small)).not.toMatch(/SET UP|STREAM/);
    // On the lowest screen the source that lags is whole before the configuration is scrolled to.
    expect(onPageOf('setup', { columns: 60, rows: 15 })).toMatch(
      /j more[\s\S]*STREAM ─[\s\S]*lost in[\s\S]*batch[\s\S]*CONFIG/,
    );
  });

  it.each([60, 80])('name the key that turns them, at %i columns', (columns) => {
    const words = onScreen(THROTTLED, { columns, rows: 15 });
    expect(words).toMatch(/^ l logs {2,3}tab pane {2,3}/m);
    expect(words).toMatch(/\[ \] function {3}page 1 of \d numbers$/m);
    const past = snapshotOf({
      functions: [THROTTLED],
      snapshot: { connection: PAST, held: { kind: 'past', atMs: 0 } },
    });
    expect(onScreen(THROTTLED, { columns, rows: 24, snapshot: past })).toMatch(
      /^ l logs {2,3}tab pane {2,3}0 live /m,
    );
    expect(words).toMatch(/ esc back {2,3}: command {2,3}\? keys$/m);
    expect(onScreen(THROTTLED, { columns: 100, rows: 30 })).toMatch(/ T triage {3}p freeze {3}tab pane /);
  });

  it('show the ringing alarms that have no room below the verdict', () => {
    const snapshot = snapshotOf({ functions: [THROTTLED] });
    const alarm = {
      functionName: rawText(THROTTLED.name),
      name: rawText('checkout throttles'),
      metric: rawText('Throttles'),
      sinceMs: NOW_MS,
    };
    const detail = detailOf(THROTTLED, { alarms: { known: true, value: [alarm] } as const });
    const pane = { at: 'setup', isLarge: false } as const;
    const words = onScreen(THROTTLED, { ...small, pane, snapshot: { ...snapshot, detail } });
    expect(words).toMatch(/ALARMS[\s\S]*checkout throttles ringing on Throttles[\s\S]*CONFIG/);
    const inAscii = onScreen(THROTTLED, { ...small, pane, snapshot: { ...snapshot, detail }, look: ASCII });
    const [verdict, alarms] = [/^( !! CRIT +)\S/m, /^( alarm +)\S/m].map((row) => row.exec(inAscii)?.[1]);
    expect(alarms?.length).toBe(verdict?.length);
    const long = { ...alarm, name: rawText('checkout-api-throttles-paged') };
    const narrowest = { columns: 60, rows: 15, pane };
    const withLongName = { ...detail, alarms: { known: true, value: [long] } as const };
    expect(onScreen(THROTTLED, { ...narrowest, snapshot: { ...snapshot, detail: withLongName } })).toMatch(
      /checkout-api-throttles-paged ringing since \d\d:\d\dZ$/m,
    );
  });

  it('are what Tab goes through in a single column, with a page of the log once it has been read', () => {
    const all = { charts: CHARTS, columns: 80, height: 17, tellsLog: false };
    expect(panesOf(all)).toEqual(['now', 'setup', 'facts', 'attempts', 'duration']);
    expect(panesOf({ ...all, tellsLog: true })).toContain('log');
    expect(panesOf(all, true)).toEqual(CHARTS);
    expect(panesOf({ ...all, columns: 120 })).toEqual([...CHARTS, 'facts']);
  });

  it('reach every chart where only one fits a page', () => {
    const low = { columns: 60, rows: 15 } as const;
    const charts = CHARTS.map((at) => onScreen(THROTTLED, { ...low, pane: { at, isLarge: false } }));
    expect(charts).toEqual([
      expect.stringMatching(/page 4 of 7 charts[\s\S]*ATTEMPTS a minute/),
      expect.stringMatching(/page 5 of 7 charts[\s\S]*FAILED %/),
      expect.stringMatching(/page 6 of 7 charts[\s\S]*DURATION/),
      expect.stringMatching(/page 7 of 7 charts[\s\S]*CONCURRENCY/),
    ]);
  });

  it("show the verdict's chart when it is enlarged, and all facts once the screen has grown", () => {
    const pane = { at: 'setup', isLarge: true } as const;
    expect(onScreen(THROTTLED, { ...small, pane })).toContain('FAILED %');
    expect(onScreen(THROTTLED, { columns: 120, rows: 40, pane })).toContain('UNUSUAL');
  });

  it.each([
    { from: NO_PANE, to: 'setup' },
    { from: { at: 'setup', isLarge: false }, to: 'facts' },
    { from: { at: 'facts', isLarge: false }, to: 'attempts' },
    { from: { at: 'failures', isLarge: false }, to: 'duration' },
    // The second chart of a page, selected while it was enlarged or on a wider screen.
    { from: { at: 'failures', isLarge: true }, to: 'duration' },
    { from: { at: 'concurrency', isLarge: false }, to: 'now' },
  ] as const)('follow $from with $to', ({ from, to }) => {
    const all = { charts: CHARTS, columns: 80, height: 17, tellsLog: false };
    expect(paneAfterAction('nextPane', from, 'failures', all)?.at).toBe(to);
  });
});
