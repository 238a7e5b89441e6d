import type { WorldAccount, WorldQueue } from '../../world/world.ts';
import { AwsFault } from '../aws-fault.ts';

export function queueUrl({ region, accountId }: WorldAccount, queueName: string): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${queueName}`;
}

/** The queue that a URL names, whatever its host. */
export function queueAt(queues: readonly WorldQueue[], url: string): WorldQueue | undefined {
  return queues.find(({ name }) => name === url.split('/').at(-1));
}

export const QUEUE_DOES_NOT_EXIST = new AwsFault({
  code: 'com.amazonaws.sqs#QueueDoesNotExist',
  queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
  message: 'The specified queue does not exist.',
});

export function invalidQueueInput(message: string): AwsFault {
  return new AwsFault({ code: 'com.amazonaws.sqs#InvalidParameterValue', message });
}
