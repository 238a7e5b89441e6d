import * as v from 'valibot';
import { textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { invalidQueueInput, QUEUE_DOES_NOT_EXIST, queueUrl } from './named-queue.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = operation({
  name: 'GetQueueUrl',
  schema: v.object({ QueueName: textBetween(1, 80) }),
  invalid: invalidQueueInput,
  answer: ({ QueueName }, { world }) => {
    if (world.queues.every(({ name }) => name !== QueueName)) return QUEUE_DOES_NOT_EXIST;
    return { QueueUrl: queueUrl(world.account, QueueName) };
  },
});
