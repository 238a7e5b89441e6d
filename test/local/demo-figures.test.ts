import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import type { TruthMinute } from '../../src/local/world/world-truth.ts';
import { caseFileOf } from '../../src/monitor/fleet/case-file.ts';
import { checkText } from '../../src/print/fleet/check-text.ts';
import { fleetJson } from '../../src/print/fleet/fleet-json.ts';
import { shortUntilText } from '../../src/print/fleet/table/time-to-limit.ts';
import { watchJson } from '../../src/print/function/watch-json.ts';
import { triageJson } from '../../src/print/triage/triage-json.ts';
import { ageInWords, ageText, utcMinute } from '../../src/terminal/quantity.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import { causesOfOne } from '../../src/triage/cause/causes-of-one.ts';
import { triageReport } from '../../src/triage/report/triage-report.ts';
import { untilText } from '../../src/triage/sentence/time-words.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import { functionRows } from '../../src/views/dashboard/dashboard-rows.ts';
import { NO_PANE } from '../../src/views/dashboard/panes.ts';
import { headroomRows } from '../../src/views/headroom/headroom-rows.ts';
import { triageRows } from '../../src/views/triage/triage-rows.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../monitor/fleet/demo-fleet.ts';
import { ACCESS } from '../triage/report/case-file-of.ts';
import { fleetOnScreen, LOOK, wordsOf } from '../views/fleet/fleet-on-screen.ts';
import { HURTING } from './demo-functions.ts';
import { figureIn, type ShownFigure, shownFigure } from './shown-figure.ts';

const AVERAGE_ERROR = 0.005;
const P95_ERROR = 0.02;
const ESTIMATE_ERROR = 0.02;

let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await demoFleet();
});
afterAll(() => fleet.close());

/** All but those that nobody calls now. */
const CALLED = [...HURTING, 'geo-lookup', 'user-profile', 'search-index', 'webhook-in', 'legacy-export'];

/** By function, for the current moment: every screen is drawn once, and all tests share it. */
const shown = new Map<string, ReturnType<typeof draw>>();

/** All figures shown for a function at one moment, and the truth about the minute that they describe. */
function shownOf(name: string) {
  const drawn = shown.get(name) ?? draw(name);
  shown.set(name, drawn);
  return drawn;
}

function draw(name: string) {
  const snapshot = fleet.monitor.getSnapshot();
  const status = fleet.status(name);
  const nowMs = fleet.clock.now();
  const report = triageReport(caseFileOf(name, snapshot, snapshot.judgedMs)!, ACCESS);
  const shared = {
    status,
    snapshot,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 },
    path: [safe`Fleet`],
    isRoot: false,
    thresholds: DEFAULT_THRESHOLDS,
    nowMs,
    columns: 120,
    rows: 120,
    look: LOOK,
  };
  const screen = (rows: Parameters<typeof wordsOf>[0]) => wordsOf(rows).join('\n');
  const dashboard = screen(
    functionRows({ ...shared, qualifier: null, pane: NO_PANE, step: 0, windowMinutes: 60 }),
  );
  const access = { region: 'eu-west-1', profile: 'prod', endpointUrl: null, lmon: 'lmon', isDemo: false };
  return {
    fleet: fleetOnScreen({ snapshot, nowMs, columns: 120, rows: 100 }).join('\n'),
    wholeDashboard: dashboard,
    // The lines above the figures have figures of their own.
    dashboard: behind('LAST SETTLED MINUTE', dashboard),
    headroom: screen(headroomRows({ ...shared, access, page: 0, step: 0 })),
    triage: screen(triageRows({ ...shared, report, first: 0 })),
    check: JSON.parse(fleetJson(status, causesOfOne(snapshot.causes, status), 'present')),
    watch: JSON.parse(watchJson(status, snapshot)),
    report: JSON.parse(triageJson(report)),
    truth: fleet.world.truth.minute(name, status.minuteMs!),
    minuteMs: status.minuteMs!,
    minutes: status.minutes,
  };
}

const behind = (title: string, text: string) => text.slice(text.indexOf(title));
const rateOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const attemptsOf = ({ invocations, throttles }: TruthMinute) => invocations + throttles;

function expectNear({ value, rounding }: ShownFigure, truth: number, error = 0): void {
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(truth * error + rounding * 1.000_001);
}

const timesOf = ({ early, likely, late }: Readonly<Record<'early' | 'likely' | 'late', number>>) => ({
  earlyMs: early * SECOND_MS,
  likelyMs: likely * SECOND_MS,
  lateMs: late * SECOND_MS,
});

/** A row of the fleet: state, name and cells. */
function cellsOf(screen: string, name: string): readonly string[] {
  const row =
    screen.split('\n').find((each) => new RegExp(`(?:CRIT|WARN|ok) +${name} +[\\d.]`).test(each)) ?? '';
  const cells =
    / {2,}(<?[\d.k]+) +=?(<?[\d.]+) +(<?[\d.]+) +([\d.]+ m?s|\dm \d\ds) +(\d+) % +(\S+)\/(\S+) ([RASQO])\?? +A?(<?\d+) +(?:A ?)?(-|now|~?<?[\dhm]+) /.exec(
      row,
    );
  if (cells === null) throw new Error(`no row of ${name}: ${row}`);
  return cells.slice(1);
}

// The moments build on each other: each continues where the previous one stopped.
describe.each([
  { moment: 'at the start', atMinute: 0 },
  { moment: 'after seven minutes', atMinute: 7 },
  { moment: 'when the account pool has just filled', atMinute: 18 },
  { moment: 'while it is full', atMinute: 30 },
  { moment: 'when the slow dependency has recovered', atMinute: 48 },
  { moment: 'when the pool has room again', atMinute: 55 },
  { moment: 'in quiet time', atMinute: 120 },
])('the figures of the demo $moment', ({ atMinute }) => {
  beforeAll(async () => {
    const { clock } = fleet;
    await clock.pass(DEMO_START_MS + atMinute * MINUTE_MS - clock.now());
    shown.clear();
  });

  it.each(CALLED)('in the fleet match what really happened to %s', (name) => {
    const { fleet: screen, truth, minutes } = shownOf(name);
    const [requests = '', errors = '', throttles = '', p95 = '', timeout = ''] = cellsOf(screen, name);
    expectNear(shownFigure(requests), truth.invocations / 60);
    expectNear(shownFigure(`${errors} %`), rateOf(truth.errors, truth.invocations));
    expectNear(shownFigure(`${throttles} %`), rateOf(truth.throttles, attemptsOf(truth)));
    expectNear(shownFigure(p95), truth.durationP95Ms, P95_ERROR);
    const longestMs = Math.max(...minutes.slice(-15).map(({ durationMaxMs }) => durationMaxMs ?? 0));
    expectNear(shownFigure(`${timeout} %`), longestMs / fleet.status(name).configuration.timeoutMs);
  });

  it.each(CALLED)('on the dashboard are exact counts for %s, and durations within their error', (name) => {
    const { dashboard, truth } = shownOf(name);
    expect(figureIn(dashboard, /attempts +([\d,]+)/).value).toBe(attemptsOf(truth));
    expect(figureIn(dashboard, /turned away +([\d,]+)/).value).toBe(truth.throttles);
    expect(figureIn(dashboard, /errors +([\d,]+)/).value).toBe(truth.errors);
    // Long numbers drop the last word, but are never cut off themselves.
    const ofServed = /errors .* % of ([\d,]+)(?: served)?(?:, usual(?: here)?)?$/m;
    if (truth.errors > 0) expect(figureIn(dashboard, ofServed).value).toBe(truth.invocations);
    const averageMs = truth.durationSumMs / truth.invocations;
    expectNear(figureIn(dashboard, /duration +([\d.]+ m?s)/), averageMs, AVERAGE_ERROR);
    expectNear(figureIn(dashboard, /p95 ([\d.]+ m?s)/), truth.durationP95Ms, P95_ERROR);
  });

  it.each(CALLED)('in the explanation of the estimate for %s agree with each other', (name) => {
    const { headroom, truth } = shownOf(name);
    const working = /served +([\d,]+) \/ 60 s × ([\d.]+) s +=/.exec(headroom)!;
    expect(shownFigure(working[1]!).value).toBe(truth.invocations);
    expectNear(shownFigure(`${working[2]} s`), truth.durationSumMs / truth.invocations, AVERAGE_ERROR);
    const busy = figureIn(headroom, /Sum\(Duration\) +[\d,.]+ s \/ 60 s +=? *(~[\d,.]+)/);
    expectNear(busy, truth.durationSumMs / MINUTE_MS, ESTIMATE_ERROR);
  });

  it.each(CALLED)('for %s are the same everywhere', (name) => {
    const { fleet: screen, dashboard, headroom, check, watch, truth } = shownOf(name);
    const [, , , , , used = '', limit = '', letter = '', use = '', eta = ''] = cellsOf(screen, name);
    const { concurrency } = check;
    if (letter !== 'Q') expectNear(shownFigure(used), concurrency.estimate);
    expectNear(figureIn(dashboard, /concurrency +(~[\d,.]+)/), concurrency.estimate);
    if (letter === 'R') expectNear(figureIn(headroom, /▸ reserved +(~[\d,.]+) of/), concurrency.estimate);
    // The table marks the limit that binds, and the path above names it: both match the JSON output.
    const shareBelow = figureIn(headroom, /▸ .* of [\d,]+\S* +(?:[●▲] )?(\d+ %)/);
    const shareAbove = figureIn(headroom, /[\d.]+ of [\d,]+, (\d+ %)/);
    expect(shareBelow).toEqual(shareAbove);
    expectNear(shareAbove, check.use);
    expectNear(shownFigure(limit), check.limit.value);
    if (use === '<1') expect(check.use).toBeLessThan(0.005);
    else expectNear(shownFigure(`${use} %`), check.use);
    if (letter === 'A') expect(check.ownUse).toBeCloseTo(concurrency.estimate / check.limit.value, 10);
    expect(eta).toBe(check.etaSeconds === null ? '-' : shortUntilText(timesOf(check.etaSeconds)));
    expect(watch).toMatchObject({
      ...check,
      attempts: attemptsOf(truth),
      invocations: truth.invocations,
      errors: truth.errors,
      throttles: truth.throttles,
    });
    expect(check.requestsPerSecond).toBeCloseTo(truth.invocations / 60, 10);
    expect(check.errorRate).toBeCloseTo(rateOf(truth.errors, truth.invocations), 10);
    expect(check.throttleRate).toBeCloseTo(rateOf(truth.throttles, attemptsOf(truth)), 10);
    expectNear({ value: check.durationP95Ms, rounding: 0 }, truth.durationP95Ms, P95_ERROR);
    expectNear(
      { value: watch.durationAverageMs, rounding: 0 },
      truth.durationSumMs / truth.invocations,
      AVERAGE_ERROR,
    );
  });

  it.each(['checkout-api', 'cart-api', 'legacy-export'])(
    'in the triage of %s count each call since the onset',
    (name) => {
      const { triage, check, report, minuteMs, minutes } = shownOf(name);
      for (const [rule, count] of [
        ['throttles', 'throttles'],
        ['errors', 'errors'],
      ] as const) {
        const reason = check.reasons.find((each: { readonly rule: string }) => each.rule === rule);
        const said = new RegExp(
          `([\\d,]+) calls(?: of ${name})? ${rule === 'errors' ? 'failed' : 'turned away'}`,
        );
        if (reason?.since == null) continue;
        let sum = 0;
        // Trouble that began before the known minutes is counted from their start.
        const fromMs = Math.max(Date.parse(reason.since), minutes[0]!.minuteMs);
        for (let ms = fromMs; ms <= minuteMs; ms += MINUTE_MS)
          sum += fleet.world.truth.minute(name, ms)[count];
        expect(figureIn(triage, said).value).toBe(sum);
        expect(figureIn(JSON.stringify(report.impact), said).value).toBe(sum);
      }
    },
  );

  it.each(CALLED)('of what %s used, lost and may use are those of what really happened', (name) => {
    const { check, watch, truth, minuteMs } = shownOf(name);
    const { functions, account } = fleet.world;
    expect(check.concurrency.observedMax).toBe(truth.peakConcurrency);
    const lost = fleet.world.truth.lostEvents(name, minuteMs - 4 * MINUTE_MS, minuteMs + MINUTE_MS);
    expect(check.lostEvents ?? 0).toBe(lost);
    expect(watch.lostEvents).toBe(check.lostEvents);
    const sumOfReserved = functions.reduce((sum, each) => sum + (each.reservedConcurrency ?? 0), 0);
    const reserved = functions.find((each) => each.name === name)?.reservedConcurrency ?? null;
    const expected: Readonly<Record<string, number | null>> = {
      reserved,
      requestRate: reserved === null ? null : 10 * reserved,
      account: account.concurrencyLimit - sumOfReserved,
    };
    if (check.limit.kind in expected) expect(check.limit.value).toBe(expected[check.limit.kind]);
    if (check.throttling !== 'throttling') return;
    // The limit that is named is the one that turned calls away.
    const told = fleet.world.truth.throttled(name, minuteMs, minuteMs + MINUTE_MS);
    const reasons: Readonly<Record<string, string>> = {
      reserved: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      requestRate: 'ReservedFunctionInvocationRateLimitExceeded',
      account: 'ConcurrentInvocationLimitExceeded',
    };
    expect(new Set(told.map(({ reason }) => reason))).toEqual(new Set([reasons[check.limit.kind]]));
  });

  it('of the account pool are those of what really ran at once', () => {
    const { account, functions } = fleet.monitor.getSnapshot();
    const minuteMs = account.pool.at(-1)!.minuteMs;
    const shared = functions.filter(({ limits }) => limits.reserved.known && limits.reserved.value === null);
    const bySecond = shared.map(({ name }) =>
      fleet.world.truth.inFlight(name, minuteMs, minuteMs + MINUTE_MS),
    );
    const inFlight = Array.from({ length: 60 }, (_, second) =>
      bySecond.reduce((sum, each) => sum + (each[second] ?? 0), 0),
    );
    // The metric has the highest moment of all: no lower than any end of a second, nor higher than each one's own.
    const peaks = shared.map(({ name }) => fleet.world.truth.minute(name, minuteMs).peakConcurrency);
    expect(account.unreservedInUse).toBeGreaterThanOrEqual(Math.max(...inFlight));
    expect(account.unreservedInUse).toBeLessThanOrEqual(peaks.reduce((sum, peak) => sum + peak, 0));
  });

  it.each(CALLED)('for %s are of one minute, which every screen, pipe and report names alike', (name) => {
    const { wholeDashboard, headroom, triage, check, report, minuteMs } = shownOf(name);
    const minute = utcMinute(minuteMs);
    for (const screen of [wholeDashboard, headroom, triage]) expect(screen).toContain(`LIVE to ${minute} `);
    expect(wholeDashboard).toContain(`LAST SETTLED MINUTE ${minute} `);
    expect(headroom).toContain(` minute ${minute}`);
    // A report on trouble that is over is of the minutes until then.
    const lastMinute = report.verdict.says.startsWith('over since') ? '\\d\\d:\\d\\dZ' : minute;
    expect(triage).toMatch(new RegExp(`each 60 s, minutes \\d\\d:\\d\\dZ to ${lastMinute}:`));
    expect(Date.parse(check.minute)).toBe(minuteMs);
  });

  it('of the fleet are of the newest minute, except counts over several minutes', () => {
    const { fleet: screen } = shownOf('checkout-api');
    const minutes = CALLED.map((name) => fleet.status(name).minuteMs!);
    const newestMs = Math.max(...minutes);
    const older = CALLED.filter((name) => fleet.status(name).minuteMs! < newestMs);
    const many = older.length === 0 ? '' : `, not yet for ${older.length} functions`;
    const but = older.length === 1 ? `, not yet for ${older[0]}` : many;
    expect(screen).toContain(`LIVE to ${utcMinute(newestMs)} `);
    expect(screen).toContain(`last minute settled ${utcMinute(newestMs)}${but} `);
  });

  it.each(CALLED)('lead to the same verdict on %s everywhere', (name) => {
    const { check, watch, report } = shownOf(name);
    expect(report.verdict.severity).toBe(check.severity);
    expect(watch.severity).toBe(check.severity);
    // A report names the likely cause besides, and of the pool how many it turned away.
    const said = (watch.verdict ?? '')
      .replace(/^the account pool (?:is )?/, 'account pool ')
      .split('; ')
      .filter((part: string) => !part.startsWith('account pool turn'));
    for (const part of said) expect(report.verdict.says).toContain(part);
    // Of a call near the timeout it is told for a quarter of an hour: only that may last beyond what is over.
    if (report.verdict.says.startsWith('over since'))
      expect(check.reasons.filter(({ rule }: { readonly rule: string }) => rule !== 'timeout')).toEqual([]);
    expect(report.verdict.says.includes('steady')).toBe(check.steady);
  });

  it('of the account pool are the same on the fleet, in every headroom and in the line of a check', () => {
    const { fleet: screen, headroom } = shownOf('image-resize');
    const { account, causes, functions } = fleet.monitor.getSnapshot();
    const used = figureIn(screen, /unreserved .* ([\d,]+) of +[\d,]+ /).value;
    const limit = figureIn(screen, /unreserved .* [\d,]+ of +([\d,]+) /).value;
    expect([used, limit]).toEqual([account.unreservedInUse, 765]);
    const until = /account pool .*full (in ~?\d+ min(?: \(\d+ to \d+\))?|within \d+ min)/.exec(screen)?.[1];
    const lines = checkText(
      functions.map((status) => ({ status, causes: causesOfOne(causes, status) })),
      'present',
    ).join('\n');
    for (const text of [headroom, lines]) expect(text).toContain(`account pool ${used} of ${limit}, `);
    const { eta } = account;
    if (eta === null) return expect(headroom).toContain('free; no trend');
    expect(headroom).toContain(`free, full ${untilText(eta, 'present')}`);
    if (until === undefined) return expect(eta.lateMs).toBe(0);
    expect(until).toBe(untilText(eta, 'present').toString());
    expect(lines).toContain(`met ${until}]`);
    // Functions with reserved concurrency are listed separately, and functions without calls don't count.
    const sharing = CALLED.filter((name) => !['checkout-api', 'auth-token'].includes(name));
    expect(screen).toContain(`; ${sharing.length} functions share it`);
  });

  it.each(CALLED)('on why %s hurts begin with the rule named by its verdict and its line', (name) => {
    const { check, fleet: screen } = shownOf(name);
    const status = fleet.status(name);
    const [first] = check.reasons;
    if (first === undefined) return expect(check.verdict).toBeNull();
    expect(first).toMatchObject({ unit: expect.any(String), rule: status.reasons[0]?.rule });
    expect(check.severity).toBe(first.severity);
    const severities = check.reasons.map(({ severity }: { readonly severity: string }) => severity);
    expect(severities).toEqual(severities.toSorted());
    expect(screen).toMatch(new RegExp(`${first.severity.toUpperCase()} +${name} `));
    if (first.windowSeconds !== 300 || !['errors', 'throttles'].includes(first.rule)) return;
    // The rule judges the five minutes that end with the displayed one.
    let [part, whole] = [0, 0];
    for (let age = 0; age < 5; age++) {
      const truth = fleet.world.truth.minute(name, status.minuteMs! - age * MINUTE_MS);
      part += first.rule === 'errors' ? truth.errors : truth.throttles;
      whole += first.rule === 'errors' ? truth.invocations : attemptsOf(truth);
    }
    expect(first.value).toBeCloseTo(part / whole, 10);
  });

  it.each(['ledger-stream', 'order-stream-consumer'])(
    'forecast the loss of records of %s at one time everywhere',
    (name) => {
      const { check, wholeDashboard, triage } = shownOf(name);
      if (check.recordLoss.inSeconds === null) return expect(wholeDashboard).not.toMatch(/lost in +\d/);
      const leftMs = check.recordLoss.inSeconds * 1_000;
      expect(wholeDashboard).toMatch(new RegExp(`lost in +${ageText(leftMs)} +kept for 1d`));
      expect(triage).toContain(`the first are lost in ${ageInWords(leftMs)}`);
    },
  );
});
