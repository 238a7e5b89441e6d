import type { Known } from '../capacity/evidence.ts';
import type { AccountLimits, EventSourceMapping, FunctionConfiguration } from '../lambda/function.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import { type Asking, ask, askForAll } from './asking.ts';
import type { Result, Sources } from './sources.ts';

/** Which functions there are, how they are set up and what limits them, as far as lmon may see it. */
export interface Catalogue {
  readonly asOfMs: EpochMs;
  readonly functions: readonly FunctionConfiguration[];
  /** Names called within the last three hours; null where lmon may not list metrics: then all count as active. */
  readonly active: ReadonlySet<string> | null;
  readonly accountLimits: Known<AccountLimits>;
  readonly mappings: Known<readonly EventSourceMapping[]>;
  readonly reserved: ReadonlyMap<string, Known<number | null>>;
  readonly shards: ReadonlyMap<string, Known<number>>;
}

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
  const source = sources.functions;
  const [functions, active, accountLimits, mappings] = await Promise.all([
    askForAll(asking, 'lambda:ListFunctions', source.page),
    askForAll(asking, 'cloudwatch:ListMetrics', sources.metrics.recentlyActive),
    ask(asking, 'lambda:GetAccountSettings', source.accountLimits),
    askForAll(asking, 'lambda:ListEventSourceMappings', source.mappings),
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
      accountLimits: knownOf(accountLimits, before?.accountLimits),
      mappings: knownOf(mappings, before?.mappings),
      reserved: before?.reserved ?? new Map(),
      shards: before?.shards ?? new Map(),
    },
  };
}

/** What takes a call for each active function and each stream. Where no answer came, `catalogue` knows as much. */
export async function readFunctionLimits(
  catalogue: Catalogue,
  sources: Sources,
  asking: Asking,
): Promise<Pick<Catalogue, 'reserved' | 'shards'>> {
  const { functions, active, mappings } = catalogue;
  const names = functions.map(({ name }) => name).filter((name) => active?.has(name) ?? true);
  const streams = new Set(
    mappings.known
      ? mappings.value
          .filter((mapping) => mapping.source === 'kinesis' && isEnabled(mapping))
          .map(({ sourceArn }) => sourceArn)
      : [],
  );
  const [reserved, shards] = await Promise.all([
    readReserved(names, catalogue, sources, asking),
    answers([...streams], catalogue.shards, (arn) =>
      ask(asking, 'kinesis:DescribeStreamSummary', (signal) => sources.functions.shardCount(arn, signal)),
    ),
  ]);
  return { reserved, shards };
}

/** Reserved concurrency of each of the functions. */
export function readReserved(
  names: readonly RawText[],
  before: Catalogue,
  { functions }: Sources,
  asking: Asking,
): Promise<Catalogue['reserved']> {
  return answers(names, before.reserved, (name) =>
    ask(asking, 'lambda:GetFunctionConcurrency', (signal) => functions.reservedConcurrency(name, signal)),
  );
}

/** The catalogue in which functions that have been called since it was read are active. */
export function withAwake(catalogue: Catalogue, awake: Catalogue['reserved']): Catalogue {
  return {
    ...catalogue,
    active: catalogue.active && new Set([...catalogue.active, ...awake.keys()]),
    reserved: new Map([...catalogue.reserved, ...awake]),
  };
}

function activeNames(
  active: Result<readonly RawText[]>,
  before: Catalogue | null,
): ReadonlySet<string> | null {
  if (active.ok) return new Set<string>(active.value);
  return active.error.kind === 'denied' ? null : (before?.active ?? null);
}

/** Whether a stream or a queue calls the function; null where lmon may not see event source mappings. */
export function hasEventSource({ mappings }: Catalogue, functionName: RawText): boolean | null {
  return mappings.known ? mappings.value.some((mapping) => mapping.functionName === functionName) : null;
}

/** Whether a stream calls the function; null where lmon may not see event source mappings. */
export function hasStreamSource(catalogue: Catalogue, functionName: RawText): boolean | null {
  if (!catalogue.mappings.known) return null;
  return streamMappings(catalogue, functionName).length > 0;
}

/**
 * Workers that the function's stream sources may keep busy: shards × parallelization factor. Null when no stream
 * calls it now: a mapping that is switched off keeps nobody busy. The Lambda API knows no shards, so it takes a permission more to know this.
 */
export function streamWorkers(catalogue: Catalogue, functionName: RawText): Known<number> | null {
  if (!catalogue.mappings.known) return catalogue.mappings;
  const mappings = streamMappings(catalogue, functionName).filter(isEnabled);
  if (mappings.length === 0) return null;
  let workers = 0;
  for (const { sourceArn, parallelizationFactor } of mappings) {
    const shards = catalogue.shards.get(sourceArn) ?? { known: false, because: 'unread' };
    if (!shards.known) return shards;
    workers += shards.value * parallelizationFactor;
  }
  return { known: true, value: workers };
}

function streamMappings(catalogue: Catalogue, functionName: RawText): readonly EventSourceMapping[] {
  if (!catalogue.mappings.known) return [];
  return catalogue.mappings.value.filter(
    (mapping) =>
      mapping.functionName === functionName &&
      (mapping.source === 'kinesis' || mapping.source === 'dynamodb'),
  );
}

function isEnabled({ state }: EventSourceMapping): boolean {
  return state === 'Enabled';
}

async function answers<Name extends string, Value>(
  names: readonly Name[],
  before: ReadonlyMap<string, Known<Value>>,
  question: (name: Name) => Promise<Result<Value>>,
): Promise<ReadonlyMap<string, Known<Value>>> {
  const entries = await Promise.all(
    names.map(async (name) => [name, knownOf(await question(name), before.get(name))] as const),
  );
  return new Map(entries);
}

/** What was known before stays known where no answer came; a permission that was taken away is said at once. */
function knownOf<Value>(answer: Result<Value>, before: Known<Value> | undefined): Known<Value> {
  if (answer.ok) return { known: true, value: answer.value };
  if (answer.error.kind === 'denied') return { known: false, because: 'denied' };
  return before?.known ? before : { known: false, because: 'unread' };
}
