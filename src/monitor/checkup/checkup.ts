import { defaultLogGroup, type FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { patternsQuery } from '../../logs/queries/insights-query.ts';
import { safe } from '../../terminal/safe-text.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import type {
  Identity,
  LiveLogSource,
  MetricAnswer,
  MetricSource,
  Page,
  Result,
  Sources,
} from '../sources.ts';
import { type LogDelay, logDelay, type Measured, type MetricDelay, metricDelay } from './delay.ts';
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

const METRIC_MINUTES = 15;
const LOG_MINUTES = 5;
/** An empty page may be followed by a full one: CloudWatch Logs answers before it has searched everything. */
const MOST_LOG_PAGES = 5;

const NO_GROUP = '/aws/lambda/lmon-doctor-asks-for-what-is-not-there';

const NO_QUERY = rawText('00000000-0000-4000-8000-000000000000');

const NO_CREDENTIALS = safe`no credentials`;
const NO_FUNCTION = safe`no function is known to try it on`;
const NO_QUEUE = safe`no queue that calls a function is known`;
const NO_TABLE = safe`no table stream that calls a function is known`;
const NO_STREAM = safe`no Kinesis stream that calls a function is known`;

/** Tries every permission once, each on something that exists, and measures the delays. */
export async function checkup(sources: Sources, asking: Asking): Promise<Checkup> {
  const trials = new PermissionTrials(asking);
  const { functions } = sources;

  // First, and alone: without credentials everything else would fail for the same reason.
  const identity = await trials.attempt('sts:GetCallerIdentity', null, sources.identity.caller);
  if (trials.lackCredentials()) {
    trials.skipTheRest(NO_CREDENTIALS);
    const nothing = { isMeasured: false, because: NO_CREDENTIALS } as const;
    return {
      atMs: asking.clock.now(),
      identity,
      trials: trials.all(),
      metricDelay: nothing,
      logDelay: nothing,
    };
  }

  const [listed, active, mappings, metric] = await Promise.all([
    trials.attempt('lambda:ListFunctions', null, (signal) => functions.page(null, signal)),
    trials.attempt('cloudwatch:ListMetrics', null, (signal) => sources.metrics.recentlyActive(null, signal)),
    trials.attempt('lambda:ListEventSourceMappings', null, (signal) => functions.mappings(null, signal)),
    trials.attempt('cloudwatch:GetMetricData', null, (signal) =>
      recentInvocations(sources.metrics, asking, signal),
    ),
    trials.attempt('lambda:GetAccountSettings', null, functions.accountLimits),
    trials.attempt('cloudwatch:DescribeAlarms', null, (signal) => sources.alarms.ringing(null, signal)),
    trials.attempt('cloudtrail:LookupEvents', null, (signal) => lastChanges(sources, asking, signal)),
    trials.attempt('tag:GetResources', null, (signal) => functions.tagged([], null, signal)),
  ]);
  const metricsAreOfMs = asking.clock.now();

  const name = functionToTry(listed?.items ?? [], active?.items ?? []);
  const stream = mappings?.items.find(({ source }) => source === 'kinesis')?.sourceArn ?? null;
  const table = mappings?.items.find(({ source }) => source === 'dynamodb')?.sourceArn ?? null;
  const queue = mappings?.items.find(({ source }) => source === 'sqs')?.sourceArn ?? null;
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
    trials.attemptOn('kinesis:DescribeStreamSummary', stream, NO_STREAM, functions.stream),
    trials.attemptOn('dynamodb:DescribeStream', table, NO_TABLE, (arn, signal) =>
      functions.tableShards(arn, null, signal),
    ),
    trials.attemptOn('sqs:GetQueueAttributes', queue, NO_QUEUE, functions.queue),
  ]);

  const known = configuration ?? listed?.items.find((each) => each.name === name);
  const group = known?.logGroup ?? (name === null ? null : defaultLogGroup(name));
  const events = await trials.attemptOn('logs:FilterLogEvents', group, NO_FUNCTION, (logGroup, signal) =>
    recentEvents(sources, asking, logGroup, signal),
  );
  await Promise.all([
    trials.attemptOn('logs:DescribeLogGroups', group, NO_FUNCTION, sources.queries.size),
    trials.attempt('logs:StartQuery', null, (signal) => queryOfNothing(sources, asking, signal)),
    trials.attempt('logs:GetQueryResults', null, (signal) =>
      unlessAbsent(sources.queries.results(NO_QUERY, signal)),
    ),
    trials.attempt('logs:StopQuery', null, (signal) => unlessAbsent(sources.queries.stop(NO_QUERY, signal))),
  ]);
  await trials.attemptOn('logs:StartLiveTail', known?.arn ?? null, NO_FUNCTION, (arn, signal) =>
    liveTailWithoutSession(sources.logs, arn, signal),
  );
  return {
    atMs: asking.clock.now(),
    identity,
    trials: trials.all(),
    metricDelay: metricDelay(metric, metricsAreOfMs),
    logDelay: logDelay(events, group),
  };
}

/** Of a resource that does not exist: other people's changes are none of this check's business. */
function lastChanges({ trail }: Sources, { clock }: Asking, signal: AbortSignal) {
  const endMs = Math.floor(clock.now());
  return trail.page(rawText(NO_GROUP), { startMs: endMs - MINUTE_MS, endMs }, null, signal);
}

/** A query is billed by what it reads, so this one asks for a group that does not exist. */
function queryOfNothing({ queries }: Sources, { clock }: Asking, signal: AbortSignal) {
  const endMs = clock.now();
  const range = { startMs: endMs - MINUTE_MS, endMs };
  return unlessAbsent(queries.start(rawText(NO_GROUP), patternsQuery('text'), range, signal));
}

/** AWS checks permissions before it looks up the resource: an error about the resource means permitted. */
async function unlessAbsent<Value>(asked: Promise<Result<Value>>): Promise<Result<Value | null>> {
  const answer = await asked;
  const isPermitted = !answer.ok && (answer.error.kind === 'absent' || answer.error.kind === 'malformed');
  return isPermitted ? { ok: true, value: null } : answer;
}

/** Invocations of the whole account, which need no known function. */
async function recentInvocations(
  metrics: MetricSource,
  { clock, ledger }: Asking,
  signal: AbortSignal,
): Promise<Result<readonly MetricAnswer[]>> {
  const nowMs = clock.now();
  const endMs = minuteOf(nowMs) + MINUTE_MS;
  ledger.recordMetrics(1, nowMs);
  const answer = await metrics.page(
    [{ owner: { kind: 'account' }, metric: 'Invocations', statistic: 'Sum' }],
    { startMs: endMs - METRIC_MINUTES * MINUTE_MS, endMs, periodMs: MINUTE_MS },
    null,
    signal,
  );
  if (!answer.ok) return answer;
  const { items } = answer.value;
  // CloudWatch may answer the request and still refuse each query in it.
  if (items.every(({ status }) => status !== 'denied')) return { ok: true, value: items };
  const action = 'cloudwatch:GetMetricData';
  const name = rawText('Forbidden');
  return { ok: false, error: { kind: 'denied', action, name, message: name } };
}

async function recentEvents(
  { logs }: Sources,
  { clock, budget }: Asking,
  group: RawText,
  signal: AbortSignal,
): Promise<Result<readonly LogEvent[]>> {
  const endMs = Math.floor(clock.now());
  const range = { startMs: endMs - LOG_MINUTES * MINUTE_MS, endMs };
  let token: RawText | null = null;
  for (let pages = 1; ; pages++) {
    const page: Result<Page<LogEvent>> = await logs.page({ group, range, pattern: null, token }, signal);
    if (!page.ok) return page;
    const { items, nextToken } = page.value;
    if (items.length > 0 || nextToken === null || pages === MOST_LOG_PAGES) return { ok: true, value: items };
    token = nextToken;
    await budget.take('logs:FilterLogEvents', signal);
  }
}

/**
 * A session is billed from its first second, so this asks for one that can't open: of a log group next to the
 * functions' own that does not exist. A denied caller is told so first.
 */
async function liveTailWithoutSession(
  logs: LiveLogSource,
  functionArn: RawText,
  signal: AbortSignal,
): Promise<Result<null>> {
  const [, partition, , region, account] = functionArn.split(':');
  const group = rawText(`arn:${partition}:logs:${region}:${account}:log-group:${NO_GROUP}`);
  for await (const frame of logs.live(group, null, signal)) {
    if (frame.ok || frame.error.kind === 'absent') break;
    return frame;
  }
  return { ok: true, value: null };
}

/** A function called recently, whose log has something to measure; else any. */
function functionToTry(listed: readonly FunctionConfiguration[], active: readonly RawText[]): RawText | null {
  const called = new Set<string>(active);
  return (listed.find(({ name }) => called.has(name)) ?? listed[0])?.name ?? active[0] ?? null;
}
