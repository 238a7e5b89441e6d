import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw, sentJson } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('a stream', () => {
  const stream = raw('arn:aws:kinesis:eu-west-1:123456789012:stream/orders');

  it('has open shards, and keeps records for a while', async () => {
    loopback.respond = answerJson({
      StreamDescriptionSummary: { OpenShardCount: 4, RetentionPeriodHours: 24 },
    });
    expect(answerOf(await loopback.sources.functions.stream(stream, patient))).toEqual({
      openShards: 4,
      retentionMs: 24 * 3_600_000,
    });
    expect(sentJson(loopback.requests.at(-1))).toEqual({ StreamARN: stream });
  });

  it('may be denied on its own', async () => {
    loopback.respond = answerJson({ __type: 'AccessDeniedException', Message: 'no' }, 400);
    expect(errorOf(await loopback.sources.functions.stream(stream, patient))).toMatchObject({
      kind: 'denied',
      action: 'kinesis:DescribeStreamSummary',
    });
  });

  it.each([undefined, -1, 1.5, 1e300])(
    'is an error, never one without shards, if the count is %j',
    async (count) => {
      loopback.respond = answerJson({ StreamDescriptionSummary: { OpenShardCount: count } });
      expect(errorOf(await loopback.sources.functions.stream(stream, patient)).kind).toBe('malformed');
    },
  );
});
