import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type LogGroupClass,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LocalAccount } from './local-account.ts';

/** Writes into log groups of a local account, as any program may. */
export function logWriter({ url, now }: Pick<LocalAccount, 'url' | 'now'>) {
  const client = new CloudWatchLogsClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    createGroup: (logGroupName: string, logGroupClass?: LogGroupClass) =>
      client.send(new CreateLogGroupCommand({ logGroupName, ...(logGroupClass && { logGroupClass }) })),
    createStream: (logGroupName: string, logStreamName: string) =>
      client.send(new CreateLogStreamCommand({ logGroupName, logStreamName })),
    write: (logGroupName: string, logStreamName: string, ...messages: readonly string[]) =>
      client.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: messages.map((message) => ({ timestamp: now(), message })),
        }),
      ),
    close: () => client.destroy(),
  };
}
