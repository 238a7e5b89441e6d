import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import { numberOf } from '../../../src/monitor/reading.ts';
import { type AccountScript, busyPoint, scriptedFunction } from '../scripted-account.ts';
import { START_MS, watching } from './watched-fleet.ts';

describe('an idle function', () => {
  const wakesMs = START_MS + 10 * MINUTE_MS;
  const script: Partial<AccountScript> = {
    functions: [scriptedFunction('worker'), scriptedFunction('sleeper')],
    active: ['worker'],
    point: (query, minuteMs, nowMs) => {
      if (ownerKey(query.owner) === 'sleeper' && minuteMs < wakesMs) return null;
      if (ownerKey(query.owner) === 'sleeper' && query.metric === 'Errors') return 300;
      return busyPoint(query, minuteMs, nowMs);
    },
  };

  it('is read by one metric, every five minutes', async () => {
    const { account, clock } = await watching(script);
    await clock.pass(9 * MINUTE_MS);
    const asked = account.metricCalls.flatMap(({ queries }) =>
      queries.filter(({ owner }) => ownerKey(owner) === 'sleeper').map(({ metric }) => metric),
    );
    expect(asked).toEqual(['Invocations', 'Invocations']);
  });

  it('is active with all its metrics once it is called, before ListMetrics names it', async () => {
    const { clock, status } = await watching(script);
    expect(status('sleeper').activity).toBe('idle');
    await clock.pass(17 * MINUTE_MS);
    expect(status('sleeper')).toMatchObject({ activity: 'active', errorRate: 0.5, severity: 'crit' });
    expect(numberOf(status('sleeper').durationP95Ms)).toBe(100);
  });

  it('has a known limit as soon as it is called', async () => {
    const { clock, status } = await watching(script);
    await clock.pass(17 * MINUTE_MS);
    expect(status('sleeper').assessment.limit).toMatchObject({ kind: 'account', value: 1_000 });
  });

  it('is idle again when the calls stop', async () => {
    const { account, clock, status } = await watching({
      ...script,
      point: (query, minuteMs, nowMs) =>
        ownerKey(query.owner) === 'sleeper' && minuteMs > START_MS + 5 * MINUTE_MS
          ? null
          : busyPoint(query, minuteMs, nowMs),
    });
    expect(status('sleeper').activity).toBe('active');
    await clock.pass(60 * MINUTE_MS);
    expect(status('sleeper').activity).toBe('idle');
    const { queries } = account.metricCalls.at(-1)!;
    expect(queries.filter(({ owner }) => ownerKey(owner) === 'sleeper')).toEqual([]);
  });

  it('is shown from its first call, although CloudWatch names it late among more idle functions than lmon reads', async () => {
    const quiet = Array.from({ length: 501 }, (_, index) => scriptedFunction(`quiet-${index}`));
    const { account, clock, status } = await watching({
      functions: [...(script.functions ?? []), ...quiet],
      active: ['worker', 'sleeper'],
      point: script.point!,
    });
    account.active = ['worker'];
    await clock.pass(50 * MINUTE_MS);
    account.active = ['worker', 'sleeper'];
    await clock.pass(6 * MINUTE_MS);
    const called = status('sleeper').minutes.filter(({ minuteMs }) => minuteMs >= wakesMs);
    expect(called.length).toBeGreaterThan(40);
    expect(called.filter(({ durationSumMs }) => durationSumMs === null)).toEqual([]);
  });
});
