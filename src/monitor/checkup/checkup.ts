import type { EventSourceMapping } from '../../lambda/delivery/event-source.ts';
import { defaultLogGroup, type FunctionConfiguration } from '../../lambda/function/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import type { Identity, MetricAnswer, Sources } from '../sources.ts';
import { type LogDelay, logDelay, type Measured, type MetricDelay, metricDelay } from './delay.ts';
import {
  changesOfNothing,
  liveTailWithoutSession,
  queryOfNothing,
  recentEvents,
  recentInvocations,
  resultsOfNoQuery,
  stopOfNoQuery,
} from './harmless-questions.ts';
import { PermissionTrials, type Trial } from './permission-trial.ts';

/** What lmon may do in this account, and how old its data will be. */
export interface Checkup {
  readonly atMs: EpochMs;
  /** Null where STS did not answer. */
  readonly identity: Identity | null;
  /** One for each permission, by action. */
  readonly trials: readonly Trial[];
  readonly metricDelay: Measured<MetricDelay>;
  readonly logDelay: Measured<LogDelay>;
}

const NO_CREDENTIALS = safe`no credentials`;
const NO_FUNCTION = safe`no function is known to try it on`;
const NO_QUEUE = safe`no queue that calls a function is known`;
const NO_TABLE = safe`no table stream that calls a function is known`;
const NO_STREAM = safe`no Kinesis stream that calls a function is known`;

/** Tries every permission once, each on something that exists, and measures the delays. */
export async function checkup(sources: Sources, asking: Asking): Promise<Checkup> {
  const trials = new PermissionTrials(asking);
  // First, and alone: without credentials everything else would fail for the same reason.
  const identity = await trials.attempt('sts:GetCallerIdentity', null, sources.identity.caller);
  const delays = trials.lackCredentials()
    ? nothingTried(trials)
    : await everythingTried(trials, sources, asking);
  return { atMs: asking.clock.now(), identity, trials: trials.all(), ...delays };
}

type Delays = Pick<Checkup, 'metricDelay' | 'logDelay'>;

function nothingTried(trials: PermissionTrials): Delays {
  trials.skipTheRest(NO_CREDENTIALS);
  const nothing = { isMeasured: false, because: NO_CREDENTIALS } as const;
  return { metricDelay: nothing, logDelay: nothing };
}

async function everythingTried(trials: PermissionTrials, sources: Sources, asking: Asking): Promise<Delays> {
  const found = await tryOnAccount(trials, sources, asking);
  const metricsAreOfMs = asking.clock.now();
  const tried = await tryOnFunction(trials, sources, found);
  const events = await tryOnLog(trials, sources, asking, tried);
  return {
    metricDelay: metricDelay(found.metric, metricsAreOfMs),
    logDelay: logDelay(events, tried.group),
  };
}

/** What was found on the way, to try other permissions on. */
interface Found {
  readonly metric: readonly MetricAnswer[] | null;
  readonly functions: readonly FunctionConfiguration[];
  /** A function called recently, whose log has something to measure; else any. Null where none is known. */
  readonly name: RawText | null;
  readonly mappings: readonly EventSourceMapping[];
}

async function tryOnAccount(trials: PermissionTrials, sources: Sources, asking: Asking): Promise<Found> {
  const { functions, metrics, alarms } = sources;
  const [listed, active, mappings, metric] = await Promise.all([
    trials.attempt('lambda:ListFunctions', null, (signal) => functions.page(null, signal)),
    trials.attempt('cloudwatch:ListMetrics', null, (signal) => metrics.recentlyActive(null, signal)),
    trials.attempt('lambda:ListEventSourceMappings', null, (signal) => functions.mappings(null, signal)),
    trials.attempt('cloudwatch:GetMetricData', null, (signal) => recentInvocations(metrics, asking, signal)),
    trials.attempt('lambda:GetAccountSettings', null, functions.accountLimits),
    trials.attempt('cloudwatch:DescribeAlarms', null, (signal) => alarms.ringing(null, signal)),
    trials.attempt('cloudtrail:LookupEvents', null, (signal) => changesOfNothing(sources, asking, signal)),
    trials.attempt('tag:GetResources', null, (signal) => functions.tagged([], null, signal)),
  ]);
  const all = listed?.items ?? [];
  return {
    metric,
    functions: all,
    name: functionToTry(all, active?.items ?? []),
    mappings: mappings?.items ?? [],
  };
}

/** The function that was tried on, as far as it is known. */
interface TriedFunction {
  readonly arn: RawText | null;
  readonly group: RawText | null;
}

async function tryOnFunction(
  trials: PermissionTrials,
  { functions }: Sources,
  { functions: listed, name, mappings }: Found,
): Promise<TriedFunction> {
  const sourceOf = (kind: EventSourceMapping['source']) =>
    mappings.find(({ source }) => source === kind)?.sourceArn ?? null;
  const [configuration] = await Promise.all([
    trials.attemptOn('lambda:GetFunctionConfiguration', name, NO_FUNCTION, functions.configuration),
    trials.attemptOn('lambda:GetFunctionConcurrency', name, NO_FUNCTION, functions.reservedConcurrency),
    trials.attemptOn('lambda:GetFunctionEventInvokeConfig', name, NO_FUNCTION, functions.asyncDelivery),
    trials.attemptOn('lambda:ListAliases', name, NO_FUNCTION, (on, signal) =>
      functions.aliases(on, null, signal),
    ),
    trials.attemptOn('lambda:ListVersionsByFunction', name, NO_FUNCTION, (on, signal) =>
      functions.versions(on, null, signal),
    ),
    trials.attemptOn('lambda:ListProvisionedConcurrencyConfigs', name, NO_FUNCTION, (on, signal) =>
      functions.provisionedConcurrency(on, null, signal),
    ),
    trials.attemptOn('kinesis:DescribeStreamSummary', sourceOf('kinesis'), NO_STREAM, functions.stream),
    trials.attemptOn('dynamodb:DescribeStream', sourceOf('dynamodb'), NO_TABLE, (arn, signal) =>
      functions.tableShards(arn, null, signal),
    ),
    trials.attemptOn('sqs:GetQueueAttributes', sourceOf('sqs'), NO_QUEUE, functions.queue),
  ]);
  const known = configuration ?? listed.find((each) => each.name === name);
  return {
    arn: known?.arn ?? null,
    group: known?.logGroup ?? (name === null ? null : defaultLogGroup(name)),
  };
}

/** The log's newest events; null where there was no answer. */
async function tryOnLog(
  trials: PermissionTrials,
  sources: Sources,
  asking: Asking,
  { arn, group }: TriedFunction,
): Promise<readonly LogEvent[] | null> {
  const events = await trials.attemptOn('logs:FilterLogEvents', group, NO_FUNCTION, (logGroup, signal) =>
    recentEvents(sources, asking, logGroup, signal),
  );
  await Promise.all([
    trials.attemptOn('logs:DescribeLogGroups', group, NO_FUNCTION, sources.queries.size),
    trials.attempt('logs:StartQuery', null, (signal) => queryOfNothing(sources, asking, signal)),
    trials.attempt('logs:GetQueryResults', null, (signal) => resultsOfNoQuery(sources, signal)),
    trials.attempt('logs:StopQuery', null, (signal) => stopOfNoQuery(sources, signal)),
  ]);
  await trials.attemptOn('logs:StartLiveTail', arn, NO_FUNCTION, (functionArn, signal) =>
    liveTailWithoutSession(sources.logs, functionArn, signal),
  );
  return events;
}

function functionToTry(listed: readonly FunctionConfiguration[], active: readonly RawText[]): RawText | null {
  const called = new Set<string>(active);
  return (listed.find(({ name }) => called.has(name)) ?? listed[0])?.name ?? active[0] ?? null;
}
