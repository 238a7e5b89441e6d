import { CloudTrailClient, type CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';

export function createCloudTrailClient(settings: CloudTrailClientConfig): CloudTrailClient {
  return new CloudTrailClient(settings);
}
