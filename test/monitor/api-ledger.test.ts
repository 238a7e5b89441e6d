import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lambda/time.ts';
import { ApiLedger } from '../../src/monitor/api-ledger.ts';
import { scriptedError } from './scripted-account.ts';

const START = Date.parse('2026-11-24T03:00:00Z');
const error = scriptedError('lambda:ListFunctions', 'denied');

describe('the ledger of API calls', () => {
  it('counts calls by action', () => {
    const ledger = new ApiLedger(START);
    ledger.recordCall('lambda:ListFunctions', START, null);
    ledger.recordCall('lambda:ListFunctions', START, error);
    ledger.recordCall('cloudwatch:GetMetricData', START, null);
    expect(ledger.snapshot(START)).toMatchObject({
      calls: 3,
      callsByAction: { 'lambda:ListFunctions': 2, 'cloudwatch:GetMetricData': 1 },
    });
  });

  it('shows what it was when the picture was taken', () => {
    const ledger = new ApiLedger(START);
    const before = ledger.snapshot(START);
    ledger.recordCall('lambda:ListFunctions', START, error);
    expect(before).toMatchObject({ calls: 0, callsByAction: {}, failures: [] });
  });

  it.each([
    ['in the first seconds', 1, 5_000, 0.6],
    ['after a minute', 1, MINUTE_MS, 0.6],
    ['after half an hour', 30, 30 * MINUTE_MS, 0.6],
    ['after three hours', 180, 180 * MINUTE_MS, 0.6],
  ])('%s, says what an hour of 1,000 metrics a minute costs', (_case, polls, afterMs, dollars) => {
    const ledger = new ApiLedger(START);
    for (let poll = 0; poll < polls; poll++) ledger.recordMetrics(1_000, START + poll * MINUTE_MS);
    expect(ledger.snapshot(START + afterMs).dollarsPerHour).toBeCloseTo(dollars, 1);
  });

  it('adds up all that it spent, while the pace is that of the last hour', () => {
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

  it('keeps the newest hundred failures', () => {
    const ledger = new ApiLedger(START);
    for (let call = 0; call < 250; call++) ledger.recordCall('lambda:ListFunctions', START + call, error);
    const { failures, recentFailures } = ledger.snapshot(START + 250);
    expect(failures.map(({ atMs }) => atMs - START)).toEqual(
      Array.from({ length: 100 }, (_, index) => 150 + index),
    );
    expect(recentFailures).toBe(100);
  });
});
