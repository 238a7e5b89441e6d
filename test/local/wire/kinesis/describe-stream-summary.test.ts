import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import { describe, expect, it } from 'vitest';
import { errorName, startLocal } from '../local-client.ts';

const ARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders';

describe('DescribeStreamSummary', () => {
  it.each([{ StreamName: 'orders' }, { StreamARN: ARN }])('counts the open shards of %j', async (input) => {
    const { kinesis } = await startLocal();
    const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand(input));
    expect(StreamDescriptionSummary).toMatchObject({
      StreamName: 'orders',
      StreamARN: ARN,
      OpenShardCount: 10,
    });
  });

  it.each([
    [{ StreamName: 'nope' }, 'ResourceNotFoundException'],
    [{}, 'InvalidArgumentException'],
  ])('refuses %j with %s', async (input, expected) => {
    const { kinesis } = await startLocal();
    expect(await errorName(kinesis.send(new DescribeStreamSummaryCommand(input)))).toBe(expected);
  });
});
