import {
  array,
  boolean,
  exactOptional,
  type GenericSchema,
  integer,
  literal,
  maxLength,
  maxValue,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  regex,
  safeParse,
  string,
  transform,
  tuple,
  variant,
} from 'valibot';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { SourceErrorKind } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Fact, KnownName, RecordedFlags, RecordingHeader, Subject } from './fact.ts';

/*
 * A recording is text from outside: who wrote it, and what has become of it since, nobody knows. So every field is
 * held to what lmon would have taken from AWS, and what is not named here stays behind.
 */

/** More than a name, an ARN or the text of an error has. */
const MOST_TEXT = 16_384;
/** CloudWatch Logs takes events of 1 MiB. */
const MOST_MESSAGE = 1_048_576;
/** 9999-12-31: the last day that has a time as people write it. */
const LAST_MS = 253_402_300_799_999;
/** More than any quota, size or time that AWS knows of. */
const GREATEST_COUNT = 10_000_000;

const textUpTo = (most: number) =>
  pipe(
    string(),
    maxLength(most),
    transform((text) => text as RawText),
  );
const text = textUpTo(MOST_TEXT);
const functionName = textUpTo(64);
const time = pipe(number(), integer(), minValue(0), maxValue(LAST_MS));
const count = pipe(number(), integer(), minValue(0), maxValue(GREATEST_COUNT));
/** An exabyte: more than anybody logs. */
const bytes = pipe(number(), minValue(0), maxValue(1e18));
const durationMs = pipe(number(), minValue(0), maxValue(GREATEST_COUNT * 1_000));

const metric = picklist([
  'Invocations',
  'Errors',
  'Throttles',
  'Duration',
  'DeadLetterErrors',
  'DestinationDeliveryFailures',
  'AsyncEventsReceived',
  'RecursiveInvocationsDropped',
  'AsyncEventAge',
  'AsyncEventsDropped',
  'IteratorAge',
  'ConcurrentExecutions',
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
  'ApproximateAgeOfOldestMessage',
  'ApproximateNumberOfMessagesVisible',
] satisfies readonly MetricName[]);

const statistic = picklist([
  'Sum',
  'Average',
  'Maximum',
  'Minimum',
  'SampleCount',
  'p50',
  'p95',
  'p99',
] satisfies readonly Statistic[]);

const owner = variant('kind', [
  object({ kind: literal('account') }),
  object({ kind: literal('function'), functionName }),
  object({ kind: literal('alias'), functionName, alias: text }),
  object({ kind: literal('executedVersion'), functionName, alias: text, version: text }),
  object({ kind: literal('queue'), queueName: text }),
]);

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

const VALUES = {
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

const known = <Name extends KnownName>(what: Name) =>
  object({
    fact: literal('known'),
    atMs: time,
    what: literal(what),
    of: nullable(text),
    value: VALUES[what],
  });

const names = Object.keys(VALUES) as KnownName[];

const error = object({
  kind: picklist([
    'throttled',
    'denied',
    'expired',
    'absent',
    'unreachable',
    'malformed',
  ] satisfies readonly SourceErrorKind[]),
  action: text,
  name: text,
  message: text,
});

const span = { startMs: time, endMs: time };

const FACTS = {
  known: variant('what', names.map(known)),
  error: object({
    fact: literal('error'),
    atMs: time,
    what: picklist([...names, 'metrics', 'log'] satisfies readonly Subject[]),
    of: nullable(text),
    error,
  }),
  metrics: object({
    fact: literal('metrics'),
    atMs: time,
    owner,
    periodMs: pipe(number(), integer(), minValue(1_000), maxValue(GREATEST_COUNT * 1_000)),
    ...span,
    series: array(object({ metric, statistic, isDenied: boolean(), points: array(tuple([time, number()])) })),
  }),
  event: object({
    fact: literal('event'),
    atMs: time,
    group: text,
    eventId: textUpTo(MOST_MESSAGE + MOST_TEXT),
    logStream: text,
    timestampMs: time,
    ingestionMs: time,
    message: textUpTo(MOST_MESSAGE),
  }),
  read: object({ fact: literal('read'), atMs: time, group: text, pattern: nullable(text), ...span }),
  match: object({
    fact: literal('match'),
    atMs: time,
    group: text,
    pattern: text,
    eventIds: array(text),
  }),
  end: object({ fact: literal('end'), atMs: time }),
} satisfies Record<Fact['fact'], GenericSchema>;

const word = pipe(string(), maxLength(MOST_TEXT));
const words = pipe(array(word), maxLength(1_000));

const flags = object({
  regex: exactOptional(words),
  tag: exactOptional(words),
  stack: exactOptional(word),
  version: exactOptional(word),
  filter: exactOptional(word),
  include: exactOptional(words),
  exclude: exactOptional(words),
  level: exactOptional(word),
  'after-context': exactOptional(word),
  'before-context': exactOptional(word),
  context: exactOptional(word),
} satisfies Record<keyof RecordedFlags, GenericSchema>);

const header = object({
  recording: count,
  lmon: text,
  startedMs: time,
  // It becomes part of a host name.
  region: pipe(string(), regex(/^[a-z0-9-]{1,63}$/i)),
  command: pipe(string(), maxLength(64)),
  operands: words,
  flags: exactOptional(flags),
  isRedacted: boolean(),
});

/** All issues of a line of megabytes would take gigabytes. */
const AT_FIRST_ISSUE = { abortEarly: true } as const;

/** Null for a line that is no fact. */
export function factOf(line: string): Fact | null {
  const value = jsonOf(line);
  const kind = Object(value).fact;
  if (typeof kind !== 'string' || !Object.hasOwn(FACTS, kind)) return null;
  const result = safeParse(FACTS[kind as Fact['fact']], value, AT_FIRST_ISSUE);
  return result.success ? (result.output as Fact) : null;
}

/** Null for a line with which no recording begins. */
export function headerOf(line: string): RecordingHeader | null {
  const result = safeParse(header, jsonOf(line), AT_FIRST_ISSUE);
  return result.success ? result.output : null;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
