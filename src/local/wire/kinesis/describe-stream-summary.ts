import * as v from 'valibot';
import { AwsFault } from '../aws-fault.ts';
import { textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';

const CREATED_MS = Date.UTC(2025, 0, 1);

function invalidArgument(message: string): AwsFault {
  return new AwsFault({ code: 'InvalidArgumentException', message });
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export const describeStreamSummary = operation({
  name: 'DescribeStreamSummary',
  schema: v.object({
    StreamName: v.optional(textBetween(1, 128)),
    StreamARN: v.optional(textBetween(1, 2_048)),
  }),
  invalid: invalidArgument,
  answer: ({ StreamName, StreamARN }, { world }) => {
    if (StreamName === undefined && StreamARN === undefined) return invalidArgument('Name the stream.');
    const stream = world.streams.find(({ name, arn }) => name === StreamName || arn === StreamARN);
    if (stream === undefined) {
      return new AwsFault({
        code: 'ResourceNotFoundException',
        message: `Stream ${StreamName ?? StreamARN} under account ${world.account.accountId} not found.`,
      });
    }
    return {
      StreamDescriptionSummary: {
        StreamName: stream.name,
        StreamARN: stream.arn,
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: 'PROVISIONED' },
        RetentionPeriodHours: 24,
        StreamCreationTimestamp: new Timestamp(CREATED_MS),
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        EncryptionType: 'NONE',
        OpenShardCount: stream.openShards,
        ConsumerCount: 0,
      },
    };
  },
});
