import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { startLocal } from './local-client.ts';
import { NOW_MS } from './tiny-world.ts';

type Local = Awaited<ReturnType<typeof startLocal>>;

/** A call of each service in each of its protocols. */
export const CALLS = {
  logs: ({ logs }: Local) =>
    logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/worker', startTime: NOW_MS - 1_000 })),
  'cloudwatch JSON': ({ cloudWatch }: Local) => cloudWatch.send(new ListMetricsCommand({})),
  'cloudwatch CBOR': ({ cloudWatchCbor }: Local) => cloudWatchCbor.send(new ListMetricsCommand({})),
  'cloudwatch Query': ({ cloudWatchQuery }: Local) => cloudWatchQuery.send(new ListMetricsCommand({})),
  lambda: ({ lambda }: Local) => lambda.send(new GetAccountSettingsCommand({})),
  kinesis: ({ kinesis }: Local) => kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'orders' })),
  sts: ({ sts }: Local) => sts.send(new GetCallerIdentityCommand({})),
  tag: ({ tagging }: Local) => tagging.send(new GetResourcesCommand({})),
} as const;

export type CallName = keyof typeof CALLS;

export const ACTIONS: Readonly<Record<CallName, string>> = {
  logs: 'logs:FilterLogEvents',
  'cloudwatch JSON': 'cloudwatch:ListMetrics',
  'cloudwatch CBOR': 'cloudwatch:ListMetrics',
  'cloudwatch Query': 'cloudwatch:ListMetrics',
  lambda: 'lambda:GetAccountSettings',
  kinesis: 'kinesis:DescribeStreamSummary',
  sts: 'sts:GetCallerIdentity',
  tag: 'tag:GetResources',
};

/** 500 queries of 20 points each. */
export function tenThousandPoints(): GetMetricDataCommand {
  const Metric = {
    Namespace: 'AWS/Lambda',
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'FunctionName', Value: 'worker' }],
  };
  return new GetMetricDataCommand({
    MetricDataQueries: Array.from({ length: 500 }, (_, index) => ({
      Id: `q${index}`,
      MetricStat: { Metric, Period: 60, Stat: 'Sum' },
    })),
    StartTime: new Date(NOW_MS - 3_600_000),
    EndTime: new Date(NOW_MS),
  });
}
