import { DescribeAlarmsCommand, type DescribeAlarmsCommandInput } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { WorldAlarmState } from '../../../../src/local/world/world-metric.ts';
import { errorName, startLocal } from '../local-client.ts';
import { NOW_MS, tinyWorld } from '../tiny-world.ts';

function alarm(name: string, state: WorldAlarmState['state']): WorldAlarmState {
  return {
    alarm: {
      name,
      description: 'something is wrong',
      functionName: 'worker',
      metric: 'Throttles',
      statistic: 'Sum',
      threshold: 20,
      periods: 3,
    },
    state,
    datapoints: [30, 31, 32],
    sinceMs: NOW_MS - 10 * MINUTE_MS,
  };
}

const WORLD = {
  ...tinyWorld(),
  alarms: () => [
    alarm('worker-throttles', 'ALARM'),
    alarm('account', 'INSUFFICIENT_DATA'),
    alarm('worker-errors', 'OK'),
  ],
};

describe('DescribeAlarms', () => {
  it.each(['cloudWatch', 'cloudWatchCbor', 'cloudWatchQuery'] as const)(
    'says which alarms are raised, on which metric and since when: %s',
    async (name) => {
      const { [name]: client } = await startLocal({ world: WORLD });
      const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
      expect(MetricAlarms).toMatchObject([
        {
          AlarmName: 'worker-throttles',
          AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:worker-throttles',
          StateValue: 'ALARM',
          StateUpdatedTimestamp: new Date(NOW_MS - 10 * MINUTE_MS),
          Namespace: 'AWS/Lambda',
          MetricName: 'Throttles',
          Dimensions: [{ Name: 'FunctionName', Value: 'worker' }],
          Threshold: 20,
          EvaluationPeriods: 3,
        },
      ]);
    },
  );

  it.each<[string, DescribeAlarmsCommandInput, readonly string[]]>([
    ['all, by name', {}, ['account', 'worker-errors', 'worker-throttles']],
    ['those of a prefix', { AlarmNamePrefix: 'worker' }, ['worker-errors', 'worker-throttles']],
    ['those that are named', { AlarmNames: ['account', 'other'] }, ['account']],
    ['no composite ones', { AlarmTypes: ['CompositeAlarm'] }, []],
  ])('lists %s', async (_name, input, expected) => {
    const { cloudWatch } = await startLocal({ world: WORLD });
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand(input));
    expect(MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(expected);
  });

  it('pages', async () => {
    const { cloudWatch } = await startLocal({ world: WORLD });
    const first = await cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));
    const second = await cloudWatch.send(
      new DescribeAlarmsCommand({ MaxRecords: 2, NextToken: first.NextToken! }),
    );
    expect([first, second].map(({ MetricAlarms }) => MetricAlarms!.length)).toEqual([2, 1]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each<[string, DescribeAlarmsCommandInput, string]>([
    ['names and a prefix', { AlarmNames: ['a'], AlarmNamePrefix: 'b' }, 'ValidationException'],
  ])('refuses %s', async (_name, input, expected) => {
    const { cloudWatch } = await startLocal({ world: WORLD });
    expect(await errorName(cloudWatch.send(new DescribeAlarmsCommand(input)))).toBe(expected);
  });
});
