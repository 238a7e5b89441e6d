import { describe, expect, it } from 'vitest';
import { isMetNow } from '../../../../src/capacity/assessment.ts';
import type { KnownLimits } from '../../../../src/capacity/evidence.ts';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { FunctionReading } from '../../../../src/monitor/function/status/function-status.ts';
import type { StatusFacts } from '../../../../src/monitor/function/status/status-facts.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { sharesPool } from '../../../../src/triage/cause/pool.ts';
import { NO_DATA } from '../../../triage/no-data.ts';
import { scriptedFunction } from '../../scripted-account.ts';
import { CALM, LIMITS, minutesOf, READ, START_MS, status, times } from '../judged-function.ts';

describe('the status of a function', () => {
  it('shows the numbers of the newest minute', () => {
    expect(
      status([...times(20, CALM), { ...CALM, invocations: 60, errors: 6, throttles: 20 }]),
    ).toMatchObject({
      activity: 'active',
      minuteMs: START_MS + 20 * MINUTE_MS,
      requestsPerSecond: 1,
      errorRate: 0.1,
      throttleRate: 0.25,
      durationAverageMs: 1_000,
      durationP95Ms: 200,
      timeoutShare: 0.1,
    });
  });

  it('shows that none of its calls ran while it is switched off', () => {
    const limits = { ...LIMITS, reserved: { known: true, value: 0 } } as const;
    const minutes = times(20, { ...NO_DATA, throttles: 60 });
    expect(status(minutes, { limits })).toMatchObject({ requestsPerSecond: 0, throttleRate: 1 });
    expect(status(minutes)).toMatchObject({ requestsPerSecond: 'missing', throttleRate: 1 });
  });

  it('takes nothing from the account pool on managed instances, and has no limit to judge by', () => {
    const configuration = { ...scriptedFunction('resize'), capacityProvider: rawText('arn:provider') };
    const managed = status(times(20, CALM), { configuration });
    expect(managed).toMatchObject({ severity: 'ok', notJudged: [], assessment: { flag: 'ok', eta: null } });
    expect(managed.assessment.limit.kind).toBe('unknown');
    expect(sharesPool(managed)).toBe(false);
  });

  it.each([
    ['idle when it was read and not called', { state: 'read', isListed: null }, 'idle', 'ok'],
    ['idle when it is not listed as active', { state: 'never', isListed: false }, 'idle', 'ok'],
    [
      'active when it is listed as active, and unknown',
      { state: 'never', isListed: true },
      'active',
      'unknown',
    ],
    ['unknown when there is no list', { state: 'never', isListed: null }, 'active', 'unknown'],
    ['unknown when its data is old', { state: 'overdue', isListed: true }, 'active', 'unknown'],
  ] as const)('is %s', (_case, reading, activity, severity) => {
    expect(status([], { reading: { ...READ, ...reading } })).toMatchObject({ activity, severity });
  });

  it.each<[string, Partial<KnownLimits>, Partial<FunctionReading>, string, object[]]>([
    ['ok when all of it was judged', {}, {}, 'ok', []],
    [
      'unknown when its limit is denied, with the rules that were not judged',
      { reserved: { known: false, because: 'denied' } },
      {},
      'unknown',
      [
        { rule: 'use', because: 'denied' },
        { rule: 'eta', because: 'denied' },
      ],
    ],
    [
      'unknown when the limit that it shares is denied',
      { unreserved: { known: false, because: 'denied' } },
      {},
      'unknown',
      [
        { rule: 'use', because: 'denied' },
        { rule: 'eta', because: 'denied' },
      ],
    ],
    [
      'unknown until its limit has been read, with the rules that were not judged',
      { reserved: { known: false, because: 'unread' } },
      {},
      'unknown',
      [
        { rule: 'use', because: 'unread' },
        { rule: 'eta', because: 'unread' },
      ],
    ],
    [
      'unknown when its errors are denied',
      {},
      { denied: new Set(['Errors Sum']) },
      'unknown',
      [{ rule: 'errors', because: 'denied' }],
    ],
    [
      'unknown when its errors and throttles got no answer, although its calls did',
      {},
      { failed: new Set(['Errors Sum', 'Throttles Sum']) },
      'unknown',
      [
        { rule: 'throttles', because: 'unread' },
        { rule: 'errors', because: 'unread' },
      ],
    ],
    ['ok when a series that no rule uses is denied', {}, { denied: new Set(['Duration p95']) }, 'ok', []],
  ])('is %s', (_case, limits, reading, severity, notJudged) => {
    const facts = { limits: { ...LIMITS, ...limits }, reading: { ...READ, ...reading } };
    expect(status(times(20, CALM), facts)).toMatchObject({ severity, notJudged, isRead: true });
  });

  const UNLISTED = { ...scriptedFunction('worker'), isUnlisted: true } as const;
  it.each<[string, Partial<StatusFacts>, Partial<FunctionReading>, readonly object[]]>([
    [
      'whose errors await their week and got no answer',
      { isWeekAwaited: true },
      { failed: new Set(['Errors Sum']) },
      [{ rule: 'errors', because: 'unread' }],
    ],
    [
      'without a configuration, whose durations got no answer',
      { configuration: UNLISTED },
      { failed: new Set(['Duration Maximum']) },
      [
        { rule: 'timeout', because: 'unread' },
        { rule: 'deadLetterErrors', because: 'unread' },
      ],
    ],
    [
      'without a configuration, whose durations are denied: that is what one can change',
      { configuration: UNLISTED },
      { denied: new Set(['Duration Maximum']) },
      [
        { rule: 'timeout', because: 'denied' },
        { rule: 'deadLetterErrors', because: 'unread' },
      ],
    ],
  ])('names each unjudged rule once, of a function %s', (_case, facts, reading, notJudged) => {
    const failing = times(60, { ...CALM, errors: 30 });
    expect(status(failing, { ...facts, reading: { ...READ, ...reading } }).notJudged).toEqual(notJudged);
  });

  it('counts no attempts where throttles got no answer: those turned away would be missing', () => {
    const reading = { ...READ, failed: new Set(['Throttles Sum']) };
    const points = times(20, { ...CALM, throttles: null });
    expect(status(points, { reading })).toMatchObject({ attempts: 'missing', throttles: 'missing' });
    expect(status(points)).toMatchObject({ attempts: 600 });
  });

  it('is critical for its errors, whatever limits are denied', () => {
    const limits: KnownLimits = { ...LIMITS, reserved: { known: false, because: 'denied' } };
    expect(status(times(20, { ...CALM, errors: 300 }), { limits }).severity).toBe('crit');
  });

  it('leaves nothing unjudged if nothing runs', () => {
    const limits: KnownLimits = { ...LIMITS, reserved: { known: false, because: 'denied' } };
    expect(status([], { limits })).toMatchObject({ severity: 'ok', activity: 'idle', notJudged: [] });
  });

  it('is neither judged nor idle when all calls are in minutes that may still change', () => {
    expect(status([{}, {}], { reading: { ...READ, hasUnsettledCalls: true } })).toMatchObject({
      activity: 'active',
      severity: 'unknown',
      requestsPerSecond: 'unsettled',
      durationP95Ms: 'unsettled',
    });
  });

  it('says which of its numbers are denied', () => {
    const reading = { ...READ, denied: new Set(['Errors Sum']) };
    expect(status(times(20, { ...CALM, errors: null }), { reading })).toMatchObject({
      errorRate: 'denied',
      throttleRate: 0,
    });
  });

  it('has no rates, averages or use in a minute without a data point', () => {
    expect(status([...times(20, CALM), {}])).toMatchObject({
      activity: 'active',
      requestsPerSecond: 'missing',
      errorRate: 'missing',
      throttleRate: 'missing',
      durationAverageMs: 'missing',
      durationP95Ms: 'missing',
      observedMax: 'missing',
      assessment: { level: null, low: null, high: null },
    });
  });

  it('compares the longest call of a quarter of an hour with the timeout, like the rule', () => {
    const long = { ...CALM, durationMaxMs: 0.97 * 3_000 };
    const { timeoutShare, reasons } = status([...times(20, CALM), long, ...times(3, CALM)]);
    expect(timeoutShare).toBeCloseTo(0.97);
    expect(reasons).toMatchObject([{ rule: 'timeout', severity: 'crit', value: timeoutShare }]);
    expect(status([long, ...times(15, CALM)]).timeoutShare).toBeLessThan(0.9);
    expect(status(times(20, NO_DATA)).timeoutShare).toBe('missing');
  });

  it('has no error rate while everything is throttled', () => {
    expect(status(times(20, { ...NO_DATA, invocations: 0, throttles: 50 }))).toMatchObject({
      activity: 'active',
      requestsPerSecond: 0,
      errorRate: 'missing',
      throttleRate: 1,
      severity: 'crit',
    });
  });

  it.each([
    ['a function without a stream', { hasStreamSource: false }, 'notApplicable'],
    ['a function with one', { hasStreamSource: true }, 90_000],
    ['a function whose sources are denied', { hasStreamSource: null }, 90_000],
  ])('has the right iterator age for %s', (_case, facts, age) => {
    expect(status(times(5, { ...CALM, iteratorAgeMs: 90_000 }), facts).iteratorAgeMs).toBe(age);
  });

  it.each([
    ['the records of a stream', { hasStreamSource: true }, { of: 'records', ageMs: 90_000 }],
    ['the messages of a queue', { queueAgeMs: 40_000 }, { of: 'messages', ageMs: 40_000 }],
    ['a queue without data', { queueAgeMs: 'missing' as const }, { of: 'messages', ageMs: 'missing' }],
    ['asynchronous events', {}, { of: 'events', ageMs: 7_000 }],
  ])('says how long its backlog has waited: %s', (_case, facts, lag) => {
    const points = times(5, { ...CALM, iteratorAgeMs: 90_000, asyncEventAgeMs: 7_000 });
    expect(status(points, facts).lag).toEqual(lag);
  });

  it('has no backlog for a function with synchronous callers', () => {
    expect(status(times(5, CALM)).lag).toBeNull();
  });

  it.each([
    ['dropped events where nothing takes them', { asyncEventsDropped: 3 }, 15],
    ['events that its destination did not take', { asyncEventsDropped: 3, destinationFailures: 2 }, 10],
    ['events that its dead-letter target did not take', { asyncEventsDropped: 3, deadLetterErrors: 1 }, 5],
    ['both', { asyncEventsDropped: 3, deadLetterErrors: 1, destinationFailures: 2 }, 15],
  ])('counts as lost by a function that is called asynchronously %s', (_case, points, lost) => {
    expect(status(times(5, { ...CALM, asyncEventAgeMs: 50, ...points })).lostEvents).toBe(lost);
  });

  it.each([
    ['nothing without a dead-letter target', null, times(6, { deadLetterErrors: 2 }), 'notApplicable'],
    ['nothing without a data point', 'arn:of:queue', times(6, {}), 'missing'],
    ['a measured zero', 'arn:of:queue', times(6, { deadLetterErrors: 0 }), 0],
    ['what the last five minutes lost', 'arn:of:queue', times(6, { deadLetterErrors: 2 }), 10],
  ])('counts as lost events %s', (_case, target, points, lost) => {
    const deadLetterTarget = target === null ? null : rawText(target);
    const configuration = scriptedFunction('worker', { deadLetterTarget });
    expect(status(points, { configuration }).lostEvents).toBe(lost);
  });

  it('does not know whether events are lost where their age is denied', () => {
    const reading = { ...READ, denied: new Set(['AsyncEventAge Maximum', 'DeadLetterErrors Sum']) };
    expect(status(times(5, CALM), { reading }).lostEvents).toBe('denied');
  });

  it.each([
    ['that is called', times(20, CALM), 'active'],
    ['that was called fourteen minutes ago', [CALM, ...times(14, {})], 'active'],
    ['that was called fifteen minutes ago', [CALM, ...times(15, {})], 'idle'],
    ['of which only throttles are known', times(5, { throttles: 4 }), 'active'],
    ['with measured zeros', times(5, { invocations: 0, throttles: 0 }), 'idle'],
  ])('calls a function %s by its activity', (_case, points, activity) => {
    expect(status(points).activity).toBe(activity);
  });

  it('is still judged for a function that fell silent within the hour', () => {
    const { activity, severity, reasons } = status([...times(60, CALM), ...times(20, {})]);
    expect([activity, severity]).toEqual(['idle', 'crit']);
    expect(reasons.map(({ rule }) => rule)).toContain('silence');
  });

  it('measures how fast the iterator age grows', () => {
    const points = [10_000, 20_000, 40_000, 60_000, 90_000].map((iteratorAgeMs) => ({
      ...CALM,
      iteratorAgeMs,
    }));
    expect(status(points, { hasStreamSource: true }).iteratorAgeGrowthMs).toBe(20_000);
  });

  it('counts a minute a minute behind a blocked shard, whose age is measured only at its tries', () => {
    const points = [300, 355, 410, 465, 520].map((seconds) => ({
      ...CALM,
      errors: 3,
      iteratorAgeMs: seconds * 1_000,
    }));
    const limits: KnownLimits = { ...LIMITS, streamWorkers: { known: true, value: 4 } };
    expect(status(points, { hasStreamSource: true, limits }).iteratorAgeGrowthMs).toBe(60_000);
  });
});

describe('what one judgement passes on to the next', () => {
  const SLOW = { ...CALM, durationSumMs: 300_000 };
  const history = minutesOf([...times(60, CALM), ...times(400, { ...SLOW, throttles: 9, errors: 60 })]);
  const since = (each: ReturnType<typeof status>) => [
    each.durationRise?.sinceMs,
    ...each.reasons.filter(({ rule }) => rule !== 'timeout').map(({ sinceMs }) => sinceMs),
  ];

  it('is the start of an incident, even hours after its first minute is forgotten', () => {
    let before: ReturnType<typeof status> | null = null;
    for (let to = 63; to <= history.length; to++) {
      before = status([], { minutes: history.slice(Math.max(0, to - 150), to), before });
      expect(since(before)).toEqual(Array(3).fill(START_MS + 60 * MINUTE_MS));
    }
  });

  it.each([20, 60, 85])('is not needed for an incident that began %i minutes ago', (lasted) => {
    const to = 60 + lasted;
    const fresh = status([], { minutes: history.slice(Math.max(0, to - 150), to) });
    expect(since(fresh)).toEqual(Array(3).fill(START_MS + 60 * MINUTE_MS));
  });

  it('is forgotten after a gap in which nothing was judged', () => {
    const before = status([], { minutes: history.slice(0, 100) });
    const after = status([], { minutes: history.slice(250, 400), before });
    expect(since(after)).toEqual([undefined, null, null]);
  });

  it('is the rank of its losses, which noise does not change', () => {
    const losing = (errors: number, before: ReturnType<typeof status> | null) =>
      status(times(20, { ...CALM, errors }), { before });
    const first = losing(257, null);
    expect(losing(250, first).lossRank).toBe(first.lossRank);
    expect(losing(250, null).lossRank).not.toBe(first.lossRank);
  });
});

describe('the time to the limit', () => {
  const climb = Array.from({ length: 30 }, (_, index) => ({
    ...CALM,
    durationSumMs: (20 + 2 * index) * 60_000,
  }));
  const limits = { ...LIMITS, reserved: { known: true, value: 120 } as const };
  const newestMs = START_MS + 29 * MINUTE_MS;
  const etaAt = (nowMs: number) => status(climb, { limits, nowMs }).assessment.eta;

  it('counts from now, not from the minute of the forecast', () => {
    const foreseen = etaAt(newestMs);
    expect(foreseen?.likelyMs).toBeGreaterThan(4 * MINUTE_MS);
    expect(etaAt(newestMs + 3 * MINUTE_MS)?.likelyMs).toBe((foreseen?.likelyMs ?? 0) - 3 * MINUTE_MS);
  });

  it('is never negative, and not now, once it has passed and the limit was not met', () => {
    const eta = etaAt(newestMs + 120 * MINUTE_MS);
    expect(eta).toMatchObject({ earlyMs: 0, likelyMs: 0 });
    expect(eta !== null && isMetNow(eta)).toBe(false);
  });
});
