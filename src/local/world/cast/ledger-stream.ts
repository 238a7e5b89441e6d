import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';
import type { WorldAccount } from '../world.ts';

const POISONED_SHARD = 2;
const POISONED_SINCE_MINUTE = -21;

/**
 * Four shards that are read as fast as they are written, until one of them holds a record that the code can't book. Its
 * batch is retried again and again, and all later records of that shard wait until the stream drops it.
 */
export function ledgerStream(now0Ms: EpochMs, { region, accountId }: WorldAccount): FunctionModel {
  const poisonedMs = now0Ms + POISONED_SINCE_MINUTE * MINUTE_MS;
  return {
    configuration: {
      name: 'ledger-stream',
      runtime: 'python3.13',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 60_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 18 * DAY_MS,
      logGroup: '/aws/lambda/ledger-stream',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Books payments into the ledger (Kinesis)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: {
      kind: 'stream',
      mappingUuid: '0b9d2c64-31f7-4e8a-8d05-7c1a9e52f3b8',
      streamName: 'ledger',
      streamArn: `arn:aws:kinesis:${region}:${accountId}:stream/ledger`,
      openShards: 4,
      parallelizationFactor: 1,
      batchSize: 100,
      recordsPerSecond: steady(32),
      poisonPill: { shard: POISONED_SHARD, writtenMs: poisonedMs, failure: 'unknown-currency' },
    },
    work: {
      initMs: 390,
      durationMs: steady(110),
      recordDurationMs: 12,
      spread: steady(0.25),
      memoryUsedMb: 128,
      failures: [{ name: 'unknown-currency', share: steady(0), durationShare: 0.6, ending: 'exception' }],
    },
    story: { invocation: ledgerLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'ledger-stream',
        cause: 'one record of shard 2 of the stream ledger fails whenever it is tried, and blocks its shard',
        sinceMs: poisonedMs,
      },
    ],
  };
}

function ledgerLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const { durationMs, records, lane } = facts;
  const shard = `shardId-${lane.toString().padStart(12, '0')}`;
  const first = sequenceNumber(dice);
  const received: StoryLine = {
    offsetMs: 2,
    level: 'INFO',
    message: `batch of ${records} records from ${shard} first=${first}`,
  };
  const entry = dice.whole(1, Math.max(1, records));
  if (facts.ending === 'unknown-currency') return [received, unknownCurrency(durationMs, first, entry)];
  if (facts.ending !== 'success') return [received];
  return [
    received,
    {
      offsetMs: durationMs - 6,
      level: 'INFO',
      message: `booked ${records} entries, balance of ${dice.whole(2, 40)} accounts changed`,
    },
  ];
}

function unknownCurrency(durationMs: number, first: string, entry: number): StoryLine {
  const message = `record ${entry} of the batch that starts at ${first}: currency "EU" is unknown`;
  return {
    offsetMs: durationMs - 3,
    level: 'ERROR',
    message,
    exception: {
      type: 'UnknownCurrencyError',
      message,
      // The runtime indents frames with no-break spaces.
      frames: [
        '\u00a0\u00a0File "/var/task/ledger.py", line 41, in lambda_handler',
        '\u00a0\u00a0\u00a0\u00a0book(entries)',
        '\u00a0\u00a0File "/var/task/ledger.py", line 87, in book',
        '\u00a0\u00a0\u00a0\u00a0raise UnknownCurrencyError(message)',
      ],
    },
  };
}

/** 56 digits, as Kinesis numbers records. */
function sequenceNumber(dice: Dice): string {
  const digits = Array.from({ length: 5 }, () => dice.whole(0, 9_999_999_999).toString().padStart(10, '0'));
  return `496${digits.join('').slice(0, 53)}`;
}
