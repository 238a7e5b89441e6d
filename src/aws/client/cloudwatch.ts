import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import type { ClientSettings } from '../connection/clients.ts';

export function cloudWatch({ shared, cloudwatchProtocol }: ClientSettings): CloudWatchClient {
  return new CloudWatchClient({
    ...shared,
    ...(cloudwatchProtocol === 'query' ? { protocol: AwsQueryProtocol } : {}),
  });
}
