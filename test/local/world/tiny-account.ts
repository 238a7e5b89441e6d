import { steady } from '../../../src/local/world/curve.ts';
import type {
  AccountModel,
  CallerModel,
  FunctionModel,
  WorkModel,
} from '../../../src/local/world/function-model.ts';
import type { LogStory } from '../../../src/local/world/log/log-story.ts';
import type { WorldFunction } from '../../../src/local/world/world.ts';

/** On a minute, and a multiple of ten of them. */
export const START_MS = Date.parse('2026-11-24T03:00:00Z');
export const MINUTE_MS = 60_000;

const QUIET: LogStory = { invocation: () => [] };

export interface TinyFunction {
  readonly configuration?: Partial<WorldFunction>;
  readonly caller?: CallerModel;
  readonly work?: Partial<WorkModel>;
  readonly deployments?: FunctionModel['deployments'];
  readonly story?: LogStory;
}

/** A function that is called ten times a second and takes exactly 100 ms, unless told otherwise. */
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
