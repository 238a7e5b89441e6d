import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { ClientSettings } from '../connection/clients.ts';

export function cloudTrail({ shared }: ClientSettings): CloudTrailClient {
  return new CloudTrailClient(shared);
}
