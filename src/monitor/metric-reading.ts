import { type RawText, rawText } from '../terminal/text.ts';
import { type Asking, ask } from './asking.ts';
import type { MetricHistory } from './metric-history.ts';
import { billedMetrics } from './metric-plan.ts';
import {
  type MetricAnswer,
  type MetricQuery,
  type MetricRange,
  type MetricSource,
  type Page,
  QUERIES_PER_PAGE,
  type Result,
  type SourceError,
} from './sources.ts';

const ACTION = 'cloudwatch:GetMetricData';
/** Series that CloudWatch could not compute just now are asked again, once: the next poll asks for them anyway. */
const ROUNDS = 2;

/**
 * Asks CloudWatch for all `queries`, in requests of at most 500 and as many pages as it takes, and files the points.
 * Null when every query was answered; else the error, while what was answered is kept.
 */
export async function readMetrics(
  source: MetricSource,
  asking: Asking,
  history: MetricHistory,
  queries: readonly MetricQuery[],
  range: MetricRange,
): Promise<SourceError | null> {
  let unanswered = queries;
  let error: SourceError | null = null;
  for (let round = 1; round <= ROUNDS && unanswered.length > 0; round++) {
    const readings = await Promise.all(
      batches(unanswered).map((batch) => readBatch(source, asking, history, batch, range)),
    );
    error ??= readings.find((reading) => reading.error !== null)?.error ?? null;
    unanswered = readings.flatMap((reading) => reading.failed);
  }
  return error ?? (unanswered.length > 0 ? uncomputed(unanswered.length) : null);
}

function uncomputed(count: number): SourceError {
  return {
    kind: 'malformed',
    action: ACTION,
    name: rawText('InternalError'),
    message: rawText(`CloudWatch could not compute ${count} of the metrics`),
  };
}

interface BatchReading {
  readonly error: SourceError | null;
  /** Queries that CloudWatch says to ask again. */
  readonly failed: readonly MetricQuery[];
}

async function readBatch(
  source: MetricSource,
  asking: Asking,
  history: MetricHistory,
  batch: readonly MetricQuery[],
  range: MetricRange,
): Promise<BatchReading> {
  const failed: MetricQuery[] = [];
  let token: RawText | null = null;
  do {
    const page: Result<Page<MetricAnswer>> = await ask(asking, ACTION, (signal) =>
      source.page(batch, range, token, signal),
    );
    if (!page.ok) return { error: page.error, failed };
    // What was refused costs nothing, and the pages of an answer cost no more than one.
    if (token === null) asking.ledger.recordMetrics(billedMetrics(batch), asking.clock.now());
    for (const { index, points, status } of page.value.items) {
      const query = batch[index];
      if (query === undefined) continue;
      history.record(query, points);
      if (status === 'failed') failed.push(query);
    }
    token = page.value.nextToken;
  } while (token !== null);
  return { error: null, failed };
}

function batches(queries: readonly MetricQuery[]): readonly (readonly MetricQuery[])[] {
  const count = Math.ceil(queries.length / QUERIES_PER_PAGE);
  return Array.from({ length: count }, (_, index) =>
    queries.slice(index * QUERIES_PER_PAGE, (index + 1) * QUERIES_PER_PAGE),
  );
}
