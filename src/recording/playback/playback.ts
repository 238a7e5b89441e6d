import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import type { SleepSource } from '../../monitor/sleep-watch.ts';
import type { MetricAnswer, Sources } from '../../monitor/sources.ts';
import type { RawText } from '../../terminal/text.ts';
import { type Fact, tagsName } from '../fact.ts';
import type { Recording } from '../file/read-recording.ts';
import type { LogQuestion } from './group-log.ts';
import { type Held, isNotRecorded, notRecorded } from './not-recorded.ts';
import { playedQueries } from './played-queries.ts';
import {
  createRecordedAnswers,
  FIRST_ANSWER_MS,
  NEWER_ANSWER_MS,
  type RecordedAnswers,
  whenDue,
} from './recorded-answers.ts';
import { createRecordedLogs, type RecordedLogs } from './recorded-logs.ts';
import { createRecordedMetrics, type RecordedMetrics } from './recorded-metrics.ts';
import { createRecordedReservations, type RecordedReservations } from './recorded-reservations.ts';
import { createRecordedSleeps } from './recorded-sleeps.ts';
import { earliestOf } from './timeline.ts';

export interface PlaybackSettings {
  /** The clock of the replay: facts from later are unknown. */
  readonly clock: Clock;
  /**
   * Whether an error is repeated until a later answer was recorded, as it was live. Where everything is read once, at
   * the end, known answers count rather than the last error.
   */
  readonly retellsErrors: boolean;
  /** The pattern that was read during floods. */
  readonly storyPattern: RawText;
  /** See `RecordedLogsSettings`. */
  readonly failurePatterns?: readonly RawText[];
}

export interface Playback {
  readonly sources: Sources;
  /** Sleeps of the recording process. */
  readonly sleeps: SleepSource;
  /** The start of the recorded log of a group, or of any; null where none was recorded. */
  readonly logFromMs: RecordedLogs['fromMs'];
  readonly wasLogRead: (group: RawText) => boolean;
}

/**
 * A recording as the monitor's sources. It answers like AWS, at the times at which AWS answered, whatever the file
 * contains.
 */
export function playback(recording: Recording, settings: PlaybackSettings): Playback {
  const { clock, retellsErrors, storyPattern, failurePatterns = [] } = settings;
  const answers = createRecordedAnswers(clock, retellsErrors);
  const { answer, list } = answers;
  const metrics = createRecordedMetrics();
  const logs = createRecordedLogs({ storyPattern, failurePatterns, isFollowed: retellsErrors });
  const reservations = createRecordedReservations();
  const sleeps = createRecordedSleeps(clock);
  for (const fact of recording.facts) {
    file(fact, answers, metrics, logs);
    if (fact.fact === 'slept') sleeps.add(fact);
    if (fact.fact === 'known') reservations.add(fact);
  }

  return {
    logFromMs: logs.fromMs,
    wasLogRead: (group) => logs.wasRead(group),
    sleeps,
    sources: {
      identity: { caller: (signal) => answer('caller', null, 'sts:GetCallerIdentity', signal) },
      functions: playedFunctions(answers, playedReservation(answers, reservations, clock)),
      metrics: {
        page: playedMetrics(metrics, answers, settings),
        recentlyActive: (_, signal) => list('activeFunctions', null, 'cloudwatch:ListMetrics', signal),
      },
      logs: {
        page: withPhrases(playedLogs(logs, answers, settings), logs.wasRead),
        // Streams are not replayed: their events were polled and recorded as well.
        async *live(groupArn) {
          yield notRecorded('logs:StartLiveTail', groupArn, 'absent');
        },
      },
      queries: playedQueries(
        (group, signal) => answer('logGroupSize', group, 'logs:DescribeLogGroups', signal),
        (name, signal) => answer('logQuery', name, 'logs:GetQueryResults', signal),
      ),
      trail: { page: playedTrail(answers) },
      alarms: { ringing: (_, signal) => list('ringingAlarms', null, 'cloudwatch:DescribeAlarms', signal) },
    },
  };
}

/** Files a fact under its question. */
function file(fact: Fact, answers: RecordedAnswers, metrics: RecordedMetrics, logs: RecordedLogs): void {
  switch (fact.fact) {
    case 'known':
    case 'error':
      answers.add(fact);
      break;
    case 'metrics':
      answers.recovered('metrics', null, fact.atMs);
      metrics.add(fact);
      break;
    case 'read':
      answers.recovered('log', fact.group, fact.atMs);
      logs.add(fact);
      break;
    case 'event':
    case 'leftOut':
    case 'gone':
    case 'streamed':
    case 'match':
      logs.add(fact);
      break;
    case 'slept':
    case 'end':
      break;
  }
}

function playedFunctions(
  answers: RecordedAnswers,
  reservedConcurrency: Sources['functions']['reservedConcurrency'],
): Sources['functions'] {
  const { answer, list } = answers;
  return {
    page: (_, signal, region) => list('functions', region ?? null, 'lambda:ListFunctions', signal),
    configuration: playedConfiguration(answers),
    reservedConcurrency,
    accountLimits: (signal) => answer('accountLimits', null, 'lambda:GetAccountSettings', signal),
    mappings: (_, signal) => list('mappings', null, 'lambda:ListEventSourceMappings', signal),
    stream: (arn, signal) => answer('stream', arn, 'kinesis:DescribeStreamSummary', signal),
    tableShards: (arn, _, signal) => list('tableShards', arn, 'dynamodb:DescribeStream', signal),
    queue: (arn, signal) => answer('queue', arn, 'sqs:GetQueueAttributes', signal),
    aliases: (name, _, signal) => list('aliases', name, 'lambda:ListAliases', signal),
    versions: (name, _, signal) => list('versions', name, 'lambda:ListVersionsByFunction', signal),
    tagged: (tags, _, signal, region) => list('tagged', tagsName(tags, region), 'tag:GetResources', signal),
    asyncDelivery: (name, signal) =>
      answer('asyncDelivery', name, 'lambda:GetFunctionEventInvokeConfig', signal),
    provisionedConcurrency: (name, _, signal) =>
      list('provisionedConcurrency', name, 'lambda:ListProvisionedConcurrencyConfigs', signal),
  };
}

/** A listed function need not have been asked for by name; but an individual answer has more, such as states. */
function playedConfiguration({ answer, lastGood }: RecordedAnswers): Sources['functions']['configuration'] {
  const action = 'lambda:GetFunctionConfiguration';
  return async (name, signal) => {
    const own = await answer('configuration', name, action, signal);
    if (own.ok) return own;
    // In another Region than the recording's, functions are named by ARN.
    const [, , , region = null] = name.split(':');
    const listed = lastGood('functions', region) ?? lastGood('functions', null);
    if (listed === null) {
      // Whether the function exists is unknown.
      return isNotRecorded(own.error) ? notRecorded(action, name, 'malformed') : own;
    }
    const found = listed.find((each) => each.name === name || each.arn === name);
    return found === undefined ? own : { ok: true, value: found };
  };
}

/**
 * Which functions were asked for depended on the order of answers, as the questions stop once all reservations are
 * found. That order may differ in a replay; functions that were not asked for had none.
 */
function playedReservation(
  answers: RecordedAnswers,
  reservations: RecordedReservations,
  clock: Clock,
): Sources['functions']['reservedConcurrency'] {
  const action = 'lambda:GetFunctionConcurrency';
  return async (name, signal) => {
    const own = await answers.answer('reservedConcurrency', name, action, signal);
    if (own.ok || !isNotRecorded(own.error)) return own;
    // An answer pending then is pending now.
    return reservations.areFoundBy(clock.now() + FIRST_ANSWER_MS) ? { ok: true, value: null } : own;
  };
}

/** The recorded question may have covered another span. */
function playedTrail({ list }: RecordedAnswers): Sources['trail']['page'] {
  return async (resource, { startMs, endMs }, _, signal) => {
    const page = await list('trailEvents', resource, 'cloudtrail:LookupEvents', signal);
    if (!page.ok) return page;
    const items = page.value.items.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
    return { ok: true, value: { items, nextToken: null } };
  };
}

function playedMetrics(
  metrics: RecordedMetrics,
  answers: RecordedAnswers,
  { clock, retellsErrors }: PlaybackSettings,
): Sources['metrics']['page'] {
  return async (queries, range, _, signal) => {
    const answersAt = (asOfMs: EpochMs) =>
      queries.map((query, index) => ({ index, ...metrics.answer(query, range, asOfMs) }));
    const isRecorded = ({ status }: Pick<MetricAnswer, 'status'>) => status !== 'failed';
    const nextAfter = (fromMs: EpochMs) =>
      earliestOf(queries.map((query) => metrics.nextAfter(query, range.periodMs, fromMs)));
    const nowMs = await whenDue(clock, answersAt(clock.now()).some(isRecorded), nextAfter, signal);
    const trouble = answers.troubleAt('metrics', null, nowMs);
    const items = answersAt(nowMs);
    const hasAnswer = items.some(isRecorded);
    if (trouble !== null && (retellsErrors || !hasAnswer)) return { ok: false, error: trouble.value };
    return hasAnswer
      ? { ok: true, value: { items, nextToken: null } }
      : notRecorded('cloudwatch:GetMetricData', null, 'absent');
  };
}

/** When many logs share the calls, each is still asked for at least this often. */
const LONGEST_PAUSE_MS = 3 * MINUTE_MS;

function playedLogs(
  logs: RecordedLogs,
  answers: RecordedAnswers,
  { clock, retellsErrors }: PlaybackSettings,
): Sources['logs']['page'] {
  /** When the last trouble reported to each follower was met. */
  const toldMs = new WeakMap<object, EpochMs>();

  /** Waits for the time of the next recorded call, once the follower was told of all earlier trouble. */
  const untilNews = async (follower: object, group: RawText, signal: AbortSignal) => {
    if (!toldMs.has(follower)) return;
    const nowMs = clock.now();
    const isTold = answers.troubleAt('log', group, nowMs)?.atMs === toldMs.get(follower);
    const nextMs = isTold ? answers.troubleNextAfter('log', group, nowMs) : null;
    if (nextMs !== null && nextMs - nowMs <= LONGEST_PAUSE_MS) await clock.sleep(nextMs - nowMs, signal);
  };

  /**
   * When all is known of a range that was being read then: its session read it page by page, and from other moments on.
   * A reader that asks once does not come back for the rest.
   */
  const whenRead = async (question: LogQuestion, firstMs: EpochMs, signal: AbortSignal) => {
    const lastMs = clock.now() + FIRST_ANSWER_MS;
    let nowMs = firstMs;
    while (logs.isRead(question, nowMs) && !signal.aborted) {
      const rest = logs.restAfter(question, nowMs);
      if (rest === null) break;
      const { nextMs, isUnderWay } = rest;
      if (nextMs > Math.min(lastMs, isUnderWay ? lastMs : nowMs + NEWER_ANSWER_MS)) break;
      await clock.sleep(nextMs - clock.now(), signal);
      nowMs = Math.max(nextMs, clock.now());
    }
    return nowMs;
  };

  return async (question, signal) => {
    const { group, token, follower } = question;
    if (follower !== undefined) await untilNews(follower, group, signal);
    // Lines that arrive a moment later are found by the next question, seconds later.
    const nextAfter = (fromMs: EpochMs) =>
      earliestOf([logs.nextAfter(question, fromMs), answers.failsNextAfter('log', group, fromMs)]);
    const firstMs = logs.isRead(question, clock.now())
      ? clock.now()
      : await whenDue(clock, false, nextAfter, signal);
    const asksOnce = follower === undefined && retellsErrors;
    const nowMs = asksOnce ? await whenRead(question, firstMs, signal) : firstMs;
    const trouble = answers.troubleAt('log', group, nowMs);
    if (trouble !== null && retellsErrors) {
      if (follower !== undefined) toldMs.set(follower, trouble.atMs);
      return { ok: false, error: trouble.value };
    }
    const page = logs.page(question, token, nowMs);
    if (trouble !== null && page === null) return { ok: false, error: trouble.value };
    return page === null
      ? notRecorded('logs:FilterLogEvents', group, 'absent', heldOf(logs, question, nowMs))
      : { ok: true, value: page };
  };
}

/** A phrase that AWS was not asked to look for, such as a request's id, is looked for in what was read of the log. */
function withPhrases(
  page: Sources['logs']['page'],
  wasRead: RecordedLogs['wasRead'],
): Sources['logs']['page'] {
  return async (question, signal) => {
    const { group, pattern } = question;
    const phrase = pattern === null ? undefined : /^"([^"]+)"$/.exec(pattern)?.[1];
    if (pattern === null || phrase === undefined || wasRead(group, pattern)) return page(question, signal);
    const answer = await page({ ...question, pattern: null }, signal);
    if (!answer.ok) return answer;
    const items = answer.value.items.filter(({ message }) => message.includes(phrase));
    return { ok: true, value: { ...answer.value, items } };
  };
}

/** What is recorded of a log instead of what was asked: by then, at other times, or with filters. */
function heldOf(logs: RecordedLogs, question: LogQuestion, nowMs: EpochMs): Held | null {
  const readAtMs = logs.nextAfter(question, nowMs);
  if (readAtMs !== null) return { readAtMs };
  return logs.spanOf(question.group) ?? (logs.wasRead(question.group) ? 'matches' : null);
}
