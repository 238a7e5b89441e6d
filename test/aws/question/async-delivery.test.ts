import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('asynchronous delivery', () => {
  it('has retries, age and destination', async () => {
    loopback.respond = answerJson({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 900,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:123456789012:lost' } },
    });
    expect(answerOf(await loopback.sources.functions.asyncDelivery(raw('mailer'), patient))).toEqual({
      maximumRetries: 1,
      maximumEventAgeMs: 900_000,
      failureDestination: 'arn:aws:sqs:eu-west-1:123456789012:lost',
    });
  });

  it("is Lambda's default if nothing is configured", async () => {
    loopback.respond = answerJson({ Type: 'User', Message: 'no config' }, 404, {
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    expect(answerOf(await loopback.sources.functions.asyncDelivery(raw('mailer'), patient))).toBeNull();
  });

  it('may be denied on its own', async () => {
    loopback.respond = answerJson({ Message: 'no' }, 403, { 'x-amzn-errortype': 'AccessDeniedException' });
    expect(errorOf(await loopback.sources.functions.asyncDelivery(raw('mailer'), patient)).kind).toBe(
      'denied',
    );
  });
});
