import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { QueueSetup, RedrivePolicy } from '../../lambda/delivery/queue.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { countOf, textOf } from '../answer/field.ts';
import { sqs } from '../client/sqs.ts';
import type { Ask } from '../connection/ask.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export function askQueueSetup(ask: Ask, queueArn: RawText, signal: AbortSignal): Promise<Result<QueueSetup>> {
  return ask(
    {
      action: 'sqs:GetQueueAttributes',
      send: (clients, options) =>
        clients.of(sqs).send(
          new GetQueueAttributesCommand({
            QueueUrl: queueUrl(queueArn),
            AttributeNames: ['MessageRetentionPeriod', 'RedrivePolicy', 'VisibilityTimeout'],
          }),
          options,
        ),
      read: ({ Attributes }) => {
        // AWS omits an empty object altogether.
        const attributes: unknown = Attributes ?? {};
        if (typeof attributes !== 'object' || attributes === null) return undefined;
        const { MessageRetentionPeriod, RedrivePolicy, VisibilityTimeout } = attributes as AttributeTexts;
        const redrive = RedrivePolicy === undefined ? null : redrivePolicyOf(RedrivePolicy);
        if (redrive === undefined) return undefined;
        return {
          retentionMs: secondsOf(MessageRetentionPeriod),
          visibilityTimeoutMs: secondsOf(VisibilityTimeout),
          redrive,
        };
      },
    },
    signal,
  );
}

type AttributeTexts = Readonly<Partial<Record<string, unknown>>>;

/** The URL that SQS requires, built from the ARN: `arn:aws:sqs:eu-west-1:123456789012:orders`. */
function queueUrl(queueArn: string): string {
  const [, partition, , region, accountId, name] = queueArn.split(':');
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${domain}/${accountId}/${name}`;
}

/** Undefined for an unreadable policy: unknown does not mean none. */
function redrivePolicyOf(json: unknown): RedrivePolicy | undefined {
  const policy = parsed(json);
  if (typeof policy !== 'object' || policy === null) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = policy as AttributeTexts;
  const queueArn = textOf(deadLetterTargetArn);
  // The count is a number or text, as written by the policy's author.
  const maximumReceives = countOf(Number(maxReceiveCount));
  return queueArn === null || maximumReceives === null ? undefined : { queueArn, maximumReceives };
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

/** All values are text in this API. */
function secondsOf(text: unknown): number | null {
  const seconds = textOf(text) === null ? null : countOf(Number(text));
  return seconds === null ? null : seconds * 1_000;
}
