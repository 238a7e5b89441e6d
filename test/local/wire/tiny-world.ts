import { type EpochMs, MINUTE_MS } from '../../../src/lambda/time.ts';
import type { World, WorldFunction } from '../../../src/local/world/world.ts';
import type { WorldEvent, WorldLog } from '../../../src/local/world/world-log.ts';
import type { Distribution, WorldMetric } from '../../../src/local/world/world-metric.ts';

/** Noon, on a minute and on an hour. */
export const NOW_MS = Date.UTC(2026, 10, 20, 12);
export const LOG_START_MS = NOW_MS - 20 * MINUTE_MS;

/** `worker` logs one event every 100 ms for the 20 minutes before now; two streams take turns. */
export const EVENT_EVERY_MS = 100;
export const STREAMS = ['2026/11/20/[7]aaaa', '2026/11/20/[7]bbbb'] as const;

/** A world without randomness: the right answer to each question can be worked out by hand. */
export function tinyWorld(extraFunctions = 0): World {
  const functions = [
    tinyFunction('worker', {
      reservedConcurrency: 35,
      deadLetterArn: 'arn:aws:sqs:eu-west-1:123456789012:dead',
    }),
    tinyFunction('quiet'),
    ...Array.from({ length: extraFunctions }, (_, index) =>
      tinyFunction(`extra-${String(index).padStart(3, '0')}`),
    ),
  ];
  return {
    account: { accountId: '123456789012', region: 'eu-west-1', concurrencyLimit: 1_000 },
    functions,
    provisioned: [],
    mappings: [
      {
        uuid: '11111111-2222-4333-8444-555555555555',
        functionName: 'worker',
        sourceArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders',
        batchSize: 100,
        parallelizationFactor: 2,
        maximumConcurrency: null,
        reportsBatchItemFailures: false,
      },
    ],
    eventInvokeConfigs: [],
    queues: [],
    streams: [
      { name: 'orders', arn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders', openShards: 10 },
    ],
    startMs: LOG_START_MS,
    advanceTo: () => {},
    advanceShared: () => {},
    metric: tinyMetric,
    resourceMetric: () => null,
    queueMetric: () => null,
    queueDepth: () => null,
    versions: (name) => (name === 'worker' ? [{ version: '7', publishedMs: NOW_MS - 86_400_000 }] : []),
    aliases: () => [],
    lastProcessingResult: () => 'OK',
    alarms: () => [],
    log: (name) => (name === 'worker' ? WORKER_LOG : functions.some((f) => f.name === name) ? NO_LOG : null),
    truth: {
      minute: () => ({
        invocations: 3,
        errors: 1,
        throttles: 0,
        throttleReasons: {},
        durationSumMs: 60,
        durationP95Ms: 30,
        meanConcurrency: 0.001,
        peakConcurrency: 1,
      }),
      inFlight: (_name, startMs, endMs) => Array.from({ length: (endMs - startMs) / 1_000 }, () => 1),
      throttled: (_name, startMs) => [{ timeMs: startMs, reason: 'ConcurrentInvocationLimitExceeded' }],
      lostEvents: () => 0,
      provisioned: () => [],
      incidents: [{ functionName: 'worker', cause: 'nothing to speak of', sinceMs: LOG_START_MS }],
    },
  };
}

/** The same, but `worker` is called through the alias `live`, which routes a tenth to version 8. */
export function aliasedWorld(): World {
  const publishedMs = NOW_MS - 86_400_000;
  return {
    ...tinyWorld(),
    versions: (name) => (name === 'worker' ? ['7', '8'].map((version) => ({ version, publishedMs })) : []),
    aliases: (name) =>
      name === 'worker' ? [{ name: 'live', version: '7', additionalWeights: { '8': 0.1 } }] : [],
    resourceMetric: ({ functionName, executedVersion }, metric, minuteMs, nowMs) =>
      executedVersion === '8' ? null : tinyMetric(functionName, metric, minuteMs, nowMs),
  };
}

function tinyFunction(name: string, changes: Partial<WorldFunction> = {}): WorldFunction {
  return {
    name,
    runtime: 'nodejs22.x',
    architecture: 'arm64',
    memoryMb: 512,
    timeoutMs: 10_000,
    version: '7',
    lastModifiedMs: NOW_MS - 86_400_000,
    logGroup: `/aws/lambda/${name}`,
    logFormat: 'JSON',
    reservedConcurrency: null,
    deadLetterArn: null,
    description: '',
    ...changes,
  };
}

/** Durations of each of the 20 minutes: 10, 20 and 30 ms. A minute is published when it is over. */
function tinyMetric(
  functionName: string | null,
  metric: WorldMetric,
  minuteMs: EpochMs,
  nowMs: EpochMs,
): Distribution | null {
  const isPublished = minuteMs >= LOG_START_MS && minuteMs < NOW_MS && minuteMs + MINUTE_MS <= nowMs;
  if (functionName === 'quiet' || !isPublished) return null;
  if (functionName !== null && functionName !== 'worker') return null;
  if (metric === 'Invocations') return samples([1, 1, 1]);
  if (metric === 'Errors') return samples([0, 1, 0]);
  if (metric === 'Duration') return samples([10, 20, 30]);
  return null;
}

function samples(values: readonly number[]): Distribution {
  const sorted = values.toSorted((left, right) => left - right);
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: sorted[0]!,
    maximum: sorted.at(-1)!,
    quantile: (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!,
  };
}

const WORKER_EVENTS: readonly WorldEvent[] = Array.from(
  { length: (NOW_MS - LOG_START_MS) / EVENT_EVERY_MS },
  (_, index) => ({
    eventId: String(index).padStart(56, '0'),
    logStream: STREAMS[index % 2]!,
    timestampMs: LOG_START_MS + index * EVENT_EVERY_MS,
    ingestionMs: LOG_START_MS + index * EVENT_EVERY_MS,
    message: JSON.stringify({ level: index % 10 === 0 ? 'ERROR' : 'INFO', message: `line ${index}` }),
  }),
);

const NO_LOG: WorldLog = { read: () => [], streams: () => [] };

const WORKER_LOG: WorldLog = {
  read: ({ startMs, endMs, nowMs, after, limit, streams }) => {
    const isBehind = (event: WorldEvent) =>
      after === null ||
      event.timestampMs > after.timestampMs ||
      (event.timestampMs === after.timestampMs && event.eventId > after.eventId);
    return WORKER_EVENTS.filter(
      (event) =>
        event.timestampMs >= startMs &&
        event.timestampMs <= endMs &&
        event.ingestionMs <= nowMs &&
        isBehind(event) &&
        (streams === null || streams.has(event.logStream)),
    ).slice(0, limit);
  },
  streams: () =>
    STREAMS.map((name, index) => ({
      name,
      createdMs: LOG_START_MS,
      firstEventMs: LOG_START_MS + index * EVENT_EVERY_MS,
      lastEventMs: NOW_MS - (2 - index) * EVENT_EVERY_MS,
    })),
};
