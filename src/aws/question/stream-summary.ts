import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import type { StreamSummary } from '../../lambda/delivery/event-source.ts';
import { HOUR_MS } from '../../lambda/time.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { countOf } from '../answer/field.ts';
import { kinesis } from '../client/kinesis.ts';
import type { Ask } from '../connection/ask.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export function askStreamSummary(
  ask: Ask,
  streamArn: RawText,
  signal: AbortSignal,
): Promise<Result<StreamSummary>> {
  return ask(
    {
      action: 'kinesis:DescribeStreamSummary',
      send: (clients, options) =>
        clients.of(kinesis).send(new DescribeStreamSummaryCommand({ StreamARN: streamArn }), options),
      read: ({ StreamDescriptionSummary: summary }) => {
        const openShards = countOf(summary?.OpenShardCount);
        if (openShards === null) return undefined;
        const retentionHours = countOf(summary?.RetentionPeriodHours);
        return { openShards, retentionMs: retentionHours === null ? null : retentionHours * HOUR_MS };
      },
    },
    signal,
  );
}
