import { DescribeStreamCommand, type Shard } from '@aws-sdk/client-dynamodb-streams';
import type { StreamShard } from '../../lambda/delivery/event-source.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, readable, textOf } from '../answer/field.ts';
import { tableStreams } from '../client/dynamodb-streams.ts';
import type { Ask } from '../connection/ask.ts';

/**
 * The shards of a table's stream. A shard with an end takes no more records.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
 */
export function askTableShardPage(
  ask: Ask,
  streamArn: RawText,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<StreamShard>>> {
  return ask(
    {
      action: 'dynamodb:DescribeStream',
      send: (clients, options) =>
        clients.of(tableStreams).send(
          new DescribeStreamCommand({
            StreamArn: streamArn,
            ...(token === null ? {} : { ExclusiveStartShardId: token }),
          }),
          options,
        ),
      read: ({ StreamDescription: description }) => {
        const shards = listOf(description?.Shards);
        if (shards === null) return undefined;
        return { items: readable(shards, shardOf), nextToken: textOf(description?.LastEvaluatedShardId) };
      },
    },
    signal,
  );
}

function shardOf({ ShardId, SequenceNumberRange: range }: Shard): StreamShard | null {
  const id = textOf(ShardId);
  return id === null ? null : { isOpen: textOf(range?.EndingSequenceNumber) === null };
}
