import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { ClientSettings } from '../connection/clients.ts';

export function tableStreams({ shared }: ClientSettings): DynamoDBStreamsClient {
  return new DynamoDBStreamsClient(shared);
}
