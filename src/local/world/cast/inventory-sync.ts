import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { steady, steps } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';
import type { WorldQueue } from '../world.ts';

const POISONED_SINCE_MINUTE = -26;
/** Four messages a minute. */
const POISONED_SHARE = 4 / 240;

/**
 * Reads a queue and reports the failed messages of a batch, so its own error rate stays zero while a supplier sends
 * unreadable messages: each is received three times and then moved to the redrive queue.
 */
export function inventorySync(now0Ms: EpochMs, queue: WorldQueue): FunctionModel {
  const poisonedMs = now0Ms + POISONED_SINCE_MINUTE * MINUTE_MS;
  return {
    configuration: {
      name: 'inventory-sync',
      runtime: 'python3.13',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 10_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 7 * DAY_MS,
      logGroup: '/aws/lambda/inventory-sync',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Takes over the stock of suppliers (SQS)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: {
      kind: 'queue',
      mappingUuid: 'c7e45a1f-60d2-4b93-a8e1-52f90b3d7c64',
      queueName: queue.name,
      batchSize: 10,
      maximumConcurrency: null,
      reportsBatchItemFailures: true,
      messagesPerSecond: steady(4),
      poison: {
        share: steps(0, [[poisonedMs / MINUTE_MS, POISONED_SHARE]]),
        failure: 'unreadable',
      },
    },
    work: {
      initMs: 410,
      durationMs: steady(1_600),
      recordDurationMs: 60,
      spread: steady(0.26),
      memoryUsedMb: 151,
      failures: [],
    },
    story: { invocation: stockLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'inventory-sync',
        cause: 'messages without a sku fail whenever they are received and end in the redrive queue',
        sinceMs: poisonedMs,
      },
    ],
  };
}

function stockLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const { records, poisonedRecords, durationMs } = facts;
  const supplier = dice.pick(['northwind', 'acme', 'globex', 'initech']);
  const worked = records - poisonedRecords;
  const unreadable = Array.from({ length: poisonedRecords }, (_, index): StoryLine => {
    const messageId = dice.hex(8);
    return {
      offsetMs: durationMs * 0.3 + index,
      level: 'ERROR',
      message: `message ${messageId}: KeyError: 'sku', left in the queue (supplier globex)`,
    };
  });
  const done: StoryLine = {
    offsetMs: durationMs - 8,
    level: 'INFO',
    message: `took over the stock of ${worked * dice.whole(20, 180)} articles of ${supplier}, ${worked} of ${records} messages`,
  };
  return facts.ending === 'success' ? [...unreadable, ...(worked > 0 ? [done] : [])] : unreadable;
}
