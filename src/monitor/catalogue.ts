import type { Known } from '../capacity/evidence.ts';
import type { AccountLimits, EventSourceMapping, FunctionConfiguration } from '../lambda/function.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import { type Asking, ask, askForAll } from './asking.ts';
import type { Result, SourceError, Sources } from './sources.ts';

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

/** Reads the whole catalogue. Only the list of functions must be readable; the rest degrades to "not known". */
export async function readCatalogue(sources: Sources, asking: Asking): Promise<Result<Catalogue>> {
  const source = sources.functions;
  const [functions, active, accountLimits, mappings] = await Promise.all([
    askForAll(asking, 'lambda:ListFunctions', source.page),
    askForAll(asking, 'cloudwatch:ListMetrics', sources.metrics.recentlyActive),
    ask(asking, 'lambda:GetAccountSettings', source.accountLimits),
    askForAll(asking, 'lambda:ListEventSourceMappings', source.mappings),
  ]);
  if (!functions.ok) return functions;

  const activeNames = active.ok ? new Set<string>(active.value) : null;
  const activeFunctions = functions.value.filter(({ name }) => activeNames?.has(name) ?? true);
  const streams = new Set(
    mappings.ok ? mappings.value.filter(isKinesis).map(({ sourceArn }) => sourceArn) : [],
  );

  return {
    ok: true,
    value: {
      asOfMs: asking.clock.now(),
      functions: functions.value,
      active: activeNames,
      accountLimits: known(accountLimits),
      mappings: known(mappings),
      reserved: await answers(
        activeFunctions.map(({ name }) => name),
        (name) =>
          ask(asking, 'lambda:GetFunctionConcurrency', (signal) => source.reservedConcurrency(name, signal)),
      ),
      shards: await answers([...streams], (arn) =>
        ask(asking, 'kinesis:DescribeStreamSummary', (signal) => source.shardCount(arn, signal)),
      ),
    },
  };
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
 * calls it. The Lambda API knows no shards, so it takes a permission more to know this.
 */
export function streamWorkers(catalogue: Catalogue, functionName: RawText): Known<number> | null {
  const mappings = streamMappings(catalogue, functionName);
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

function isKinesis({ source }: EventSourceMapping): boolean {
  return source === 'kinesis';
}

async function answers<Name extends string, Value>(
  names: readonly Name[],
  question: (name: Name) => Promise<Result<Value>>,
): Promise<ReadonlyMap<string, Known<Value>>> {
  const entries = await Promise.all(names.map(async (name) => [name, known(await question(name))] as const));
  return new Map(entries);
}

function known<Value>(answer: Result<Value>): Known<Value> {
  return answer.ok
    ? { known: true, value: answer.value }
    : { known: false, because: becauseOf(answer.error) };
}

function becauseOf(error: SourceError): 'denied' | 'unread' {
  return error.kind === 'denied' ? 'denied' : 'unread';
}
