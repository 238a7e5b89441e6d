import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { startLocal } from '../local-client.ts';
import { aliasedWorld, LOG_START_MS, NOW_MS, tinyWorld } from '../tiny-world.ts';

const FUNCTION = { Name: 'FunctionName', Value: 'worker' };
const resource = (qualifier: string) => ({ Name: 'Resource', Value: `worker:${qualifier}` });
const executed = (version: string) => ({ Name: 'ExecutedVersion', Value: version });

type Local = Awaited<ReturnType<typeof startLocal>>;
type Dimensions = readonly { readonly Name: string; readonly Value: string }[];

interface Asked {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: Dimensions;
  readonly Unit?: 'Count' | 'Seconds';
}

async function valuesOf({ cloudWatch }: Local, { Unit, Dimensions, ...metric }: Asked) {
  const MetricStat = {
    Metric: { ...metric, Dimensions: [...Dimensions] },
    Period: 60,
    Stat: 'Sum',
    ...(Unit === undefined ? {} : { Unit }),
  };
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'a', MetricStat }],
      StartTime: new Date(LOG_START_MS),
      EndTime: new Date(LOG_START_MS + 2 * MINUTE_MS),
    }),
  );
  return MetricDataResults![0]!.Values;
}

const invocations = (...Dimensions: Dimensions): Asked => ({
  Namespace: 'AWS/Lambda',
  MetricName: 'Invocations',
  Dimensions,
});

describe('the dimensions of AWS/Lambda', () => {
  it.each<[string, Dimensions, readonly number[]]>([
    ['a function', [FUNCTION], [3, 3]],
    ['an alias', [FUNCTION, resource('live')], [3, 3]],
    ['a version behind an alias', [FUNCTION, resource('live'), executed('7')], [3, 3]],
    ['a version without calls', [FUNCTION, resource('live'), executed('8')], []],
    ['an alias without its function', [resource('live')], []],
    ['the alias of another function', [FUNCTION, { Name: 'Resource', Value: 'quiet:live' }], []],
    ['a version without its alias', [FUNCTION, executed('7')], []],
    ['one that does not exist', [FUNCTION, { Name: 'Stage', Value: 'prod' }], []],
  ])('name %s', async (_name, dimensions, expected) => {
    const local = await startLocal({ world: aliasedWorld() });
    expect(await valuesOf(local, invocations(...dimensions))).toEqual(expected);
  });

  it('are listed for aliases and versions as they are published', async () => {
    const { cloudWatch } = await startLocal({ world: aliasedWorld() });
    const { Metrics } = await cloudWatch.send(
      new ListMetricsCommand({ MetricName: 'Invocations', Dimensions: [{ Name: 'Resource' }] }),
    );
    expect(Metrics!.map(({ Dimensions }) => Dimensions!.map(({ Value }) => Value).join(' '))).toEqual([
      'worker worker:live',
      'worker worker:7',
      'worker worker:8',
      'worker worker:live 7',
      'worker worker:live 8',
    ]);
  });
});

describe('the namespace AWS/SQS', () => {
  const queue = {
    name: 'jobs',
    arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs',
    visibilityTimeoutMs: 30_000,
    redrive: null,
  };
  const samples = { count: 1, sum: 40, minimum: 40, maximum: 40, quantile: () => 40 };
  const world = () => ({
    ...tinyWorld(),
    queues: [queue],
    queueMetric: (name: string, _metric: string, minuteMs: number) =>
      name === 'jobs' && minuteMs < NOW_MS ? samples : null,
  });
  const age = { Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage' };
  const jobs = [{ Name: 'QueueName', Value: 'jobs' }];

  it.each<[string, Asked, readonly number[]]>([
    ['by its own name', { ...age, Dimensions: jobs }, [40, 40]],
    ['in seconds', { ...age, Dimensions: jobs, Unit: 'Seconds' }, [40, 40]],
    ['not as a count', { ...age, Dimensions: jobs, Unit: 'Count' }, []],
    ['not by function', { ...age, Dimensions: [FUNCTION] }, []],
  ])('has the age of a queue %s', async (_name, asked, expected) => {
    expect(await valuesOf(await startLocal({ world: world() }), asked)).toEqual(expected);
  });
});
