import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { ClientSettings } from '../connection/clients.ts';

export function tagging({ shared }: ClientSettings): ResourceGroupsTaggingAPIClient {
  return new ResourceGroupsTaggingAPIClient(shared);
}
