import { LambdaClient } from '@aws-sdk/client-lambda';
import type { ClientSettings } from '../connection/clients.ts';

export function lambda({ shared }: ClientSettings): LambdaClient {
  return new LambdaClient(shared);
}
