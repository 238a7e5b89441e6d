import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { SdkClients } from './sdk-clients.ts';

export async function createLog(
  { logs }: SdkClients,
  logGroupName: string,
  streams: readonly string[],
): Promise<void> {
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of streams)
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
}

export async function writeEvent(
  { logs }: SdkClients,
  logGroupName: string,
  logStreamName: string,
  timestamp: number,
  message: string,
): Promise<void> {
  const logEvents = [{ timestamp, message }];
  await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}
