import * as v from 'valibot';
import { AwsFault } from '../aws-fault.ts';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';

const CREATED_MS = Date.UTC(2025, 0, 1);
const SHARDS_PER_PAGE = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = operation({
  name: 'DescribeStream',
  schema: v.object({
    StreamArn: textBetween(37, 1_024),
    ExclusiveStartShardId: v.optional(textBetween(28, 65)),
    Limit: v.optional(integerBetween(1, SHARDS_PER_PAGE), SHARDS_PER_PAGE),
  }),
  invalid: (message) => new AwsFault({ code: 'ValidationException', message }),
  answer: ({ StreamArn, ExclusiveStartShardId, Limit }, { world }) => {
    const stream = world.streams.find(({ arn }) => arn === StreamArn && arn.includes(':dynamodb:'));
    if (stream === undefined) {
      return new AwsFault({
        code: 'ResourceNotFoundException',
        message: `Requested resource not found: Stream: ${StreamArn} not found`,
      });
    }
    // A closed shard is listed among the open ones for a day, as after a split.
    const shards = Array.from({ length: stream.openShards + 1 }, (_, place) => shardDocument(place));
    const start = shards.findIndex(({ ShardId }) => ShardId === ExclusiveStartShardId) + 1;
    const page = shards.slice(start, start + Limit);
    const isLast = start + Limit >= shards.length;
    return {
      StreamDescription: {
        StreamArn,
        StreamLabel: StreamArn.split('/').at(-1) ?? '',
        StreamStatus: 'ENABLED',
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        CreationRequestDateTime: new Timestamp(CREATED_MS),
        TableName: stream.name,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        Shards: page,
        ...(isLast ? {} : { LastEvaluatedShardId: page.at(-1)?.ShardId }),
      },
    };
  },
});

function shardDocument(place: number) {
  const sequence = (number: number) => String(number).padStart(21, '0');
  return {
    ShardId: `shardId-${String(1_735_689_600_000 + place).padStart(20, '0')}-${String(place).padStart(8, '0')}`,
    SequenceNumberRange: {
      StartingSequenceNumber: sequence(1_000 + place),
      ...(place === 0 ? { EndingSequenceNumber: sequence(2_000) } : {}),
    },
  };
}
