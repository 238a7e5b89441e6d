import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { World, WorldQueue } from '../../world/world.ts';
import { listOf, textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { invalidQueueInput, QUEUE_DOES_NOT_EXIST, queueAt } from './named-queue.ts';

const RETENTION_SECONDS = 4 * 86_400;
const CREATED_MS = Date.UTC(2025, 0, 1);

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = operation({
  name: 'GetQueueAttributes',
  schema: v.object({
    QueueUrl: textBetween(1, 2_048),
    AttributeNames: v.optional(listOf(v.string(), 30), []),
  }),
  invalid: invalidQueueInput,
  answer: ({ QueueUrl, AttributeNames }, { world }, nowMs) => {
    const queue = queueAt(world.queues, QueueUrl);
    if (queue === undefined) return QUEUE_DOES_NOT_EXIST;
    const isWanted = (name: string) => AttributeNames.includes('All') || AttributeNames.includes(name);
    const wanted = Object.entries(attributesOf(world, queue, nowMs)).filter(([name]) => isWanted(name));
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  },
});

/** All values are text in this API, numbers too. */
function attributesOf(world: World, queue: WorldQueue, nowMs: EpochMs): Readonly<Record<string, string>> {
  const { visible, notVisible } = world.queueDepth(queue.name, nowMs) ?? { visible: 0, notVisible: 0 };
  const redrive = redrivePolicyOf(world, queue);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
    ApproximateNumberOfMessagesDelayed: '0',
    VisibilityTimeout: String(queue.visibilityTimeoutMs / 1_000),
    MessageRetentionPeriod: String(RETENTION_SECONDS),
    CreatedTimestamp: String(CREATED_MS / 1_000),
    DelaySeconds: '0',
    ...(redrive === null ? {} : { RedrivePolicy: redrive }),
  };
}

function redrivePolicyOf({ queues }: World, { redrive }: WorldQueue): string | null {
  const target = queues.find(({ name }) => name === redrive?.queueName);
  if (redrive === null || target === undefined) return null;
  return JSON.stringify({ deadLetterTargetArn: target.arn, maxReceiveCount: redrive.maxReceiveCount });
}
