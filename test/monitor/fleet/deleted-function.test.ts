import { describe, expect, it } from 'vitest';
import type { FunctionConfiguration } from '../../../src/lambda/function/function.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { HISTORY_MINUTES } from '../../../src/monitor/metric/metric-history.ts';
import type { MetricQuery } from '../../../src/monitor/sources.ts';
import { busyPoint, type MetricCall, type ScriptedAccount, scriptedFunction } from '../scripted-account.ts';
import { watching } from './watched-fleet.ts';

/** Every tenth call fails, some are asynchronous, and the account keeps environments ready. */
const POINTS: Readonly<Record<string, number>> = {
  Errors: 60,
  AsyncEventAge: 900,
  ClaimedAccountConcurrency: 100,
  UnreservedConcurrentExecutions: 10,
};
const point = (query: MetricQuery, minuteMs: number, nowMs: number) =>
  POINTS[query.metric] ?? busyPoint(query, minuteMs, nowMs);

const PREVIEW = 'preview';

const aboutPreview =
  (isAsked: (call: MetricCall, query: MetricQuery) => boolean) =>
  ({ metricCalls }: ScriptedAccount): number =>
    metricCalls.filter((call) =>
      call.queries.some(
        (query) =>
          query.owner.kind === 'function' && query.owner.functionName === PREVIEW && isAsked(call, query),
      ),
    ).length;

describe.each([
  { what: 'the week of its failures', asked: aboutPreview(({ range }) => range.periodMs === HOUR_MS) },
  {
    what: 'the three hours of what became of its events',
    asked: aboutPreview(
      ({ range }, { metric }) =>
        metric === 'AsyncEventsDropped' && range.endMs - range.startMs === HISTORY_MINUTES * MINUTE_MS,
    ),
  },
  {
    what: 'its provisioned concurrency',
    asked: (account: ScriptedAccount) => account.calls('lambda:ListProvisionedConcurrencyConfigs'),
  },
])('$what', ({ asked }) => {
  it('is asked for once, and again for a function that was deleted and made anew', async () => {
    const functions: FunctionConfiguration[] = [scriptedFunction(PREVIEW)];
    const { clock, account } = await watching({ functions, point });
    const passMinutes = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        await clock.pass(MINUTE_MS);
        await clock.turns(50);
      }
    };
    await passMinutes(7);
    expect(asked(account)).toBe(1);
    const deleted = functions.splice(0);
    await passMinutes(7);
    functions.push(...deleted);
    await passMinutes(7);
    expect(asked(account)).toBe(2);
  });
});
