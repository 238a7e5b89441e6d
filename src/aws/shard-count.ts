import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import type { Result } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Ask } from './ask.ts';
import { numberOf } from './field.ts';

/** Open shards of a Kinesis stream. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export function askShardCount(ask: Ask, streamArn: RawText, signal: AbortSignal): Promise<Result<number>> {
  return ask(
    {
      action: 'kinesis:DescribeStreamSummary',
      send: (clients, options) =>
        clients.kinesis().send(new DescribeStreamSummaryCommand({ StreamARN: streamArn }), options),
      read: ({ StreamDescriptionSummary }) => numberOf(StreamDescriptionSummary?.OpenShardCount) ?? undefined,
    },
    signal,
  );
}
