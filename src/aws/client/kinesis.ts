import { KinesisClient } from '@aws-sdk/client-kinesis';
import type { ClientSettings } from '../connection/clients.ts';

export function kinesis({ shared }: ClientSettings): KinesisClient {
  return new KinesisClient(shared);
}
