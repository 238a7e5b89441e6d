import type { EpochMs } from '../lambda/time.ts';
import type { Clock } from '../monitor/clock.ts';
import type { MetricAnswer, Page, Result, SourceError, Sources } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import { type Fact, type Known, type KnownName, type Subject, tagsName } from './fact.ts';
import { knownKey } from './fact-memory.ts';
import { isNotRecorded, notRecorded } from './not-recorded.ts';
import type { ListName } from './notebook.ts';
import type { Recording } from './read-recording.ts';
import { createRecordedLogs, type RecordedLogs } from './recorded-logs.ts';
import { createRecordedMetrics } from './recorded-metrics.ts';
import { playedQueries } from './recorded-queries.ts';
import { createTimeline, type Timeline } from './timeline.ts';

export interface PlaybackSettings {
  /** The clock of the replay: what was not known by then is not known. */
  readonly clock: Clock;
  /**
   * Whether an error answers as long as no later answer was recorded, as it did then. Where all is read once, at the end,
   * what is known counts, and not what ailed AWS last.
   */
  readonly retellsErrors: boolean;
  /** What was read of floods in the place of all. */
  readonly storyPattern: RawText;
}

export interface Playback {
  readonly sources: Sources;
  /** From when on the log of a group, or any log, was recorded; null where it was not. */
  readonly logFromMs: RecordedLogs['fromMs'];
}

/** How long is waited for an answer that was under way then: where there is none yet, and where there is an older one. */
const FIRST_ANSWER_MS = 10_000;
const NEWER_ANSWER_MS = 3_000;

/** A recording as the monitor's sources. Whatever was in the file, it answers like AWS, at the times at which AWS did. */
export function playback(
  recording: Recording,
  { clock, retellsErrors, storyPattern }: PlaybackSettings,
): Playback {
  const known = new Map<string, Timeline<Result<unknown>>>();
  const troubles = new Map<string, Timeline<SourceError | null>>();
  const metrics = createRecordedMetrics();
  const logs = createRecordedLogs(storyPattern);
  for (const fact of recording.facts) file(fact);

  return {
    logFromMs: logs.fromMs,
    sources: {
      identity: { caller: (signal) => answer('caller', null, 'sts:GetCallerIdentity', signal) },
      functions: {
        page: (_, signal) => list('functions', null, 'lambda:ListFunctions', signal),
        configuration,
        reservedConcurrency: (name, signal) =>
          answer('reservedConcurrency', name, 'lambda:GetFunctionConcurrency', signal),
        accountLimits: (signal) => answer('accountLimits', null, 'lambda:GetAccountSettings', signal),
        mappings: (_, signal) => list('mappings', null, 'lambda:ListEventSourceMappings', signal),
        stream: (arn, signal) => answer('stream', arn, 'kinesis:DescribeStreamSummary', signal),
        tableShards: (arn, _, signal) => list('tableShards', arn, 'dynamodb:DescribeStream', signal),
        queue: (arn, signal) => answer('queue', arn, 'sqs:GetQueueAttributes', signal),
        aliases: (name, _, signal) => list('aliases', name, 'lambda:ListAliases', signal),
        versions: (name, _, signal) => list('versions', name, 'lambda:ListVersionsByFunction', signal),
        tagged: (tags, _, signal) => list('tagged', tagsName(tags), 'tag:GetResources', signal),
        asyncDelivery: (name, signal) =>
          answer('asyncDelivery', name, 'lambda:GetFunctionEventInvokeConfig', signal),
        provisionedConcurrency: (name, _, signal) =>
          list('provisionedConcurrency', name, 'lambda:ListProvisionedConcurrencyConfigs', signal),
      },
      metrics: {
        page: metricPage,
        recentlyActive: (_, signal) => list('activeFunctions', null, 'cloudwatch:ListMetrics', signal),
      },
      logs: {
        page: logPage,
        // Of what a stream told, what was polled beside it is recorded.
        async *live(groupArn) {
          yield notRecorded('logs:StartLiveTail', groupArn, 'absent');
        },
      },
      queries: playedQueries(
        (group, signal) => answer('logGroupSize', group, 'logs:DescribeLogGroups', signal),
        (name, signal) => answer('logQuery', name, 'logs:GetQueryResults', signal),
      ),
      trail: { page: trailPage },
      alarms: { ringing: (_, signal) => list('ringingAlarms', null, 'cloudwatch:DescribeAlarms', signal) },
    },
  };

  function file(fact: Fact): void {
    switch (fact.fact) {
      case 'known':
        timelineOf(known, fact.what, fact.of).add(fact.atMs, { ok: true, value: fact.value });
        break;
      case 'error':
        if (fact.what === 'metrics' || fact.what === 'log')
          timelineOf(troubles, fact.what, fact.of).add(fact.atMs, fact.error);
        else timelineOf(known, fact.what, fact.of).add(fact.atMs, { ok: false, error: fact.error });
        break;
      case 'metrics':
        timelineOf(troubles, 'metrics', null).add(fact.atMs, null);
        metrics.add(fact);
        break;
      case 'read':
        timelineOf(troubles, 'log', fact.group).add(fact.atMs, null);
        logs.add(fact);
        break;
      case 'event':
      case 'match':
        logs.add(fact);
        break;
      case 'end':
        break;
    }
  }

  async function answer<Name extends KnownName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Known[Name]>> {
    const said = timelineOf(known, what, of);
    const nowMs = await whenDue(
      said.lastBy(clock.now()) !== null,
      (fromMs) => said.nextAfter(fromMs),
      signal,
    );
    const good = retellsErrors ? null : said.lastBy(nowMs, ({ ok }) => ok);
    const last = good ?? said.lastBy(nowMs);
    // The shape of each value was held against its name when it was read.
    return (last?.value as Result<Known[Name]> | undefined) ?? notRecorded(action, of, 'absent');
  }

  async function list<Name extends ListName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Page<Known[Name][number]>>> {
    const all = await answer(what, of, action, signal);
    return all.ok ? { ok: true, value: { items: all.value, nextToken: null } } : all;
  }

  /** Who is listed need not have been asked for by name; but what was tells more than the list: its states. */
  async function configuration(name: RawText, signal: AbortSignal): Promise<Result<Known['configuration']>> {
    const action = 'lambda:GetFunctionConfiguration';
    const own = await answer('configuration', name, action, signal);
    if (own.ok) return own;
    const listed = timelineOf(known, 'functions', null).lastBy(clock.now(), ({ ok }) => ok)?.value;
    if (listed?.ok !== true) {
      // Nobody knows whether there is such a function.
      return isNotRecorded(own.error) ? notRecorded(action, name, 'malformed') : own;
    }
    const found = (listed.value as Known['functions']).find((each) => each.name === name);
    return found === undefined ? own : { ok: true, value: found };
  }

  /** What was asked about then may be another span. */
  async function trailPage(
    ...[resource, { startMs, endMs }, , signal]: Parameters<Sources['trail']['page']>
  ): ReturnType<Sources['trail']['page']> {
    const page = await list('trailEvents', resource, 'cloudtrail:LookupEvents', signal);
    if (!page.ok) return page;
    const items = page.value.items.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
    return { ok: true, value: { items, nextToken: null } };
  }

  async function metricPage(
    ...[queries, range, , signal]: Parameters<Sources['metrics']['page']>
  ): Promise<Result<Page<MetricAnswer>>> {
    const answersAt = (asOfMs: EpochMs) =>
      queries.map((query, index) => ({ index, ...metrics.answer(query, range, asOfMs) }));
    const isRecorded = ({ status }: Pick<MetricAnswer, 'status'>) => status !== 'failed';
    const nextAfter = (fromMs: EpochMs) =>
      earliest(queries.map((query) => metrics.nextAfter(query, range.periodMs, fromMs)));
    const nowMs = await whenDue(answersAt(clock.now()).some(isRecorded), nextAfter, signal);
    const trouble = troubleAt('metrics', null, nowMs);
    const items = answersAt(nowMs);
    const hasAnswer = items.some(isRecorded);
    if (trouble !== null && (retellsErrors || !hasAnswer)) return { ok: false, error: trouble };
    return hasAnswer
      ? { ok: true, value: { items, nextToken: null } }
      : notRecorded('cloudwatch:GetMetricData', null, 'absent');
  }

  async function logPage(
    ...[group, range, pattern, token, signal]: Parameters<Sources['logs']['page']>
  ): ReturnType<Sources['logs']['page']> {
    const question = { group, range, pattern };
    // What comes a moment later is found with the next question, which follows within seconds.
    const nowMs = logs.isRead(question, clock.now())
      ? clock.now()
      : await whenDue(false, (fromMs) => logs.nextAfter(question, fromMs), signal);
    const trouble = troubleAt('log', group, nowMs);
    const page = logs.page(question, token, nowMs);
    if (trouble !== null && (retellsErrors || page === null)) return { ok: false, error: trouble };
    return page === null ? notRecorded('logs:FilterLogEvents', group, 'absent') : { ok: true, value: page };
  }

  function troubleAt(what: Subject, of: string | null, nowMs: EpochMs): SourceError | null {
    return timelineOf(troubles, what, of).lastBy(nowMs)?.value ?? null;
  }

  /** Waits for the answer that was under way then. Account time when it is there, or when nothing is waited for. */
  async function whenDue(
    isAnswered: boolean,
    nextAfter: (fromMs: EpochMs) => EpochMs | null,
    signal: AbortSignal,
  ): Promise<EpochMs> {
    const nowMs = clock.now();
    const dueMs = nextAfter(nowMs);
    const patienceMs = isAnswered ? NEWER_ANSWER_MS : FIRST_ANSWER_MS;
    if (dueMs === null || dueMs - nowMs > patienceMs) return nowMs;
    await clock.sleep(dueMs - nowMs, signal);
    return Math.max(dueMs, clock.now());
  }
}

function timelineOf<Value>(
  timelines: Map<string, Timeline<Value>>,
  what: Subject,
  of: string | null,
): Timeline<Value> {
  const key = knownKey(what, of);
  const timeline = timelines.get(key) ?? createTimeline<Value>();
  timelines.set(key, timeline);
  return timeline;
}

function earliest(times: readonly (EpochMs | null)[]): EpochMs | null {
  return times.reduce(
    (first, each) => (first === null || (each !== null && each < first) ? each : first),
    null,
  );
}
