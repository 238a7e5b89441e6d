import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { type Asking, ask } from '../calls/asking.ts';
import { createPageWatch } from '../calls/endless-pages.ts';
import { type OwnerKey, ownerKey } from '../metric-owner.ts';
import type { Page } from '../page.ts';
import { isUnrecorded, type Result, type SourceError } from '../source-error.ts';
import {
  type MetricAnswer,
  type MetricQuery,
  type MetricRange,
  type MetricSource,
  QUERIES_PER_PAGE,
} from '../sources.ts';
import type { MetricHistory } from './metric-history.ts';
import { billedMetrics } from './metric-plan.ts';

const ACTION = 'cloudwatch:GetMetricData';
/** Series that CloudWatch could not compute are asked for once more: the next poll asks for them anyway. */
const ROUNDS = 2;

/** The outcome of a reading. Whatever was answered is filed, even if the rest failed. */
export interface MetricReading {
  /** Why requests went unanswered; null when all were answered. */
  readonly error: SourceError | null;
  /** Owners that were not read: a request for them failed, or their calls have no count. */
  readonly unread: ReadonlySet<OwnerKey>;
  /** Queries answered with all their points: neither denied nor failed. */
  readonly whole: ReadonlySet<MetricQuery>;
  /** Series that were asked for, and those that CloudWatch could not compute. */
  readonly asked: number;
  readonly uncomputed: number;
  /** From when on any of the series is known; the end of the range where none was answered. */
  readonly knownFromMs: EpochMs;
}

interface MetricQuestion {
  readonly queries: readonly MetricQuery[];
  readonly range: MetricRange;
  /** The time for which the answers stand: the start of the reading. */
  readonly atMs: EpochMs;
  /** How often they are wanted, for the pace of the costs; by default every minute. */
  readonly everyMs?: number;
}

/** Its answers are not wanted again. */
export const ONCE = Number.POSITIVE_INFINITY;

/**
 * Asks CloudWatch for all `queries`, in requests of at most 500 with all their pages, and files the points and the
 * owners covered.
 */
export async function readMetrics(
  source: MetricSource,
  asking: Asking,
  history: MetricHistory,
  { queries, range, atMs, everyMs = MINUTE_MS }: MetricQuestion,
): Promise<MetricReading> {
  let unanswered = queries;
  let error: SourceError | null = null;
  const unread = new Set<OwnerKey>();
  const whole = new Set<MetricQuery>();
  let knownFromMs = range.endMs;
  const recorded: Recorded[] = [];
  for (let round = 1; round <= ROUNDS && unanswered.length > 0; round++) {
    const readings = await Promise.all(
      batches(unanswered).map((batch) =>
        readBatch(source, asking, history, { batch, range, everyMs, isRetry: round > 1 }),
      ),
    );
    error ??= readings.find((reading) => reading.error !== null)?.error ?? null;
    unanswered = readings.flatMap((reading) => reading.failed);
    for (const key of readings.flatMap((reading) => reading.unread)) unread.add(key);
    for (const query of readings.flatMap((reading) => reading.whole)) whole.add(query);
    knownFromMs = Math.min(knownFromMs, ...readings.map((reading) => reading.knownFromMs));
    recorded.push(...readings.flatMap((reading) => reading.recorded));
  }
  // Another series may be missing and the function can still be judged; without its calls it can't.
  for (const { owner, metric } of unanswered) if (metric === 'Invocations') unread.add(ownerKey(owner));
  const failed = new Set(unanswered);
  const recordedMs = recordedTimes(recorded);
  for (const key of new Set(queries.flatMap((query) => (failed.has(query) ? [] : [ownerKey(query.owner)])))) {
    if (!unread.has(key)) history.coverage.read(key, Math.min(atMs, recordedMs.get(key) ?? atMs));
  }
  return { error, unread, whole, asked: queries.length, uncomputed: unanswered.length, knownFromMs };
}

/** An answer that a recording holds. */
interface Recorded {
  readonly query: MetricQuery;
  readonly readMs: EpochMs;
}

/**
 * When the session that was recorded read each owner: its calls, which are asked for every time, or where they are not
 * among the answers, anything of it.
 */
function recordedTimes(answers: readonly Recorded[]): ReadonlyMap<OwnerKey, EpochMs> {
  const times = new Map<OwnerKey, EpochMs>();
  for (const { query, readMs } of answers) {
    const key = ownerKey(query.owner);
    if (query.metric === 'Invocations' || !times.has(key)) times.set(key, readMs);
  }
  return times;
}

/** Null unless CloudWatch answered and could compute nothing of what was asked. */
export function uncomputedError(readings: readonly MetricReading[]): SourceError | null {
  const uncomputed = readings.reduce((sum, reading) => sum + reading.uncomputed, 0);
  const asked = readings.reduce((sum, reading) => sum + reading.asked, 0);
  if (uncomputed === 0 || uncomputed < asked) return null;
  return {
    kind: 'malformed',
    action: ACTION,
    name: rawText('InternalError'),
    message: rawText(`CloudWatch could not compute ${uncomputed} of the metrics`),
  };
}

interface Batch {
  readonly batch: readonly MetricQuery[];
  readonly range: MetricRange;
  readonly everyMs: number;
  /** Whether CloudWatch could not compute these series a moment ago. */
  readonly isRetry: boolean;
}

interface BatchReading {
  readonly error: SourceError | null;
  /** Queries that CloudWatch asks to retry. */
  readonly failed: readonly MetricQuery[];
  /** Owners that the request did not read. */
  readonly unread: readonly OwnerKey[];
  readonly whole: readonly MetricQuery[];
  readonly knownFromMs: EpochMs;
  readonly recorded: readonly Recorded[];
}

async function readBatch(
  source: MetricSource,
  asking: Asking,
  history: MetricHistory,
  { batch, range, everyMs, isRetry }: Batch,
): Promise<BatchReading> {
  const failed: MetricQuery[] = [];
  const unread: OwnerKey[] = [];
  const brokenBy = (error: SourceError): BatchReading => ({
    error,
    failed,
    unread: batch.map(({ owner }) => ownerKey(owner)),
    whole: [],
    recorded: [],
    knownFromMs: range.endMs,
  });
  const answers = new Map<number, MetricAnswer>();
  const watch = createPageWatch(ACTION);
  let token: RawText | null = null;
  do {
    const page: Result<Page<MetricAnswer>> = await ask(asking, ACTION, (signal) =>
      source.page(batch, range, token, signal),
    );
    if (!page.ok) {
      // The first round has told what of these owners is recorded.
      if (isRetry && isUnrecorded(page))
        return { ...brokenBy(page.error), error: null, failed: batch, unread: [] };
      if (page.error.kind === 'denied') for (const query of batch) history.coverage.answered(query, 'denied');
      return brokenBy(page.error);
    }
    // Refused requests cost nothing, and the pages of an answer are billed once.
    if (token === null) asking.ledger.recordMetrics(billedMetrics(batch), asking.clock.now(), everyMs);
    const filed = filePage(page.value.items, batch, history);
    failed.push(...filed.failed);
    unread.push(...filed.unread);
    // A later page may complete what this one leaves open.
    for (const answer of page.value.items) answers.set(answer.index, answer);
    token = page.value.nextToken;
    const error = watch.next(token);
    if (error !== null) return brokenBy(error);
  } while (token !== null);
  const whole = batch.filter((_, index) => answers.get(index)?.status === 'complete');
  const recorded = batch.flatMap((query, index) => {
    const readMs = answers.get(index)?.readMs;
    return readMs === undefined ? [] : [{ query, readMs }];
  });
  return {
    error: null,
    failed,
    unread,
    whole,
    recorded,
    knownFromMs: knownFrom([...answers.values()], range),
  };
}

function knownFrom(answers: readonly MetricAnswer[], { startMs, endMs }: MetricRange): EpochMs {
  return answers
    .filter(({ status }) => status === 'complete' || status === 'partial')
    .reduce((earliestMs, { knownFromMs = startMs }) => Math.min(earliestMs, knownFromMs), endMs);
}

function filePage(
  answers: readonly MetricAnswer[],
  batch: readonly MetricQuery[],
  history: MetricHistory,
): Pick<BatchReading, 'failed' | 'unread'> {
  const failed: MetricQuery[] = [];
  const unread: OwnerKey[] = [];
  for (const { index, points, status } of answers) {
    const query = batch[index];
    if (query === undefined) continue;
    history.record(query, points);
    history.coverage.answered(query, status);
    if (status === 'failed') failed.push(query);
    if (status === 'denied' && query.metric === 'Invocations') unread.push(ownerKey(query.owner));
  }
  return { failed, unread };
}

function batches(queries: readonly MetricQuery[]): readonly (readonly MetricQuery[])[] {
  const count = Math.ceil(queries.length / QUERIES_PER_PAGE);
  return Array.from({ length: count }, (_, index) =>
    queries.slice(index * QUERIES_PER_PAGE, (index + 1) * QUERIES_PER_PAGE),
  );
}
