import {
  type EventSourceMapping,
  isEnabled,
  type StreamSummary,
  TABLE_STREAM_RETENTION_MS,
} from '../../lambda/event-source.ts';
import type { FunctionConfiguration } from '../../lambda/function.ts';
import type { QueueSetup } from '../../lambda/queue.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { type Asking, ask, askForAll } from '../calls/asking.ts';
import { type Dated, knownOf } from '../known-answer.ts';
import type { Result } from '../source-error.ts';
import type { Sources } from '../sources.ts';
import { type DatedLimits, readAccountLimits } from './account-limits.ts';
import { type ReservationQuestion, type ReservedConcurrency, readReserved } from './reserved-concurrency.ts';

/** Which functions exist, their configuration and their limits, as far as lmon may see them. */
export interface Catalogue {
  readonly asOfMs: EpochMs;
  readonly functions: readonly FunctionConfiguration[];
  /** Names called within the last three hours; null without a list: then metrics decide. */
  readonly active: ReadonlySet<string> | null;
  readonly accountLimits: DatedLimits;
  readonly mappings: Dated<readonly EventSourceMapping[]>;
  readonly reserved: ReservedConcurrency;
  /** Streams of Kinesis and of tables, by ARN. */
  readonly streams: ReadonlyMap<string, Dated<StreamSummary>>;
  /** The queues that call functions, by ARN. */
  readonly queues: ReadonlyMap<string, Dated<QueueSetup>>;
}

/** The part of the catalogue that takes a call for each function, stream or queue. */
export type CalledLimits = Pick<Catalogue, 'reserved' | 'streams' | 'queues'>;

/** The part that one question answers for all functions; the list of functions does not wait for it. */
export type AccountFacts = Pick<Catalogue, 'accountLimits' | 'mappings'>;

/**
 * Reads the catalogue except for the limits that take a call each: those stay as `before`. Only the list of functions
 * is required; the rest falls back to `before` or to "not known".
 *
 * @param isAwake whether a function has been called recently, whatever ListMetrics says
 */
export async function readCatalogue(
  sources: Sources,
  asking: Asking,
  before: Catalogue | null = null,
  isAwake: (functionName: RawText) => boolean = () => false,
): Promise<Result<Catalogue>> {
  const [functions, active, accountLimits, mappings] = await Promise.all([
    askForAll(asking, 'lambda:ListFunctions', sources.functions.page),
    askForAll(asking, 'cloudwatch:ListMetrics', sources.metrics.recentlyActive),
    readAccountLimits(sources, asking, before?.accountLimits),
    readMappings(sources, asking, before?.mappings),
  ]);
  if (!functions.ok) return functions;

  const names = functions.value.map(({ name }) => name);
  const listed = activeNames(active, before);
  const activeSet = listed && new Set([...listed, ...names.filter(isAwake)]);

  return {
    ok: true,
    value: {
      asOfMs: asking.clock.now(),
      functions: functions.value,
      active: activeSet,
      accountLimits,
      mappings,
      reserved: before?.reserved ?? new Map(),
      streams: before?.streams ?? new Map(),
      queues: before?.queues ?? new Map(),
    },
  };
}

export async function readMappings(
  { functions }: Sources,
  asking: Asking,
  before: AccountFacts['mappings'] | undefined,
): Promise<AccountFacts['mappings']> {
  const answer = await askForAll(asking, 'lambda:ListEventSourceMappings', functions.mappings);
  return knownOf(answer, before, asking.clock.now());
}

/**
 * Reads what takes a call for each active function, stream and queue, falling back to `catalogue` without an answer.
 *
 * @param throttled functions throttled recently
 */
export async function readFunctionLimits(
  catalogue: Catalogue,
  throttled: ReadonlySet<string>,
  sources: Sources,
  asking: Asking,
): Promise<CalledLimits> {
  const { functions, active } = catalogue;
  const names = functions
    .map(({ name }) => name)
    .filter((name) => active?.has(name) ?? catalogue.reserved.has(name));
  const [reserved, ofSources] = await Promise.all([
    readReserved(reservationQuestion(catalogue, names, throttled), sources.functions, asking),
    readSourceSetups(catalogue, sources, asking),
  ]);
  return { reserved, ...ofSources };
}

/**
 * Reads what takes a call for each stream and queue.
 *
 * @param isAsked selects them by ARN
 */
export async function readSourceSetups(
  catalogue: Catalogue,
  sources: Sources,
  asking: Asking,
  isAsked: (sourceArn: RawText) => boolean = () => true,
): Promise<Omit<CalledLimits, 'reserved'>> {
  const { mappings } = catalogue;
  const arnsOf = (source: EventSourceMapping['source']) => [
    ...new Set(
      mappings.known
        ? mappings.value
            .filter((mapping) => mapping.source === source && isEnabled(mapping))
            .map(({ sourceArn }) => sourceArn)
            .filter(isAsked)
        : [],
    ),
  ];
  const [streams, tables, queues] = await Promise.all([
    answers(asking, arnsOf('kinesis'), catalogue.streams, (arn) =>
      ask(asking, 'kinesis:DescribeStreamSummary', (signal) => sources.functions.stream(arn, signal)),
    ),
    answers(asking, arnsOf('dynamodb'), catalogue.streams, (arn) => tableStream(arn, sources, asking)),
    answers(asking, arnsOf('sqs'), catalogue.queues, (arn) =>
      ask(asking, 'sqs:GetQueueAttributes', (signal) => sources.functions.queue(arn, signal)),
    ),
  ]);
  return { streams: new Map([...streams, ...tables]), queues };
}

/** Kinesis describes a stream in one answer; a table's stream is listed shard by shard. */
async function tableStream(
  streamArn: RawText,
  { functions }: Sources,
  asking: Asking,
): Promise<Result<StreamSummary>> {
  const shards = await askForAll(asking, 'dynamodb:DescribeStream', (token, signal) =>
    functions.tableShards(streamArn, token, signal),
  );
  if (!shards.ok) return shards;
  const openShards = shards.value.filter(({ isOpen }) => isOpen).length;
  return { ok: true, value: { openShards, retentionMs: TABLE_STREAM_RETENTION_MS } };
}

/** The question that finds out how much each of the functions has reserved. */
export function reservationQuestion(
  { accountLimits: limits, reserved }: Catalogue,
  names: readonly RawText[],
  throttled: ReadonlySet<string>,
): ReservationQuestion {
  return {
    names,
    throttled,
    reservedInAll: limits.known ? limits.value.concurrency - limits.value.unreservedConcurrency : null,
    before: reserved,
  };
}

/** The catalogue with functions marked active that were called since it was read. */
export function withAwake(catalogue: Catalogue, awake: Catalogue['functions']): Catalogue {
  return {
    ...catalogue,
    active: catalogue.active && new Set([...catalogue.active, ...awake.map(({ name }) => name)]),
  };
}

function activeNames(
  active: Result<readonly RawText[]>,
  before: Catalogue | null,
): ReadonlySet<string> | null {
  if (active.ok) return new Set<string>(active.value);
  return active.error.kind === 'denied' ? null : (before?.active ?? null);
}

async function answers<Name extends string, Value>(
  { clock }: Asking,
  names: readonly Name[],
  before: ReadonlyMap<string, Dated<Value>>,
  question: (name: Name) => Promise<Result<Value>>,
): Promise<ReadonlyMap<string, Dated<Value>>> {
  const entries = await Promise.all(
    names.map(async (name) => [name, knownOf(await question(name), before.get(name), clock.now())] as const),
  );
  return new Map(entries);
}
