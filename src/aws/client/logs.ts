import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ClientSettings } from '../connection/clients.ts';
import { LogsProtocol } from '../connection/logs-protocol.ts';

export function logs({ shared }: ClientSettings): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ ...shared, protocol: LogsProtocol });
}
