import { describe, expect, it } from 'vitest';
import { startLocal } from '../local-client.ts';
import { tinyWorld } from '../tiny-world.ts';

const URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs';
const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;

const WORLD = {
  ...tinyWorld(),
  queues: [
    {
      name: 'jobs',
      arn: arnOf('jobs'),
      visibilityTimeoutMs: 60_000,
      redrive: { queueName: 'dead', maxReceiveCount: 3 },
    },
    { name: 'dead', arn: arnOf('dead'), visibilityTimeoutMs: 30_000, redrive: null },
  ],
  queueDepth: (name: string) =>
    name === 'jobs' ? { visible: 12, notVisible: 5 } : { visible: 90, notVisible: 0 },
};

/** The raw answer. */
async function ask(operation: string, input: object) {
  const { url } = await startLocal({ world: WORLD });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
    body: JSON.stringify(input),
  });
  return JSON.parse(await response.text());
}

describe('GetQueueAttributes', () => {
  it('returns as text how many messages a queue holds and where failed ones go', async () => {
    const answer = await ask('GetQueueAttributes', { QueueUrl: URL, AttributeNames: ['All'] });
    expect(answer.Attributes).toMatchObject({
      QueueArn: arnOf('jobs'),
      ApproximateNumberOfMessages: '12',
      ApproximateNumberOfMessagesNotVisible: '5',
      VisibilityTimeout: '60',
    });
    expect(JSON.parse(answer.Attributes.RedrivePolicy)).toEqual({
      deadLetterTargetArn: arnOf('dead'),
      maxReceiveCount: 3,
    });
  });

  it('returns only what is requested', async () => {
    const AttributeNames = ['VisibilityTimeout', 'RedrivePolicy'];
    const answer = await ask('GetQueueAttributes', {
      QueueUrl: `${URL.replace('jobs', 'dead')}`,
      AttributeNames,
    });
    expect(answer).toEqual({ Attributes: { VisibilityTimeout: '30' } });
  });

  it('accepts the URL that GetQueueUrl returns', async () => {
    const answer = await ask('GetQueueUrl', { QueueName: 'jobs' });
    expect(answer).toEqual({ QueueUrl: URL });
  });
});
