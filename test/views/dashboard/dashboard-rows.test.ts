import { describe, expect, it } from 'vitest';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { NO_PANE, type Pane, paneAfterAction, panesOf } from '../../../src/views/dashboard/dashboard-pane.ts';
import { factsOnScreen, functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import type { DashboardScene } from '../../../src/views/dashboard/dashboard-scene.ts';
import { lastStep } from '../../../src/views/parts/scrolled-sections.ts';
import { sectionLines } from '../../../src/views/parts/sections.ts';
import { SIZES } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { ASCII, LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  IDLE,
  LAGGING,
  LOSING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
  WORSE_THAN_EVER,
} from '../fleet/fleet-story.ts';

const CHARTS = ['attempts', 'failures', 'duration', 'concurrency'] as const;

const PAST = { state: 'past', lastGoodPollMs: NOW_MS, error: null } as const;
const SILENT_LOG = {
  fromMs: NOW_MS - 900_000,
  toMs: NOW_MS,
  isComplete: true,
  hasLines: false,
  error: null,
  groups: [],
  newest: [],
};
const UNREAD = { known: false, because: 'unread' } as const;

const STORIES: Readonly<Record<string, FunctionStory>> = {
  'that is calm': CALM,
  'that turns calls away': THROTTLED,
  'that reads a stream': LAGGING,
  'that is idle': IDLE,
  'without data in its newest minutes': { name: 'quiet', minute: (age) => (age < 4 ? {} : calm()(age)) },
  'with a point now and then': { name: 'sparse', minute: (age) => (age % 7 === 0 ? calm()(age) : {}) },
  'with a denied limit': { ...CALM, reserved: 'denied' },
  'with a long name': { ...THROTTLED, name: `acme-production-${'checkout-'.repeat(12)}blue` },
  'with a wide name': { ...THROTTLED, name: '注文処理-注文処理-注文処理-注文処理-注文処理-注文処理' },
  'with a hostile name': { ...CALM, name: '\x1b[2J\x1b]0;owned\x07\x1b[31mred' },
};

function scene(story: FunctionStory, different: Partial<DashboardScene> = {}): DashboardScene {
  const snapshot = snapshotOf({ functions: [story] });
  const [status] = snapshot.functions;
  return {
    status: status!,
    qualifier: null,
    snapshot,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    path: [safe`Fleet`, safeText(story.name)],
    isRoot: false,
    windowMinutes: 60,
    pane: NO_PANE,
    step: 0,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

function onScreen(story: FunctionStory, different: Partial<DashboardScene> = {}): string {
  return wordsOf(functionRows(scene(story, different))).join('\n');
}

describe.each(Object.entries(STORIES))('the dashboard of a function %s', (_, story) => {
  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    expectFilled(size, (look) => functionRows(scene(story, { ...size, look })));
  });

  it.each(SIZES)('names the help at $columns columns', (size) => {
    expect(onScreen(story, size).split('\n').at(-1)).toContain('? keys');
  });
});

describe('the dashboard', () => {
  it('needs nothing but ASCII where nothing else is to be had', () => {
    for (const story of [CALM, THROTTLED, LAGGING, IDLE]) {
      for (const size of SIZES) expect(onScreen(story, { ...size, look: ASCII })).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it('draws no times where there is no room for a chart above them', () => {
    expect(onScreen(THROTTLED, { columns: 60, rows: 15 })).not.toMatch(/^ *\d\d:\d\dZ .*\d\d:\d\dZ *$/m);
  });

  it('says that nobody calls an idle function, and not that it is well', () => {
    const words = onScreen(IDLE);
    expect(words).toMatch(/^ +idle +not called in the last 15 minutes/m);
    expect(words).not.toContain('nothing hurts');
  });

  it.each(SIZES)('ends the numbers of the minute in one column, at $columns columns', (size) => {
    const words = onScreen(THROTTLED, size);
    for (const label of ['attempts', 'turned away', 'errors', 'duration', 'concurrency'])
      expect(new RegExp(`${label.padEnd(13)} *\\S+(?: m?s)?(?= |$)`, 'm').exec(words)?.[0]).toHaveLength(19);
  });

  it('says once that a function reserves 0, and once that its log has no lines', () => {
    const minute = calm(() => ({ 'Invocations Sum': 0, 'Throttles Sum': 340 }));
    const story = { ...CALM, minute, reserved: 0 };
    const snapshot = {
      ...snapshotOf({ functions: [story] }),
      failures: new Map([[rawText(CALM.name), SILENT_LOG]]),
    };
    const words = onScreen(story, { snapshot, status: snapshot.functions[0]! });
    expect(words).toMatch(/switched off: its reserved concurrency is 0/);
    expect(words.match(/reserved concurrency is 0/g)).toHaveLength(1);
    expect(words.match(/the log has no lines/g)).toHaveLength(1);
  });

  it('cuts no word beside a number of many digits', () => {
    const busy = { ...CALM, minute: calm(() => ({ 'Invocations Sum': 186_080, 'Errors Sum': 20 })) };
    expect(onScreen(busy)).toMatch(/errors {11}20 {2}<0\.1 % of 186,080$/m);
    expect(onScreen(THROTTLED)).toMatch(/errors .* % of [\d,]+ served$/m);
  });

  it('begins the verdict in the column of what it rests on, in ASCII too', () => {
    for (const look of [LOOK, ASCII]) {
      const [verdict = '', reason = ''] = onScreen(THROTTLED, { look }).split('\n').slice(3);
      expect(verdict.indexOf('turns away')).toBe(9);
      expect(reason).toMatch(/^ \d\d:\d\dZ {2}\S/);
    }
  });

  it('draws a timeout that calls come near, and tells of any other that it is above the chart', () => {
    const lasting = (ms: number) => ({
      ...CALM,
      minute: calm(() => ({ 'Duration p95': ms })),
      timeoutMs: 10_000,
    });
    expect(onScreen(lasting(9_000))).toMatch(/DURATION .*· timeout 10\.0 s/);
    expect(onScreen(lasting(900))).toMatch(/DURATION .*↑ timeout 10\.0 s/);
  });

  it('says how many times as much is asked as an hour before, where percents would be long', () => {
    const grown = calm((age) => ({ 'Invocations Sum': age < 10 ? 15_600 : 600 }));
    expect(onScreen({ ...CALM, minute: grown })).toMatch(/attempts +15,600 {2}26 times 1 h earlier/);
  });

  it.each(SIZES)('draws what is lost where anything is, and nowhere else, at $columns columns', (size) => {
    const words = onScreen(LOSING, size);
    // The lowest screen has room for no chart.
    if (size.rows > 15) expect(words).toMatch(/LOST EVENTS a minute .*dead-letter errors/);
    expect(onScreen({ ...LOSING, minute: calm() }, size)).not.toContain('LOST EVENTS');
  });

  it('draws on a narrow screen what the verdict speaks of, though a full pool turns calls away as well', () => {
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
    expect(words).toMatch(/CRIT +loses events[\s\S]* LOST EVENTS a minute /);
  });

  it('says over how long events were lost: not in the one minute that the other numbers are of', () => {
    expect(onScreen(LOSING)).toMatch(/lost events +4 {2}in 5 min/);
  });

  it('says from where on more than all week is critical', () => {
    const turnedAway = calm((age) => ({
      'Errors Sum': age < 20 ? 300 : 120,
      'Throttles Sum': age < 12 ? 200 : 0,
    }));
    const words = onScreen({ ...WORSE_THAN_EVER, minute: turnedAway });
    expect(words).toMatch(/errors .* CRIT from 30 %/);
  });

  it('tells the peak that was measured, and none that was reckoned beside it', () => {
    expect(onScreen(CALM)).toMatch(/concurrency +~1 {2}peak 3\s*$/m);
  });

  it.each([
    { what: 'a function at rest', story: CALM, says: 'nothing hurts: no rule is broken' },
    { what: 'a function that is turned away', story: THROTTLED, says: /CRIT +.*turns away/ },
    { what: 'a stream', story: LAGGING, says: /STREAM .* stream of/ },
    { what: 'a function that nothing waits for', story: CALM, says: /called by +direct callers, who wait/ },
    { what: 'a function that nobody called', story: IDLE, says: /called by +not known: no call was seen/ },
    { what: 'a function without a dead-letter target', story: CALM, says: /^(?![\s\S]*lost events)/ },
    { what: 'a measured zero', story: CALM, says: /turned away +0/ },
    { what: 'no data', story: IDLE, says: /turned away +-/ },
    { what: 'a denied limit', story: { ...CALM, reserved: 'denied' as const }, says: /limit +denied/ },
  ])('says what is known of $what', ({ story, says }) => {
    const words = onScreen(story);
    expect(words).toMatch(says);
  });

  it.each([
    { of: 'records', ageMs: 480_000, says: /iterator age +8 ?m/ },
    { of: 'messages', ageMs: 120_000, says: /message age +2 ?m/ },
    { of: 'events', ageMs: 180_000, says: /event age +3 ?m/ },
    { of: 'messages', ageMs: 'denied', says: /message age +denied/ },
    { of: 'events', ageMs: 'missing', says: /event age +-/ },
  ] as const)('names the lag that the fleet shows: $of, $ageMs', ({ of, ageMs, says }) => {
    const { status } = scene(CALM);
    const words = onScreen(CALM, { status: { ...status, lag: { of, ageMs } } });
    expect(words).toMatch(says);
    expect(words.match(/(?:iterator|message|event) age/g)).toHaveLength(1);
  });

  it.each([
    {
      momentShown: '2026-11-24T03:12:00Z',
      changed: '2026-11-24T02:42:00Z',
      says: /changed +30m ago {2}\$LATEST/,
    },
    { momentShown: '2026-11-24T02:00:00Z', changed: '2026-11-24T02:42:00Z', says: /changed +later, 02:42Z/ },
    { momentShown: '2026-11-20T02:55:00Z', changed: '2026-11-24T02:42:00Z', says: /changed +later, 24 Nov/ },
  ])('of the past at $momentShown says of a change at $changed: $says', ({ momentShown, changed, says }) => {
    const snapshot = snapshotOf({
      functions: [CALM],
      snapshot: { connection: PAST, judgedMs: Date.parse(momentShown) },
    });
    const { status } = scene(CALM);
    const configuration = { ...status.configuration, lastModifiedMs: Date.parse(changed) };
    const words = onScreen(CALM, {
      snapshot,
      status: { ...status, configuration },
      nowMs: Date.parse('2026-11-24T22:00:00Z'),
    });
    expect(words).toContain('CONFIG, as of now');
    expect(words).toMatch(says);
    expect(words).not.toMatch(/changed +19h/);
  });

  it('of the past says that its window ends then', () => {
    const past = snapshotOf({ functions: [CALM], snapshot: { connection: PAST } });
    expect(onScreen(CALM, { snapshot: past })).toMatch(/ hour until then /);
    expect(onScreen(CALM)).toMatch(/ last hour /);
  });

  it('of the past says that weights of aliases are of now', () => {
    const past = snapshotOf({ functions: [CALM], snapshot: { connection: PAST } });
    const version = { version: rawText('42'), weight: 1, invocations: 9, errorRate: 0, durationP95Ms: 80 };
    const detail = {
      functionName: rawText(CALM.name),
      aliases: { known: true as const, value: [{ name: rawText('live'), versions: [version] }] },
      provisioned: UNREAD,
      asyncDelivery: UNREAD,
      alarms: UNREAD,
      described: { known: false, because: 'unread' } as const,
      sample: null,
      reportsError: null,
      versions: null,
      day: null,
    };
    const shown = (connection: FleetSnapshot['connection']) =>
      onScreen(CALM, { snapshot: { ...past, connection, detail } });
    expect(shown(PAST)).toMatch(/ALIAS live 15m [─ ]+weight now {2}ERR%/);
    expect(shown({ ...PAST, state: 'live' })).toMatch(/ALIAS live 15m [─ ]+weight {3}ERR%/);
  });

  it('lets go of the set-up before the version that an alias runs', () => {
    const version = { version: rawText('119'), weight: 1, invocations: 9, errorRate: 0, durationP95Ms: 80 };
    const detail = {
      functionName: rawText(THROTTLED.name),
      aliases: { known: true as const, value: [{ name: rawText('live'), versions: [version] }] },
      provisioned: UNREAD,
      asyncDelivery: UNREAD,
      alarms: UNREAD,
      described: UNREAD,
      sample: null,
      reportsError: null,
      versions: null,
      day: null,
    };
    const snapshot = { ...snapshotOf({ functions: [THROTTLED] }), detail };
    const shown = [40, 36, 32, 28, 26, 24].map((rows) => onScreen(THROTTLED, { rows, snapshot }));
    expect(
      shown.filter((screen) => screen.includes('/aws/lambda/') && !screen.includes('ALIAS live')),
    ).toEqual([]);
    expect(shown[0]).toContain('ALIAS live');
  });

  it.each([
    { columns: 80, rows: 24, at: 'facts', beside: /UNUSUAL[\s\S]*SET UP[\s\S]*COST AN HOUR/ },
    { columns: 120, rows: 40, at: 'facts', beside: /SET UP ─+ +COST AN HOUR ─+ at list price/ },
    { columns: 200, rows: 60, at: 'facts', beside: /SET UP ─+ +COST AN HOUR ─+ at list price/ },
  ] as const)('has all facts on a page behind the charts at $columns columns', ({ at, beside, ...size }) => {
    const page = onScreen(CALM, { ...size, pane: { at, isLarge: false } });
    expect(page).toMatch(beside);
    // 600 calls a minute of 100 ms each, at 512 MB of arm64.
    expect(page).toMatch(/compute +~\$0\.02 {2}1,800 GB-seconds/);
    expect(page).toMatch(/requests +<\$0\.01 {2}36,000/);
    expect(onScreen(CALM, { ...size, pane: { at, isLarge: true } })).toBe(page);
  });

  it('tells how asynchronous events are retried by default, whole, in half of 120 columns', () => {
    const detail = {
      functionName: rawText(CALM.name),
      aliases: UNREAD,
      provisioned: UNREAD,
      asyncDelivery: { known: true, value: null } as const,
      alarms: UNREAD,
      described: UNREAD,
      sample: null,
      reportsError: null,
      versions: null,
      day: null,
    };
    const page = onScreen(CALM, {
      pane: { at: 'facts', isLarge: false },
      snapshot: { ...snapshotOf({ functions: [CALM] }), detail },
    });
    expect(page).toMatch(/retries +2 {2}events live up to 6h 00m, default /);
  });

  it('shows the last 24 hours, with the day where they begin, once they have been read', () => {
    const snapshot = snapshotOf({ functions: [CALM] });
    const [status] = snapshot.functions;
    const startMs = Date.parse('2026-11-23T03:10:00Z');
    const day = Array.from({ length: 288 }, (_, period) => ({
      ...status!.minutes.at(-1)!,
      minuteMs: startMs + period * 5 * 60_000,
    }));
    const detail = {
      functionName: status!.name,
      aliases: UNREAD,
      provisioned: UNREAD,
      asyncDelivery: UNREAD,
      alarms: UNREAD,
      described: { known: false, because: 'unread' } as const,
      sample: null,
      reportsError: null,
      versions: null,
    };
    const shown = (known: typeof day | null) =>
      wordsOf(
        functionRows(
          scene(CALM, { windowMinutes: 1_440, snapshot: { ...snapshot, detail: { ...detail, day: known } } }),
        ),
      ).join('\n');
    expect(shown(day)).toMatch(/last 24 hours[\s\S]*23 Nov 03:10Z .* 03:05Z/);
    expect(shown(null)).not.toContain('23 Nov');
  });

  it.each([
    { windowMinutes: 5, says: 'last 5 minutes', from: '03:06Z' },
    { windowMinutes: 15, says: 'last 15 minutes', from: '02:56Z' },
    { windowMinutes: 30, says: 'last 30 minutes', from: '02:41Z' },
    { windowMinutes: 60, says: 'last hour', from: '02:11Z' },
    { windowMinutes: 180, says: 'last 3 hours', from: /0[01]:\d\dZ/ },
  ])('shows the $says from $from on', ({ windowMinutes, says, from }) => {
    const rows = onScreen(CALM, { windowMinutes }).split('\n');
    expect(rows[1]).toContain(says);
    expect(rows.find((row) => /^ +\d\d:\d\dZ .*03:1\dZ/.test(row))).toMatch(from);
  });

  it('shows the chart that the verdict rests on where only one fits', () => {
    expect(onScreen(THROTTLED, { columns: 80, rows: 24 })).toContain('FAILED %');
    expect(onScreen(LAGGING, { columns: 80, rows: 24 })).toContain('ITERATOR AGE');
    expect(onScreen(CALM, { columns: 80, rows: 24 })).toContain('ATTEMPTS a minute');
  });

  it('shows errors and throttles where both fail alike', () => {
    const both = { ...THROTTLED, minute: calm(() => ({ 'Errors Sum': 60, 'Throttles Sum': 66 })) };
    for (const look of [LOOK, ASCII]) {
      const words = onScreen(both, { look });
      const chart = words.slice(words.indexOf('FAILED %'), words.indexOf('DURATION'));
      expect(chart).toMatch(look === ASCII ? /\+ errors of served/ : /╌ errors of served/);
      expect(chart).toMatch(look === ASCII ? /(\+-){5}/ : /(╌─){5}/);
    }
  });

  it('says denied in the place of each number that may not be read', () => {
    const series = [
      'Throttles Sum',
      'Errors Sum',
      'Duration Sum',
      'Duration p95',
      'Duration Maximum',
      'ConcurrentExecutions Maximum',
    ] as const;
    const minute = () => ({ 'Invocations Sum': 600 });
    const words = onScreen({ ...CALM, minute, denied: series });
    for (const label of ['turned away', 'errors', 'duration', 'concurrency'])
      expect(words).toMatch(new RegExp(`${label} +denied`));
    expect(words).toMatch(/p95 denied {2}max denied/);
    expect(words).toMatch(/peak denied/);
    expect(words).toMatch(/errors of served denied/);
  });

  it.each([
    { story: { ...CALM, reserved: 15 }, says: /limit +reserved 15/ },
    {
      story: {
        ...CALM,
        reserved: 15,
        minute: calm(() => ({ 'Invocations Sum': 6_000, 'ConcurrentExecutions Maximum': 9 })),
      },
      says: /limit +requests\/s 150 {2}reserved 15$/m,
    },
  ])('says which limit binds: $says', ({ story, says }) => {
    expect(onScreen(story)).toMatch(says);
  });

  it('counts the charts of age in even steps of a clock', () => {
    const words = onScreen(LAGGING);
    const labels = words.slice(words.indexOf('ITERATOR AGE')).match(/^ +\d+[hms ]*(?= [│|])/gm) ?? [];
    expect(labels.length).toBeGreaterThan(2);
    const minutes = labels.map((label) => Number.parseInt(label, 10));
    const steps = new Set(minutes.slice(1).map((value, index) => (minutes[index] ?? 0) - value));
    expect([...steps]).toHaveLength(1);
  });
});

describe('the dashboard at 200x60', () => {
  const size = { columns: 200, rows: 60 };

  it.each([THROTTLED, LAGGING])('has its charts in two columns and its facts in a third one', (story) => {
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
  ] as const)('marks the chart of %s that Tab has gone to, in either column', (at, title) => {
    const words = onScreen(THROTTLED, { ...size, pane: { at, isLarge: false } });
    expect(words).toContain(`[${title}]`);
    expect(words.match(/ \[[A-Z]/g)).toHaveLength(1);
  });
});

describe('the pages at 80x24', () => {
  const small = { columns: 80, rows: 24 } as const;
  const onPage = (story: FunctionStory, at: Pane | null) =>
    onScreen(story, { ...small, pane: { at, isLarge: false } });

  it('begin with all that is needed at once: numbers, the stream that waits, the chart of the verdict', () => {
    expect(onPage(LAGGING, null)).toMatch(
      /page 1 of 5 now[\s\S]*attempts[\s\S]*STREAM[\s\S]*lost in[\s\S]*batch[\s\S]*ITERATOR AGE/,
    );
    expect(onPage(THROTTLED, null)).toMatch(/attempts +.* turned away[\s\S]*FAILED %/);
  });

  it('never let the stream give way to the chart, on the lowest screens', () => {
    for (const rows of [24, 22, 20, 18]) {
      expect(onScreen(LAGGING, { columns: 80, rows })).toMatch(/STREAM[\s\S]*lost in[\s\S]*batch/);
    }
  });

  it('say how the function is set up before they show more charts', () => {
    expect(onPage(LAGGING, 'setup')).toMatch(/page 2 of 5 setup[\s\S]*CONFIG/);
    expect(onPage(THROTTLED, 'setup')).not.toMatch(/ATTEMPTS|turned away/);
    expect(onPage(THROTTLED, 'facts')).toMatch(/page 3 of 5 facts[\s\S]*UNUSUAL/);
    expect(onPage(THROTTLED, 'attempts')).toMatch(
      /page 4 of 5 charts[\s\S]*ATTEMPTS a minute[\s\S]*FAILED %/,
    );
    expect(onPage(THROTTLED, 'duration')).toMatch(/page 5 of 5 charts[\s\S]*DURATION[\s\S]*CONCURRENCY/);
  });

  it('hold the alarms that ring, which have no room below the verdict', () => {
    const snapshot = snapshotOf({ functions: [THROTTLED] });
    const alarm = {
      functionName: rawText(THROTTLED.name),
      name: rawText('checkout throttles'),
      metric: rawText('Throttles'),
      sinceMs: NOW_MS,
    };
    const detail = {
      functionName: rawText(THROTTLED.name),
      aliases: UNREAD,
      provisioned: UNREAD,
      asyncDelivery: UNREAD,
      alarms: { known: true, value: [alarm] } as const,
      described: UNREAD,
      sample: null,
      reportsError: null,
      versions: null,
      day: null,
    };
    const pane = { at: 'setup', isLarge: false } as const;
    const words = onScreen(THROTTLED, { ...small, pane, snapshot: { ...snapshot, detail } });
    expect(words).toMatch(/ALARMS[\s\S]*checkout throttles rings on Throttles[\s\S]*CONFIG/);
    const long = { ...alarm, name: rawText('checkout-api-throttles-paged') };
    const narrowest = { columns: 60, rows: 15, pane };
    const told = { ...detail, alarms: { known: true, value: [long] } as const };
    expect(onScreen(THROTTLED, { ...narrowest, snapshot: { ...snapshot, detail: told } })).toMatch(
      /checkout-api-throttles-paged rings since \d\d:\d\dZ$/m,
    );
  });

  it('are what Tab goes through, where there is but one column; with a page of failures once a log was read', () => {
    const all = { charts: CHARTS, columns: 80, tellsFailures: false };
    expect(panesOf(all)).toEqual(['now', 'setup', 'facts', 'attempts', 'duration']);
    expect(panesOf({ ...all, tellsFailures: true })).toContain('failing');
    expect(panesOf(all, true)).toEqual(CHARTS);
    expect(panesOf({ ...all, columns: 120 })).toEqual([...CHARTS, 'facts']);
  });

  it('show the chart that the verdict picks where it has the screen, and all facts once the screen has grown', () => {
    const pane = { at: 'setup', isLarge: true } as const;
    expect(onScreen(THROTTLED, { ...small, pane })).toContain('FAILED %');
    expect(onScreen(THROTTLED, { columns: 120, rows: 40, pane })).toContain('UNUSUAL');
  });

  it.each([
    { from: NO_PANE, to: 'setup' },
    { from: { at: 'setup', isLarge: false }, to: 'facts' },
    { from: { at: 'facts', isLarge: false }, to: 'attempts' },
    { from: { at: 'failures', isLarge: false }, to: 'duration' },
    // The second chart of a page, as it was looked at alone or on a wider screen.
    { from: { at: 'failures', isLarge: true }, to: 'duration' },
    { from: { at: 'concurrency', isLarge: false }, to: 'now' },
  ] as const)('go on from $from to $to', ({ from, to }) => {
    const all = { charts: CHARTS, columns: 80, tellsFailures: false };
    expect(paneAfterAction('nextPane', from, 'failures', all)?.at).toBe(to);
  });
});

describe('the chart at hand', () => {
  const large = { pane: { at: null, isLarge: true } };

  it.each(SIZES)('has all of $columns x $rows but header, verdict and footer when it is large', (size) => {
    const rows = wordsOf(functionRows(scene(THROTTLED, { ...size, ...large })));
    expect(rows).toHaveLength(size.rows);
    expect(rows.filter((row) => /^ [A-Z]{2}[A-Z %]+ ─/.test(row))).toHaveLength(1);
    expect(rows.filter((row) => row.includes('┤') || row.includes('│')).length).toBeGreaterThanOrEqual(
      size.rows / 3,
    );
    expect(rows.join('\n')).not.toContain('CONFIG');
  });

  it('is the one that Tab has gone to, also where only one fits', () => {
    const titles = CHARTS.map(
      (at) =>
        /^ ([A-Z]{2}[A-Z %]+) ─/m.exec(
          onScreen(THROTTLED, { columns: 80, rows: 24, pane: { at, isLarge: true } }),
        )?.[1],
    );
    expect(new Set(titles).size).toBe(4);
    expect(onScreen(THROTTLED, { ...large, columns: 80, rows: 24 })).toContain(titles[1]!);
  });

  it('stays the same one when another comes to stand before it, as events begin to be lost', () => {
    for (const story of [CALM, LOSING]) {
      expect(onScreen(story, { pane: { at: 'duration', isLarge: false } })).toContain('[DURATION]');
      expect(onScreen(story, { pane: { at: 'duration', isLarge: true } })).toMatch(/^ DURATION ─/m);
    }
  });

  it('is that of the verdict where there is none any more of what was looked at', () => {
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
      paneAfterAction(action, from, 'failures', { charts: CHARTS, columns: 120, tellsFailures: false }),
    ).toEqual(to);
  });
});

describe('what has no room on a dashboard', () => {
  it.each([
    { columns: 80, rows: 24, at: 'facts' },
    { columns: 60, rows: 15, at: 'facts' },
    { columns: 100, rows: 15, at: null },
    { columns: 120, rows: 24, at: 'facts' },
  ] as const)('is come to row by row on $columns x $rows, page $at', ({ at, ...size }) => {
    const scrolled = (step: number) => scene(THROTTLED, { ...size, pane: { ...NO_PANE, at }, step });
    const facts = factsOnScreen(scrolled(0))!;
    const whole = wordsOf(
      sectionLines(facts.sections, facts.width, 999, LOOK.glyphs).map((line) => ({ line })),
    );
    const seen = Array.from({ length: lastStep(facts) }, (_, step) =>
      wordsOf(functionRows(scrolled(step + 1))).join('\n'),
    );
    expect(seen.length).toBeGreaterThan(1);
    for (const row of whole)
      expect(
        seen.some((each) => each.includes(row.trim())),
        row,
      ).toBe(true);
    expect(wordsOf(functionRows(scrolled(0)))[1]).toContain(' j more ');
    expect(wordsOf(functionRows(scrolled(2)))[1]).toMatch(/ lines 2 to \d+ of \d+ /);
  });
});
