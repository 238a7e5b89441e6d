import { UNREAD } from '../../../capacity/evidence.ts';
import {
  type EventSourceMapping,
  isEnabled,
  type StreamSummary,
  TABLE_STREAM_RETENTION_MS,
} from '../../../lambda/delivery/event-source.ts';
import type { QueueSetup } from '../../../lambda/delivery/queue.ts';
import { type FunctionConfiguration, unlistedFunction } from '../../../lambda/function/function.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import { type Asking, ask, askForAll } from '../../calls/asking.ts';
import { type Dated, knownOf } from '../../known-answer.ts';
import type { Result } from '../../source-error.ts';
import type { Sources } from '../../sources.ts';
import { type DatedLimits, readAccountLimits } from './account-limits.ts';
import { type ReservationQuestion, type ReservedConcurrency, readReserved } from './reserved-concurrency.ts';

/** Which functions exist, their configuration and their limits, as far as lmon may see them. */
export interface Catalogue {
  readonly asOfMs: EpochMs;
  /** While the list is incomplete, functions called recently that it has not reached are known by name alone. */
  readonly functions: readonly FunctionConfiguration[];
  /** Whether Lambda has listed all functions. */
  readonly isComplete: boolean;
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

interface CatalogueReading {
  readonly before: Catalogue | null;
  /** Whether a function has been called recently, whatever ListMetrics says. */
  readonly isAwake: (functionName: RawText) => boolean;
  /** Receives what is known so far, again and again, from when the called functions are known until all are listed. */
  readonly onPart: (part: Catalogue) => void;
}

/**
 * Reads the catalogue except for the limits that take a call each: those stay as `before`. Only the list of functions
 * is required; the rest falls back to `before` or to "not known".
 */
export async function readCatalogue(
  sources: Sources,
  asking: Asking,
  { before, isAwake, onPart }: CatalogueReading,
): Promise<Result<Catalogue>> {
  const catalogueOf = (
    functions: readonly FunctionConfiguration[],
    known: Partial<Catalogue>,
  ): Catalogue => ({
    asOfMs: asking.clock.now(),
    functions,
    isComplete: true,
    active: null,
    accountLimits: before?.accountLimits ?? UNREAD,
    mappings: before?.mappings ?? UNREAD,
    reserved: before?.reserved ?? new Map(),
    streams: before?.streams ?? new Map(),
    queues: before?.queues ?? new Map(),
    ...known,
  });
  let listed: readonly FunctionConfiguration[] = [];
  let known: Partial<Catalogue> = {};
  const showPart = () => {
    if (known.active !== undefined)
      onPart(catalogueOf(withUnlisted(listed, known.active), { ...known, isComplete: false }));
  };
  const learn = async (read: Promise<Partial<Catalogue>>) => {
    const learned = await read;
    known = { ...known, ...learned };
    showPart();
  };
  const [functions] = await Promise.all([
    askForAll(asking, 'lambda:ListFunctions', sources.functions.page, (soFar) => {
      listed = soFar;
      showPart();
    }),
    learn(readActive(sources, asking, before).then((active) => ({ active }))),
    learn(
      readAccountLimits(sources, asking, before?.accountLimits).then((accountLimits) => ({ accountLimits })),
    ),
    learn(readMappings(sources, asking, before?.mappings).then((mappings) => ({ mappings }))),
  ]);
  if (!functions.ok) return functions;
  const awake = functions.value.map(({ name }) => name).filter(isAwake);
  const active = known.active ? new Set([...known.active, ...awake]) : null;
  return { ok: true, value: catalogueOf(functions.value, { ...known, active }) };
}

/** The listed functions, and by their names alone those that are called but not listed yet. */
function withUnlisted(
  listed: readonly FunctionConfiguration[],
  active: Catalogue['active'],
): readonly FunctionConfiguration[] {
  const unlisted = new Set(active);
  for (const { name } of listed) unlisted.delete(name);
  return [...listed, ...[...unlisted].map((name) => unlistedFunction(rawText(name)))];
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
 * @param asked `throttled` are functions throttled recently
 */
export async function readFunctionLimits(
  catalogue: Catalogue,
  { throttled, onAnswer }: Pick<ReservationQuestion, 'throttled' | 'onAnswer'>,
  sources: Sources,
  asking: Asking,
): Promise<CalledLimits> {
  const { functions, active } = catalogue;
  const names = functions
    .map(({ name }) => name)
    .filter((name) => active?.has(name) ?? catalogue.reserved.has(name));
  const [reserved, ofSources] = await Promise.all([
    readReserved(
      { ...reservationQuestion(catalogue, names, throttled), ...(onAnswer && { onAnswer }) },
      sources.functions,
      asking,
    ),
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

async function readActive(
  { metrics }: Sources,
  asking: Asking,
  before: Catalogue | null,
): Promise<Catalogue['active']> {
  const active = await askForAll(asking, 'cloudwatch:ListMetrics', metrics.recentlyActive);
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
