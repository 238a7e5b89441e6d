import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { startLocal } from './local-client.ts';
import { NOW_MS } from './tiny-world.ts';

/** Old enough that all of it is published and ingested. */
const MINUTE = NOW_MS - 10 * MINUTE_MS;

let world: World;

beforeAll(() => {
  world = createWorld({ seed: 7, nowMs: NOW_MS, cast: 'demo' });
});

describe('the demo world over the wire', () => {
  it('shows its functions', async () => {
    const { lambda } = await startLocal({ world });
    const names: string[] = [];
    for await (const { Functions } of paginateListFunctions({ client: lambda }, {})) {
      names.push(...Functions!.map(({ FunctionName }) => FunctionName!));
    }
    expect(names).toEqual(world.functions.map(({ name }) => name));
  });

  it.each(['Invocations', 'Errors', 'Throttles'] as const)(
    'publishes the %s that really happened',
    async (metric) => {
      const { cloudWatch } = await startLocal({ world });
      const { MetricDataResults } = await cloudWatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: world.functions.map(({ name }, index) => ({
            Id: `f${index}`,
            MetricStat: {
              Metric: {
                Namespace: 'AWS/Lambda',
                MetricName: metric,
                Dimensions: [{ Name: 'FunctionName', Value: name }],
              },
              Period: 60,
              Stat: 'Sum',
            },
          })),
          StartTime: new Date(MINUTE),
          EndTime: new Date(MINUTE + MINUTE_MS),
        }),
      );
      const truth = world.functions.map(({ name }) => world.truth.minute(name, MINUTE));
      const counts = { Invocations: 'invocations', Errors: 'errors', Throttles: 'throttles' } as const;
      expect(MetricDataResults!.map(({ Values }) => Values![0] ?? 0)).toEqual(
        truth.map((minute) => minute[counts[metric]]),
      );
    },
  );

  it.each<[string, { startFromHead?: boolean; filterPattern?: string }]>([
    ['oldest first', { startFromHead: true }],
    ['newest first', { startFromHead: false }],
    ['a filter for the reports', { filterPattern: '"platform.report"' }],
  ])('pages through a log as the world wrote it: %s', async (_name, input) => {
    const { logs } = await startLocal({ world });
    const range = { startTime: MINUTE, endTime: MINUTE + 19_999 };
    const ids: string[] = [];
    const request = { logGroupName: '/aws/lambda/checkout-api', limit: 700, ...range, ...input };
    for await (const { events } of paginateFilterLogEvents({ client: logs }, request)) {
      ids.push(...events!.map(({ eventId }) => eventId!));
    }
    const written = world
      .log('checkout-api')!
      .read({
        startMs: MINUTE,
        endMs: MINUTE + 19_999,
        nowMs: NOW_MS,
        after: null,
        limit: 1_000_000,
        streams: null,
      })
      .filter(({ message }) => input.filterPattern === undefined || message.includes('platform.report'))
      .map(({ eventId }) => eventId);
    expect(ids).toEqual(input.startFromHead === false ? written.toReversed() : written);
    expect(ids.length).toBeGreaterThan(100);
  });
});
