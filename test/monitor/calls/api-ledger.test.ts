import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { PERMISSIONS } from '../../../src/monitor/calls/permission.ts';
import { NO_CREDENTIALS } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedError } from '../scripted-account.ts';

/** When a poll is due. */
const START = Date.parse('2026-11-24T03:00:20Z');
const error = scriptedError('lambda:ListFunctions', 'denied');

describe('the ledger of API calls', () => {
  it('counts calls by action', () => {
    const ledger = new ApiLedger(START);
    ledger.recordCall('lambda:ListFunctions', START, null);
    ledger.recordCall('lambda:ListFunctions', START, error);
    ledger.recordCall('cloudwatch:GetMetricData', START, null);
    expect(ledger.snapshot(START)).toMatchObject({
      calls: 3,
      apis: [
        { action: 'lambda:ListFunctions', calls: 2, failedCalls: 1, dollars: 0 },
        { action: 'cloudwatch:GetMetricData', calls: 1, failedCalls: 0 },
      ],
    });
  });

  it('counts the calls of the last minute, and charges the API that AWS bills', () => {
    const ledger = new ApiLedger(START);
    for (const second of [0, 30, 50, 70])
      ledger.recordCall('cloudwatch:GetMetricData', START + second * 1_000, null);
    ledger.recordMetrics(1_000, START);
    expect(ledger.snapshot(START + 80_000).apis).toEqual([
      { action: 'cloudwatch:GetMetricData', calls: 4, callsLastMinute: 3, failedCalls: 0, dollars: 0.01 },
    ]);
    expect(ledger.snapshot(START + 200_000).apis).toMatchObject([{ calls: 4, callsLastMinute: 0 }]);
  });

  it.each([
    ['an hour fast', START + HOUR_MS],
    ['an hour slow', START - HOUR_MS],
  ])('measures the pace from the first answer, which corrects a clock that was %s', (_, begunMs) => {
    const ledger = new ApiLedger(begunMs);
    ledger.recordCall(
      'cloudwatch:GetMetricData',
      begunMs,
      scriptedError('cloudwatch:GetMetricData', 'unreachable'),
    );
    for (let minute = 0; minute < 30; minute += 1) {
      ledger.recordCall('cloudwatch:GetMetricData', START + minute * MINUTE_MS, null);
      ledger.recordMetrics(100, START + minute * MINUTE_MS);
    }
    expect(ledger.snapshot(START + 30 * MINUTE_MS).dollarsPerHour).toBeCloseTo(0.06, 6);
  });

  it('says that the pace is settling until lmon is five minutes old', () => {
    const ledger = new ApiLedger(START);
    ledger.recordCall('cloudwatch:GetMetricData', START, null);
    ledger.recordMetrics(100, START);
    const settles = [1, 4, 5, 90].map(
      (minutes) => ledger.snapshot(START + minutes * MINUTE_MS).isPaceSettling,
    );
    expect(settles).toEqual([true, true, false, false]);
  });

  it('counts minutes of Live Tail', () => {
    const ledger = new ApiLedger(START);
    ledger.recordCall('logs:StartLiveTail', START, null);
    for (let minute = 0; minute < 90; minute += 1) ledger.recordLiveMinute(START + minute * MINUTE_MS);
    const { apis, dollars, dollarsPerHour } = ledger.snapshot(START + 90 * MINUTE_MS);
    expect(apis).toMatchObject([{ action: 'logs:StartLiveTail', calls: 1 }]);
    expect(dollars).toBeCloseTo(0.9, 6);
    expect(dollarsPerHour).toBeCloseTo(0.6, 1);
  });

  it('does not change a snapshot afterwards', () => {
    const ledger = new ApiLedger(START);
    const before = ledger.snapshot(START);
    ledger.recordCall('lambda:ListFunctions', START, error);
    expect(before).toMatchObject({ calls: 0, apis: [], failures: [] });
  });

  it.each([
    ['in the first seconds', 1, 5_000, 0.6],
    ['after a minute', 1, MINUTE_MS, 0.6],
    ['after half an hour', 30, 30 * MINUTE_MS, 0.6],
    ['after three hours', 180, 180 * MINUTE_MS, 0.6],
  ])('%s, knows what 1,000 metrics a minute cost an hour', (_case, polls, afterMs, dollars) => {
    const ledger = new ApiLedger(START);
    for (let poll = 0; poll < polls; poll++) ledger.recordMetrics(1_000, START + poll * MINUTE_MS);
    expect(ledger.snapshot(START + afterMs).dollarsPerHour).toBeCloseTo(dollars, 1);
  });

  it.each([0, 1, 30, 59])('is not misled by a first poll that came %i s late', (seconds) => {
    const ledger = new ApiLedger(START);
    const polls = Array.from({ length: 9 }, (_, minute) => START + (minute + 1) * MINUTE_MS);
    for (const atMs of [START + seconds * SECOND_MS, ...polls]) {
      ledger.recordMetrics(1_000, atMs);
      expect(ledger.snapshot(atMs).dollarsPerHour).toBeCloseTo(0.6, 6);
    }
  });

  it.each([
    ['once', Number.POSITIVE_INFINITY, 0.01],
    ['twice a day', 12 * HOUR_MS, 0.01],
    ['every ten minutes', 10 * MINUTE_MS, 0.06],
  ])('knows what an hour costs by 1,000 metrics that are read %s', (_case, everyMs, dollars) => {
    const ledger = new ApiLedger(START);
    for (let minute = 0; minute < 9; minute++) {
      ledger.recordMetrics(1_000, START + minute * MINUTE_MS);
      if (minute === 0) ledger.recordMetrics(1_000, START, everyMs);
      expect(ledger.snapshot(START + minute * MINUTE_MS).dollarsPerHour).toBeCloseTo(0.6 + dollars, 6);
    }
  });

  it('counts what was bought for no less than its own time, even by a clock that was set back', () => {
    const ledger = new ApiLedger(START);
    ledger.recordMetrics(1_000, START);
    ledger.recordMetrics(1_000, START - 10 * MINUTE_MS);
    const { dollarsPerHour } = ledger.snapshot(START - 10 * MINUTE_MS);
    expect(dollarsPerHour).toBeGreaterThanOrEqual(0.6);
    expect(dollarsPerHour).toBeLessThanOrEqual(1.2);
  });

  it('adds up all costs, while the pace is that of the last hour', () => {
    const ledger = new ApiLedger(START);
    ledger.recordMetrics(100_000, START);
    ledger.recordMetrics(1_000, START + 2 * HOUR_MS);
    const { dollars, dollarsPerHour } = ledger.snapshot(START + 2 * HOUR_MS);
    expect(dollars).toBeCloseTo(1.01, 6);
    expect(dollarsPerHour).toBeCloseTo(0.01, 6);
  });

  it('counts the failures of the last ten minutes', () => {
    const ledger = new ApiLedger(START);
    ledger.recordCall('lambda:ListFunctions', START, error);
    ledger.recordCall('lambda:ListFunctions', START + 5 * MINUTE_MS, error);
    expect(ledger.snapshot(START + 9 * MINUTE_MS).recentFailures).toBe(2);
    expect(ledger.snapshot(START + 12 * MINUTE_MS).recentFailures).toBe(1);
    expect(ledger.snapshot(START + 60 * MINUTE_MS).recentFailures).toBe(0);
  });

  it('names what is denied once, with its code and what is missing for it, whatever else fails', () => {
    const ledger = new ApiLedger(START);
    ledger.recordCall(
      'lambda:GetAccountSettings',
      START,
      scriptedError('lambda:GetAccountSettings', 'denied'),
    );
    for (let call = 1; call < 250; call++) ledger.recordCall('lambda:ListFunctions', START + call, error);
    ledger.recordCall('lambda:ListMetrics', START, scriptedError('lambda:ListMetrics', 'throttled'));
    const { denied } = ledger.snapshot(START + 250);
    expect(denied).toEqual([
      {
        action: 'lambda:GetAccountSettings',
        code: 'Scripted denied',
        atMs: START,
        without: PERMISSIONS['lambda:GetAccountSettings'].without,
      },
      expect.objectContaining({ action: 'lambda:ListFunctions', atMs: START + 249 }),
    ]);
    expect(ledger.snapshot(START + 11 * MINUTE_MS).denied).toEqual([]);
  });

  it('lists the same error of the same action once, with its count and its start', () => {
    const ledger = new ApiLedger(START);
    const other = scriptedError('logs:FilterLogEvents', 'throttled');
    for (let call = 0; call < 250; call++) ledger.recordCall(error.action, START + call, error);
    ledger.recordCall(other.action, START + 300, other);
    ledger.recordCall(error.action, START + 400, error);
    const { failures, recentFailures } = ledger.snapshot(START + 400);
    expect(failures).toEqual([
      { error: other, region: null, count: 1, firstMs: START + 300, lastMs: START + 300 },
      { error, region: null, count: 251, firstMs: START, lastMs: START + 400 },
    ]);
    expect(recentFailures).toBe(252);
  });

  it('forgets the oldest of more than a hundred different errors', () => {
    const ledger = new ApiLedger(START);
    for (let kind = 0; kind < 150; kind++) {
      const each = scriptedError(`lambda:Get${kind}`, 'denied');
      ledger.recordCall(each.action, START + kind, each);
    }
    const { failures } = ledger.snapshot(START + 150);
    expect(failures).toHaveLength(100);
    expect(failures[0]?.error.action).toBe('lambda:Get50');
  });
});

describe('the credentials in the ledger', () => {
  const expired = scriptedError('logs:FilterLogEvents', 'expired');
  const missing = { ...expired, name: rawText(NO_CREDENTIALS) };

  it.each([
    { what: 'are accepted before the first call', calls: [], state: { kind: 'accepted' } },
    {
      what: 'are expired from the first call that says so',
      calls: [expired, expired],
      state: { kind: 'expired', sinceMs: START },
    },
    { what: 'are accepted again with the first answer', calls: [expired, null], state: { kind: 'accepted' } },
    {
      what: 'are missing where none are found',
      calls: [missing, missing],
      state: { kind: 'missing', sinceMs: START },
    },
    {
      what: 'are expired once they are found but not accepted',
      calls: [missing, expired],
      state: { kind: 'expired', sinceMs: START + 1 },
    },
    {
      what: 'stay expired when a call fails for another reason',
      calls: [expired, error],
      state: { kind: 'expired', sinceMs: START },
    },
    {
      what: 'stay accepted when a call fails for another reason',
      calls: [null, error],
      state: { kind: 'accepted' },
    },
  ])('$what', ({ calls, state }) => {
    const ledger = new ApiLedger(START);
    for (const [index, each] of calls.entries())
      ledger.recordCall('logs:FilterLogEvents', START + index, each);
    expect(ledger.credentials.getState()).toEqual(state);
  });

  it('are reported once for each change', () => {
    const ledger = new ApiLedger(START);
    const reported: string[] = [];
    ledger.credentials.subscribe(({ kind }) => reported.push(kind));
    for (const each of [null, expired, expired, null, null])
      ledger.recordCall('logs:FilterLogEvents', START, each);
    expect(reported).toEqual(['expired', 'accepted']);
  });

  it('are expired once every recently used Region has refused them', () => {
    const ledger = new ApiLedger(START);
    const kindNow = () => ledger.credentials.getState().kind;
    ledger.recordCall('logs:FilterLogEvents', START, null);
    ledger.recordCall('logs:FilterLogEvents', START + 1_000, expired, 'us-east-1');
    expect(kindNow()).toBe('accepted');
    ledger.recordCall('logs:FilterLogEvents', START + 2_000, expired);
    expect(kindNow()).toBe('expired');
    ledger.recordCall('logs:FilterLogEvents', START + 3_000, null, 'us-east-1');
    expect(kindNow()).toBe('accepted');
    ledger.recordCall('logs:FilterLogEvents', START + 10 * MINUTE_MS, expired);
    expect(kindNow()).toBe('expired');
  });

  it('count as failures of each Region by themselves', () => {
    const ledger = new ApiLedger(START);
    for (const region of [undefined, 'us-east-1', 'us-east-1'])
      ledger.recordCall('logs:FilterLogEvents', START, expired, region);
    expect(ledger.snapshot(START).failures).toMatchObject([
      { region: null, count: 1 },
      { region: 'us-east-1', count: 2 },
    ]);
  });
});
