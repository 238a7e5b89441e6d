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
import type { Result, Sources } from '../sources.ts';
import { type DatedLimits, readAccountLimits } from './account-limits.ts';
import { type ReservationQuestion, type ReservedConcurrency, readReserved } from './reserved-concurrency.ts';

/** Which functions there are, how they are set up and what limits them, as far as lmon may see it. */
export interface Catalogue {
  readonly asOfMs: EpochMs;
  readonly functions: readonly FunctionConfiguration[];
  /** Names called within the last three hours; null where nobody lists them: then their metrics tell. */
  readonly active: ReadonlySet<string> | null;
  readonly accountLimits: DatedLimits;
  readonly mappings: Dated<readonly EventSourceMapping[]>;
  readonly reserved: ReservedConcurrency;
  /** Streams of Kinesis and of tables, by ARN. */
  readonly streams: ReadonlyMap<string, Dated<StreamSummary>>;
  /** The queues that call functions, by ARN. */
  readonly queues: ReadonlyMap<string, Dated<QueueSetup>>;
}

/** What of the catalogue takes a call for each function, each stream and each queue. */
export type CalledLimits = Pick<Catalogue, 'reserved' | 'streams' | 'queues'>;

/** What of it one question tells for all functions, and the list of them does not wait for. */
export type AccountFacts = Pick<Catalogue, 'accountLimits' | 'mappings'>;

/**
 * Reads the catalogue, but for the limits that take a call each: those stay as they were `before`. Only the list of
 * functions must be readable; the rest degrades to what `before` knew where no answer came, and to "not known".
 *
 * @param isAwake whether a function has been called of late, whatever ListMetrics says.
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
 * What takes a call for each active function, each stream and each queue. Where no answer came, `catalogue` knows
 * as much.
 *
 * @param throttled functions whose attempts were turned away of late
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
 * What takes a call for each stream and each queue.
 *
 * @param isAsked of which of them, by ARN
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

/** What Kinesis says of a stream in one answer, a table's tells shard by shard. */
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

/** What is asked of the functions to know how much each of them has reserved. */
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

/** The catalogue in which functions that have been called since it was read are active. */
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
