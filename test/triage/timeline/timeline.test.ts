import { describe, expect, it } from 'vitest';
import { MET_NOW } from '../../../src/capacity/assessment.ts';
import type { PoolPressure } from '../../../src/triage/cause/pool.ts';
import type { TroubledFunction } from '../../../src/triage/cause/troubled-function.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { type PoolPast, timelineOf } from '../../../src/triage/timeline/timeline.ts';
import {
  assessmentOf,
  type KnownMinute,
  minuteMsAt,
  minutesOf,
  poolOf700,
  reasonOf,
  times,
  troubled,
} from '../troubled.ts';

const NO_POOL: PoolPast = { pressure: null, growsSinceMs: null, full: [] };

function eventsOf(functions: readonly TroubledFunction[], pool: Partial<PoolPast> = {}) {
  const judged = functions.map((each) => ({ ...each, thresholds: DEFAULT_THRESHOLDS }));
  return timelineOf(judged, { ...NO_POOL, ...pool });
}

const SINCE_MS = minuteMsAt(70);

function pressure(eta: PoolPressure['eta']): PoolPressure {
  return {
    severity: 'warn',
    culprit: null,
    growthPerMinute: 5,
    holder: null,
    use: 0.7,
    eta,
    shortMs: null,
    sharedBy: 3,
    limit: 700,
    idleProvisioned: 0,
  };
}

describe('the timeline', () => {
  it.each([
    { rule: 'iteratorAge', kind: 'lagBegan' },
    { rule: 'redrive', kind: 'redriveBegan' },
    { rule: 'deadLetterErrors', kind: 'lossesBegan' },
    { rule: 'silence', kind: 'callsStopped' },
  ] as const)('shows when $rule began', ({ rule, kind }) => {
    const functions = [troubled('a', { reasons: [reasonOf(rule, { sinceMs: minuteMsAt(7) })] })];
    expect(eventsOf(functions)).toEqual([{ atMs: minuteMsAt(7), functionName: 'a', kind }]);
  });

  it('shows when calls became slow and how long they took before, not how slow they are by now', () => {
    const rise = { sinceMs: minuteMsAt(3), beforeMs: 100, nowMs: 900 };
    expect(eventsOf([troubled('a', { durationRise: rise })])).toEqual([
      { atMs: rise.sinceMs, functionName: 'a', kind: 'durationRose', beforeMs: 100 },
    ]);
  });

  it('shows when a pool with a forecast began to grow, the same whatever the forecast is by now', () => {
    const eta = { earlyMs: 1, likelyMs: 2, lateMs: 3 };
    const sooner = { ...eta, earlyMs: 0 };
    expect(eventsOf([], { pressure: pressure(eta), growsSinceMs: SINCE_MS })).toEqual([
      { atMs: SINCE_MS, functionName: null, kind: 'poolFilling' },
    ]);
    expect(eventsOf([], { pressure: pressure(sooner), growsSinceMs: SINCE_MS })).toEqual(
      eventsOf([], { pressure: pressure(eta), growsSinceMs: SINCE_MS }),
    );
    expect(eventsOf([], { pressure: pressure(eta) })).toEqual([]);
    expect(eventsOf([], { pressure: pressure(null), growsSinceMs: SINCE_MS })).toEqual([]);
  });

  it('shows no forecast while the pool is full', () => {
    expect(eventsOf([], { pressure: pressure(MET_NOW), growsSinceMs: SINCE_MS })).toEqual([]);
  });
});

describe('the timeline of past trouble', () => {
  const FINE = {};
  const past = (...minutes: readonly (KnownMinute | null)[]) =>
    troubled('a', { minutes: minutesOf(...times(20, FINE), ...minutes) });
  const kinds = (events: ReturnType<typeof eventsOf>) =>
    events.map(({ atMs, kind }) => `${(atMs - minuteMsAt(0)) / 60_000} ${kind}`);

  it.each([
    {
      case: 'lag',
      bad: { iteratorAgeMs: 90_000 },
      fine: { iteratorAgeMs: 0 },
      began: 'lagBegan',
      what: 'lag',
    },
    { case: 'slow calls', bad: { averageMs: 900 }, began: 'durationRose', what: 'slowness' },
  ])('keeps when $case began and ended', ({ bad, fine = FINE, began, what }) => {
    const minutes = minutesOf(...times(20, fine), ...times(7, bad), ...times(30, fine));
    const events = eventsOf([troubled('a', { minutes })]);
    expect(events).toMatchObject([
      { atMs: minuteMsAt(27), kind: 'ended', what, lastedMs: 7 * 60_000 },
      { atMs: minuteMsAt(20), kind: began },
    ]);
  });

  it('keeps when calls stopped and resumed', () => {
    expect(kinds(eventsOf([past(...times(15, null), ...times(5, FINE))]))).toEqual([
      '35 ended',
      '20 callsStopped',
    ]);
  });

  it('shows trouble that is over at once only once', () => {
    const short = past({ throttles: 3 }, { throttles: 3 }, ...times(10, FINE));
    expect(eventsOf([short])).toMatchObject([
      { atMs: minuteMsAt(20), kind: 'passed', what: 'throttles', lastedMs: 2 * 60_000 },
    ]);
  });

  it('shows no separate errors of a function that always fails alike', () => {
    // One call in eighty: by chance more in some minutes, and none in others.
    const byChance = [2, 1, 0, 0, 1, 3, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 2, 0, 1, 0];
    const minutes = times(9, byChance)
      .flat()
      .map((errors) => ({ invocations: 60, errors }));
    expect(kinds(eventsOf([troubled('a', { minutes: minutesOf(...minutes) })]))).toEqual([]);
    const began = minutes.map((minute, index) => (index < 90 ? { ...minute, errors: 0 } : minute));
    const first = eventsOf([troubled('a', { minutes: minutesOf(...began) })]).at(-1);
    expect(first).toMatchObject({ kind: 'errorsBegan', atMs: minuteMsAt(93) });
  });

  it('shows errors that became rare, not that they ended, if some came afterwards', () => {
    const bad = { invocations: 50, errors: 3 };
    const quiet = times(6, { invocations: 50, errors: 0 });
    const rare = past(...times(7, bad), ...quiet, { invocations: 50, errors: 1 }, ...times(6, FINE));
    expect(eventsOf([rare])).toEqual([
      { atMs: minuteMsAt(27), functionName: 'a', kind: 'errorsBecameRare', lastedMs: 7 * 60_000 },
      { atMs: minuteMsAt(20), functionName: 'a', kind: 'errorsBegan' },
    ]);
    expect(kinds(eventsOf([past(...times(7, bad), ...quiet)]))).toEqual(['27 ended', '20 errorsBegan']);
  });

  it('shows an outage that came and went, if as many calls fail as before it', () => {
    const asBefore = { invocations: 200, errors: 4 };
    const minutes = minutesOf(
      ...times(60, asBefore),
      ...times(20, { invocations: 200, errors: 40 }),
      ...times(15, asBefore),
    );
    const failing = troubled('a', { minutes, reasons: [reasonOf('errors', { sinceMs: null })] });
    expect(kinds(eventsOf([failing]))).toEqual(['80 errorsBecameRare', '60 errorsBegan']);
  });

  it('shows two outages separately, if as many calls fail between and after them as before', () => {
    const at = (count: number, errors: number) => times(count, { invocations: 1_000, errors });
    const minutes = minutesOf(...at(40, 20), ...at(10, 200), ...at(60, 20), ...at(10, 200), ...at(20, 20));
    const failing = troubled('a', { minutes, reasons: [reasonOf('errors', { sinceMs: null })] });
    expect(kinds(eventsOf([failing]))).toEqual([
      '120 errorsBecameRare',
      '110 errorsBegan',
      '50 errorsBecameRare',
      '40 errorsBegan',
    ]);
  });

  it('has no single minute above the usual rate of a steady failure: the rule judges five', () => {
    const usual = { invocations: 100, errors: 7 };
    const thresholds = { ...DEFAULT_THRESHOLDS, errors: { warnAt: 0.12, critAt: 0.12 } };
    const eventsWith = (...bad: readonly KnownMinute[]) =>
      timelineOf([{ ...past(...times(9, usual), ...bad, ...times(9, usual)), thresholds }], {
        ...NO_POOL,
      }).map(({ kind }) => kind);
    expect(eventsWith({ invocations: 100, errors: 14 })).toEqual([]);
    expect(eventsWith(...times(8, { invocations: 100, errors: 14 }))).toContain('errorsBegan');
  });

  it('is the same whenever the minutes are read', () => {
    const minutes = minutesOf(...times(60, FINE), ...times(20, { throttles: 3 }), ...times(40, FINE));
    const seen = (from: number, to: number) =>
      eventsOf([troubled('a', { minutes: minutes.slice(from, to) })]);
    expect(seen(30, 120)).toEqual(seen(0, 120));
    expect(seen(0, 100)).toEqual(seen(0, 120));
  });

  it('has one event for throttles with pauses shorter than what rules judge', () => {
    const bad = { throttles: 3 };
    const minutes = [bad, FINE, FINE, bad, FINE, bad, ...times(10, FINE)];
    expect(kinds(eventsOf([past(...minutes)]))).toEqual(['26 ended', '20 throttlesBegan']);
  });

  it.each([
    {
      case: 'five errors in twenty minutes',
      minutes: [
        ...times(5, [{ invocations: 60, errors: 1 }, ...times(3, { invocations: 10, errors: 0 })]).flat(),
        ...times(6, FINE),
      ],
    },
    {
      case: 'errors below the warning threshold',
      minutes: [{ invocations: 1_000, errors: 9 }, ...times(10, FINE)],
    },
  ])('shows nothing for $case', ({ minutes }) => {
    expect(eventsOf([past(...minutes)])).toEqual([]);
  });

  it('has the end, but no onset, of trouble from before the first minute', () => {
    const minutes = minutesOf(...times(5, { throttles: 3 }), ...times(20, FINE));
    expect(eventsOf([troubled('a', { minutes })])).toMatchObject([{ kind: 'ended', lastedMs: null }]);
  });

  it('takes the onset from the rule if that goes back further than the minutes', () => {
    const minutes = minutesOf(...times(20, { throttles: 3 }));
    const reasons = [reasonOf('throttles', { sinceMs: minuteMsAt(-200) })];
    expect(kinds(eventsOf([troubled('a', { minutes, reasons })]))).toEqual(['-200 throttlesBegan']);
  });

  it('shows a full pool once, with how many it throttled, and when it had room again', () => {
    const turnedAway = (name: string) =>
      troubled(name, {
        assessment: assessmentOf(poolOf700(700)),
        minutes: minutesOf(...times(20, FINE), ...times(7, { throttles: 3 }), ...times(30, FINE)),
      });
    const full = [{ sinceMs: minuteMsAt(21), endedMs: minuteMsAt(28), isByTodaysLimit: false }];
    const own = past(...times(7, { throttles: 3 }), ...times(30, FINE));
    expect(eventsOf([turnedAway('b'), turnedAway('c')], { full })).toMatchObject([
      { atMs: minuteMsAt(28), kind: 'ended', what: 'fullPool', lastedMs: 8 * 60_000 },
      { atMs: minuteMsAt(20), kind: 'poolFilled', others: 2 },
    ]);
    expect(kinds(eventsOf([own], { full }))).toContain('20 throttlesBegan');
  });

  it('keeps when a pool was full, dates what it turns away by the throttles that go on, and tells those that ended before by themselves', () => {
    const turnedAway = troubled('b', {
      assessment: assessmentOf(poolOf700(700)),
      minutes: minutesOf(
        ...times(20, FINE),
        { throttles: 3 },
        ...times(5, FINE),
        ...times(9, { throttles: 3 }),
      ),
      reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(26) })],
    });
    const full = [{ sinceMs: minuteMsAt(20), endedMs: null, isByTodaysLimit: false }];
    expect(eventsOf([turnedAway], { full })).toMatchObject([
      { atMs: minuteMsAt(26), functionName: null, kind: 'poolTurnsAway', others: 1 },
      { atMs: minuteMsAt(20), functionName: 'b', kind: 'passed', what: 'throttles' },
      { atMs: minuteMsAt(20), functionName: null, kind: 'poolFilled', others: 0 },
    ]);
  });

  it('is limited in length', () => {
    const flapping = Array.from({ length: 140 }, (_, index) => (index % 8 === 0 ? { throttles: 3 } : FINE));
    const functions = Array.from({ length: 20 }, () => troubled('a', { minutes: minutesOf(...flapping) }));
    expect(eventsOf(functions)).toHaveLength(100);
  });
});
