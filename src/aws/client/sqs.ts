import { SQSClient } from '@aws-sdk/client-sqs';
import type { ClientSettings } from '../connection/clients.ts';

/** A queue is named by a URL, but its host is the Region's, as for all queues. */
export function sqs({ shared }: ClientSettings): SQSClient {
  return new SQSClient({ ...shared, useQueueUrlAsEndpoint: false });
}
