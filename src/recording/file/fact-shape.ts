import {
  array,
  boolean,
  type GenericSchema,
  integer,
  literal,
  maxValue,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  safeParse,
  tuple,
  variant,
} from 'valibot';
import type { MetricName, Statistic } from '../../lambda/metric.ts';
import type { SourceErrorKind } from '../../monitor/source-error.ts';
import type { Fact, KnownName, Subject } from '../fact.ts';
import {
  functionName,
  GREATEST_COUNT,
  MOST_MESSAGE,
  MOST_TEXT,
  text,
  textUpTo,
  time,
} from './field-shape.ts';
import { KNOWN_VALUES } from './known-shape.ts';
import { AT_FIRST_ISSUE, jsonOf } from './recorded-line.ts';

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
  'ProvisionedConcurrentExecutions',
  'ProvisionedConcurrencyInvocations',
  'ProvisionedConcurrencySpilloverInvocations',
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

const known = <Name extends KnownName>(what: Name) =>
  object({
    fact: literal('known'),
    atMs: time,
    what: literal(what),
    of: nullable(text),
    value: KNOWN_VALUES[what],
  });

const names = Object.keys(KNOWN_VALUES) as KnownName[];

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
  leftOut: object({
    fact: literal('leftOut'),
    atMs: time,
    group: text,
    ...span,
    names: array(textUpTo(MOST_MESSAGE + MOST_TEXT)),
  }),
  gone: object({ fact: literal('gone'), atMs: time, group: text, beforeMs: time }),
  streamed: object({
    fact: literal('streamed'),
    atMs: time,
    groupArn: text,
    isSampled: boolean(),
    leftOut: pipe(number(), integer(), minValue(0), maxValue(GREATEST_COUNT)),
  }),
  read: object({
    fact: literal('read'),
    atMs: time,
    group: text,
    pattern: nullable(text),
    ...span,
    isPart: optional(literal(true)),
  }),
  match: object({
    fact: literal('match'),
    atMs: time,
    group: text,
    pattern: text,
    eventIds: array(text),
  }),
  slept: object({ fact: literal('slept'), atMs: time, startMs: time }),
  end: object({ fact: literal('end'), atMs: time }),
} satisfies Record<Fact['fact'], GenericSchema>;

/** Null for a line that is no fact. */
export function factOf(line: string): Fact | null {
  const value = jsonOf(line);
  const kind = Object(value).fact;
  if (typeof kind !== 'string' || !Object.hasOwn(FACTS, kind)) return null;
  const result = safeParse(FACTS[kind as Fact['fact']], value, AT_FIRST_ISSUE);
  return result.success ? (result.output as Fact) : null;
}
