import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  type LogGroupClass,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LocalAccount } from './local-account.ts';

/** Writes into log groups of a local account, as any program may. */
export function logWriter({ url, now }: Pick<LocalAccount, 'url' | 'now'>, region = 'eu-west-1') {
  const client = new CloudWatchLogsClient({
    endpoint: url,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const put = (
    logGroupName: string,
    logStreamName: string,
    events: readonly (readonly [atMs: number, message: string])[],
  ) =>
    client.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: events.map(([timestamp, message]) => ({ timestamp, message })),
      }),
    );
  return {
    createGroup: (logGroupName: string, logGroupClass?: LogGroupClass) =>
      client.send(new CreateLogGroupCommand({ logGroupName, ...(logGroupClass && { logGroupClass }) })),
    deleteGroup: (logGroupName: string) => client.send(new DeleteLogGroupCommand({ logGroupName })),
    createStream: (logGroupName: string, logStreamName: string) =>
      client.send(new CreateLogStreamCommand({ logGroupName, logStreamName })),
    write: (logGroupName: string, logStreamName: string, ...messages: readonly string[]) =>
      put(
        logGroupName,
        logStreamName,
        messages.map((message) => [now(), message]),
      ),
    writeAt: put,
    close: () => client.destroy(),
  };
}
