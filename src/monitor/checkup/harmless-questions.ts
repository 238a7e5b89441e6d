import { MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { patternsQuery } from '../../logs/queries/insights-query.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import type { Page } from '../page.ts';
import type { Result } from '../source-error.ts';
import type { LiveLogSource, MetricAnswer, MetricSource, Sources } from '../sources.ts';

/*
 * Questions that try a permission without cost, and without a look at other people's business. AWS checks permissions
 * before it looks up the resource, so most of them ask for what does not exist.
 */

const METRIC_MINUTES = 15;
const LOG_MINUTES = 5;
/** An empty page may be followed by a full one: CloudWatch Logs answers before it has searched everything. */
const MOST_LOG_PAGES = 5;

const NO_GROUP = '/aws/lambda/lmon-doctor-asks-for-what-is-not-there';

const NO_QUERY = rawText('00000000-0000-4000-8000-000000000000');

export function changesOfNothing({ trail }: Sources, { clock }: Asking, signal: AbortSignal) {
  const endMs = Math.floor(clock.now());
  return trail.page(rawText(NO_GROUP), { startMs: endMs - MINUTE_MS, endMs }, null, signal);
}

/** A query is billed by what it reads, so this one asks for a group that does not exist. */
export function queryOfNothing({ queries }: Sources, { clock }: Asking, signal: AbortSignal) {
  const endMs = clock.now();
  const range = { startMs: endMs - MINUTE_MS, endMs };
  return unlessAbsent(queries.start(rawText(NO_GROUP), patternsQuery('text'), range, signal));
}

export function resultsOfNoQuery({ queries }: Sources, signal: AbortSignal) {
  return unlessAbsent(queries.results(NO_QUERY, signal));
}

export function stopOfNoQuery({ queries }: Sources, signal: AbortSignal) {
  return unlessAbsent(queries.stop(NO_QUERY, signal));
}

/** An error about the resource means permitted. */
async function unlessAbsent<Value>(asked: Promise<Result<Value>>): Promise<Result<Value | null>> {
  const answer = await asked;
  const isPermitted = !answer.ok && (answer.error.kind === 'absent' || answer.error.kind === 'malformed');
  return isPermitted ? { ok: true, value: null } : answer;
}

/** Invocations of the whole account, which need no known function. */
export async function recentInvocations(
  metrics: MetricSource,
  { clock, ledger }: Asking,
  signal: AbortSignal,
): Promise<Result<readonly MetricAnswer[]>> {
  const endMs = minuteOf(clock.now()) + MINUTE_MS;
  const answer = await metrics.page(
    [{ owner: { kind: 'account' }, metric: 'Invocations', statistic: 'Sum' }],
    { startMs: endMs - METRIC_MINUTES * MINUTE_MS, endMs, periodMs: MINUTE_MS },
    null,
    signal,
  );
  if (!answer.ok) return answer;
  // Refused requests cost nothing.
  ledger.recordMetrics(1, clock.now());
  const { items } = answer.value;
  // CloudWatch may answer the request and still refuse each query in it.
  if (items.every(({ status }) => status !== 'denied')) return { ok: true, value: items };
  const action = 'cloudwatch:GetMetricData';
  const name = rawText('Forbidden');
  return { ok: false, error: { kind: 'denied', action, name, message: name } };
}

export async function recentEvents(
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
export async function liveTailWithoutSession(
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
