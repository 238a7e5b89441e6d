import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw, sentJson } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

const ORDERS = raw('arn:aws:sqs:eu-west-1:123456789012:orders');
const FAILED = 'arn:aws:sqs:eu-west-1:123456789012:orders-failed';
const NOTHING_SAID = { retentionMs: null, visibilityTimeoutMs: null, redrive: null };

const setupOf = async (attributes: unknown) => {
  loopback.respond = answerJson(attributes === undefined ? {} : { Attributes: attributes });
  return loopback.sources.functions.queue(ORDERS, patient);
};

describe('the setup of a queue', () => {
  it('has how long messages are kept and hidden, and where failed ones go', async () => {
    const setup = await setupOf({
      MessageRetentionPeriod: '345600',
      VisibilityTimeout: '60',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: FAILED, maxReceiveCount: 3 }),
    });
    expect(answerOf(setup)).toEqual({
      retentionMs: 345_600_000,
      visibilityTimeoutMs: 60_000,
      redrive: { queueArn: FAILED, maximumReceives: 3 },
    });
  });

  it('reads a receive count written as text', async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: FAILED, maxReceiveCount: '5' });
    expect(answerOf(await setupOf({ RedrivePolicy })).redrive?.maximumReceives).toBe(5);
  });

  it.each([
    ['no attributes', undefined],
    ['none of the requested attributes', {}],
    ['invalid times', { MessageRetentionPeriod: 'soon', VisibilityTimeout: '' }],
  ])('is unknown with %s', async (_what, attributes) => {
    expect(answerOf(await setupOf(attributes))).toEqual(NOTHING_SAID);
  });

  it.each([
    ['is not JSON', 'redrive'],
    ['is not an object', '7'],
    ['has no queue', '{"maxReceiveCount":3}'],
    ['has no count', `{"deadLetterTargetArn":"${FAILED}"}`],
  ])('is not considered to be without a redrive queue if its policy %s', async (_what, RedrivePolicy) => {
    expect(errorOf(await setupOf({ RedrivePolicy })).kind).toBe('malformed');
  });

  it.each([
    ['aws', 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders'],
    ['aws-cn', 'https://sqs.eu-west-1.amazonaws.com.cn/123456789012/orders'],
  ])('is requested by the URL of the queue in the partition %s', async (partition, url) => {
    loopback.respond = answerJson({});
    await loopback.sources.functions.queue(
      raw(`arn:${partition}:sqs:eu-west-1:123456789012:orders`),
      patient,
    );
    expect(sentJson(loopback.requests.at(-1)!)).toMatchObject({ QueueUrl: url });
  });
});
