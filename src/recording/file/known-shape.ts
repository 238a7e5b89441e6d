import {
  array,
  boolean,
  exactOptional,
  type GenericSchema,
  integer,
  maxValue,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  string,
  tuple,
} from 'valibot';
import type { KnownName } from '../fact.ts';
import { bytes, count, durationMs, functionName, MOST_MESSAGE, text, textUpTo, time } from './field-shape.ts';

const state = nullable(object({ status: text, reasonCode: nullable(text), reason: nullable(text) }));

const setup = object({
  ephemeralStorageMb: count,
  kmsKeyArn: nullable(text),
  vpc: nullable(object({ vpcId: text, subnets: count, securityGroups: count })),
  fileSystems: count,
  startsFromSnapshot: boolean(),
  state,
  lastUpdate: state,
});

const configuration = object({
  name: functionName,
  arn: text,
  runtime: nullable(text),
  architecture: nullable(text),
  memoryMb: count,
  timeoutMs: pipe(number(), minValue(1_000), maxValue(900_000)),
  version: text,
  lastModifiedMs: nullable(time),
  logGroup: text,
  logFormat: picklist(['text', 'json']),
  deadLetterTarget: nullable(text),
  capacityProvider: exactOptional(text),
  setup: exactOptional(setup),
});

const mapping = object({
  uuid: text,
  functionName,
  source: picklist(['kinesis', 'dynamodb', 'sqs', 'kafka', 'other']),
  sourceArn: text,
  state: text,
  modifiedMs: exactOptional(nullable(time)),
  batchSize: nullable(count),
  parallelizationFactor: count,
  maximumConcurrency: nullable(count),
  provisionedPollers: exactOptional(object({ minimum: count, maximum: count })),
  failurePolicy: nullable(
    object({
      maximumRetries: nullable(count),
      maximumRecordAgeMs: nullable(durationMs),
      bisectsBatch: boolean(),
      destination: nullable(text),
    }),
  ),
  lastResult: nullable(text),
  reportsItemFailures: boolean(),
});

/** The shapes of AWS's answers, by question. */
export const KNOWN_VALUES = {
  caller: object({
    accountId: text,
    arn: nullable(text),
    expiresMs: nullable(time),
    clockSkewMs: optional(pipe(number(), integer())),
  }),
  functions: array(configuration),
  configuration,
  reservedConcurrency: nullable(count),
  accountLimits: object({ concurrency: count, unreservedConcurrency: count }),
  mappings: array(mapping),
  tableShards: array(object({ isOpen: boolean() })),
  stream: object({ openShards: count, retentionMs: nullable(durationMs) }),
  queue: object({
    retentionMs: nullable(durationMs),
    visibilityTimeoutMs: nullable(durationMs),
    redrive: nullable(object({ queueArn: text, maximumReceives: count })),
  }),
  aliases: array(
    object({
      name: text,
      versions: array(object({ version: text, weight: pipe(number(), minValue(0), maxValue(1)) })),
    }),
  ),
  versions: array(
    object({
      version: text,
      modifiedMs: nullable(time),
      codeDigest: nullable(text),
      runtime: nullable(text),
      architecture: nullable(text),
      memoryMb: count,
      timeoutMs: durationMs,
      layers: array(text),
    }),
  ),
  asyncDelivery: nullable(
    object({
      maximumRetries: nullable(count),
      maximumEventAgeMs: nullable(durationMs),
      failureDestination: nullable(text),
      successDestination: exactOptional(text),
    }),
  ),
  provisionedConcurrency: array(
    object({
      qualifier: text,
      requested: count,
      allocated: count,
      status: text,
      statusReason: nullable(text),
    }),
  ),
  activeFunctions: array(functionName),
  tagged: array(functionName),
  ringingAlarms: array(
    object({
      name: text,
      metric: nullable(text),
      functionName: nullable(functionName),
      sinceMs: nullable(time),
    }),
  ),
  logGroupSize: nullable(object({ storedBytes: bytes, createdMs: time, retentionMs: nullable(durationMs) })),
  logQuery: object({
    startMs: time,
    endMs: time,
    scannedBytes: bytes,
    rows: array(array(tuple([string(), textUpTo(MOST_MESSAGE)]))),
  }),
  trailEvents: array(object({ eventId: text, atMs: time, call: text, actor: nullable(text) })),
} satisfies Record<KnownName, GenericSchema>;
