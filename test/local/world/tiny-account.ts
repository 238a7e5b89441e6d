import { type EpochMs, MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import type {
  AccountModel,
  CallerModel,
  FunctionModel,
  WorkModel,
} from '../../../src/local/world/function-model.ts';
import type { LogStory } from '../../../src/local/world/log/log-story.ts';
import type { World, WorldFunction, WorldQueue } from '../../../src/local/world/world.ts';
import type { WorldEvent } from '../../../src/local/world/world-log.ts';

/** On a minute, and a multiple of ten of them. */
export const START_MS = Date.parse('2026-11-24T03:00:00Z');

const QUIET: LogStory = { invocation: () => [] };

export interface TinyFunction {
  readonly configuration?: Partial<WorldFunction>;
  readonly caller?: CallerModel;
  readonly work?: Partial<WorkModel>;
  readonly alias?: string;
  readonly deployments?: FunctionModel['deployments'];
  readonly story?: LogStory;
}

/** A function that is called ten times a second and takes exactly 100 ms, unless stated otherwise. */
export function tinyFunction(name: string, overrides: TinyFunction = {}): FunctionModel {
  return {
    configuration: {
      name,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 128,
      timeoutMs: 3_000,
      version: '$LATEST',
      lastModifiedMs: START_MS,
      logGroup: `/aws/lambda/${name}`,
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: '',
      ...overrides.configuration,
    },
    ...(overrides.alias === undefined ? {} : { alias: overrides.alias }),
    deployments: overrides.deployments ?? [{ version: '$LATEST', sinceMs: 0 }],
    caller: overrides.caller ?? calledPerSecond(10),
    work: {
      initMs: 200,
      durationMs: steady(100),
      recordDurationMs: 0,
      spread: steady(0),
      memoryUsedMb: 64,
      failures: [],
      ...overrides.work,
    },
    story: overrides.story ?? QUIET,
    incidents: [],
  };
}

export function tinyAccount(functions: readonly FunctionModel[], concurrencyLimit = 1_000): AccountModel {
  return { account: { accountId: '123456789012', region: 'eu-west-1', concurrencyLimit }, functions };
}

export function tinyQueue(name: string, redrive: WorldQueue['redrive'] = null): WorldQueue {
  return {
    name,
    arn: `arn:aws:sqs:eu-west-1:123456789012:${name}`,
    visibilityTimeoutMs: 30_000,
    redrive,
  };
}

/** All lines that a function logged within a span, once everything has been ingested. */
export function loggedWithin(
  world: World,
  functionName: string,
  startMs: EpochMs,
  endMs: EpochMs,
): readonly WorldEvent[] {
  const request = { startMs, endMs, nowMs: endMs + 10 * MINUTE_MS, after: null, limit: 1_000_000 };
  return asRead(world.log(functionName)?.read({ ...request, streams: null }) ?? []);
}

/** Events with their ids and messages computed, so that comparisons include them. */
export function asRead(events: readonly WorldEvent[]): readonly WorldEvent[] {
  return events.map(({ eventId, logStream, timestampMs, ingestionMs, message }) => ({
    eventId,
    logStream,
    timestampMs,
    ingestionMs,
    message,
  }));
}

export function calledPerSecond(requests: number): CallerModel {
  return { kind: 'sync', requestsPerSecond: steady(requests) };
}

export function stream(recordsPerSecond: number, openShards: number, parallelizationFactor = 1): CallerModel {
  return {
    kind: 'stream',
    mappingUuid: '00000000-0000-4000-8000-000000000001',
    streamName: 'orders',
    streamArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders',
    openShards,
    parallelizationFactor,
    batchSize: 100,
    recordsPerSecond: steady(recordsPerSecond),
  };
}

export function groupedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}
