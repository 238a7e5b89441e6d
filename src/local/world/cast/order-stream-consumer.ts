import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { ramp, steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';
import type { WorldAccount } from '../world.ts';
import { incident } from './story-time.ts';

/**
 * Ten shards, with one batch at a time each. A bulk import writes several times what ten workers can process, so they
 * are always busy and the iterator age grows; after the import they need two hours to catch up.
 */
export function orderStreamConsumer(now0Ms: EpochMs, { region, accountId }: WorldAccount): FunctionModel {
  return {
    configuration: {
      name: 'order-stream-consumer',
      runtime: 'python3.13',
      architecture: 'x86_64',
      memoryMb: 1_024,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 12 * 24 * 60 * MINUTE_MS,
      logGroup: '/aws/lambda/order-stream-consumer',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Writes orders to the search index (Kinesis)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: {
      kind: 'stream',
      mappingUuid: '5f3c1b8e-7a94-4d27-9c61-2e8f0d4b6a13',
      streamName: 'orders',
      streamArn: `arn:aws:kinesis:${region}:${accountId}:stream/orders`,
      openShards: 10,
      parallelizationFactor: 1,
      batchSize: 100,
      recordsPerSecond: incident(
        now0Ms,
        ramp([
          [-12, 150],
          [-11, 1_350],
          [4, 1_350],
          [5, 150],
        ]),
      ),
    },
    work: {
      initMs: 420,
      durationMs: steady(120),
      recordDurationMs: 29,
      spread: steady(0.2),
      memoryUsedMb: 310,
      failures: [{ name: 'version-conflict', share: steady(0.005), durationShare: 0.7, ending: 'exception' }],
    },
    story: { invocation: consumerLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'order-stream-consumer',
        cause: 'the stream orders is written faster than its 10 shards are read',
        sinceMs: now0Ms - 12 * MINUTE_MS,
      },
    ],
  };
}

function consumerLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const { durationMs, records, ageMs } = facts;
  const shard = `shardId-${facts.lane.toString().padStart(12, '0')}`;
  const sequenceNumber = `496${dice.whole(10, 99)}${dice.hex(8).replace(/[a-f]/g, '7')}${dice.whole(1_000_000, 9_999_999)}`;
  const received: StoryLine = {
    offsetMs: 3,
    level: 'INFO',
    message: `batch of ${records} records from ${shard} first=${sequenceNumber}`,
  };
  const behind: readonly StoryLine[] =
    ageMs > 60_000
      ? [
          {
            offsetMs: 6,
            level: 'WARN',
            message: `behind the stream by ${Math.round(ageMs / 1_000)} s, shard worker saturated`,
          },
        ]
      : [];
  if (facts.ending === 'version-conflict') return [received, ...behind, conflict(durationMs, dice)];
  if (facts.ending === 'timeout') return [received, ...behind];
  const skipped = dice.chance(0.1) ? dice.whole(1, 3) : 0;
  return [
    received,
    ...behind,
    {
      offsetMs: durationMs - 9,
      level: 'INFO',
      message: `indexed ${Math.max(0, records - skipped)} orders, skipped ${skipped} duplicates, bulk took ${Math.round(durationMs * 0.8)} ms`,
    },
  ];
}

function conflict(durationMs: number, dice: Dice): StoryLine {
  const message = `order ${dice.whole(80_000, 99_999)}: version ${dice.whole(2, 9)} is older than the index`;
  return {
    offsetMs: durationMs - 4,
    level: 'ERROR',
    message,
    exception: {
      type: 'VersionConflictError',
      message,
      // The runtime indents frames with no-break spaces.
      frames: [
        '\u00a0\u00a0File "/var/task/consumer.py", line 58, in lambda_handler',
        '\u00a0\u00a0\u00a0\u00a0index.bulk(orders)',
        '\u00a0\u00a0File "/var/task/index.py", line 112, in bulk',
        '\u00a0\u00a0\u00a0\u00a0raise VersionConflictError(message)',
      ],
    },
  };
}
