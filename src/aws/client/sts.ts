import { STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings } from '../connection/clients.ts';

export function sts({ shared }: ClientSettings): STSClient {
  return new STSClient(shared);
}
