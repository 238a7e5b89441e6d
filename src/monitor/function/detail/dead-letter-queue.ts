import { sourceName } from '../../../lambda/delivery/event-source.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { Asking } from '../../calls/asking.ts';
import { LOOK_PAUSE_MS, SELDOM_MS } from '../../how-often.ts';
import { MetricHistory } from '../../metric/metric-history.ts';
import { redriveQueries } from '../../metric/metric-plan.ts';
import { readMetrics } from '../../metric/metric-reading.ts';
import { ownerKey } from '../../metric-owner.ts';
import type { Reading } from '../../reading.ts';
import { mayBeAnsweredLater, type SourceError } from '../../source-error.ts';
import type { MetricSource } from '../../sources.ts';

/** A queue's figures are published within minutes; an older one says nothing about now. */
const RECENT_MINUTES = 5;
const SERIES = 'ApproximateNumberOfMessagesVisible Maximum';

/** How many events wait in the dead-letter queue of one function: only somebody who knows takes them out. */
export class DeadLetterQueue {
  /** Null without one: topics keep nothing. */
  readonly #queueName: RawText | null;
  readonly #metrics: MetricSource;
  readonly #asking: Asking;
  readonly #depths = new MetricHistory();
  #readMs: EpochMs | null = null;
  #againMs: EpochMs | null = null;
  #error: SourceError | null = null;

  constructor(
    { deadLetterTarget }: Pick<FunctionConfiguration, 'deadLetterTarget'>,
    metrics: MetricSource,
    asking: Asking,
  ) {
    this.#queueName = deadLetterTarget === null ? null : queueOf(deadLetterTarget);
    this.#metrics = metrics;
    this.#asking = asking;
  }

  /** Costs one metric a minute. */
  async read(toMs: EpochMs): Promise<void> {
    if (this.#queueName === null || !this.#isDue(toMs)) return;
    const endMs = minuteOf(toMs);
    const { error } = await readMetrics(this.#metrics, this.#asking, this.#depths, {
      queries: redriveQueries([this.#queueName]),
      range: { startMs: endMs - RECENT_MINUTES * MINUTE_MS, endMs, periodMs: MINUTE_MS },
      atMs: toMs,
    });
    this.#readMs = toMs;
    this.#error = error;
    this.#againMs = toMs + (error?.kind === 'denied' ? SELDOM_MS : LOOK_PAUSE_MS);
  }

  /** The end of a past window stays the same: what had no answer there is asked again with each of its seldom looks. */
  #isDue(toMs: EpochMs): boolean {
    if (this.isUnfinished && toMs === this.#readMs) return true;
    return this.#againMs === null || toMs >= this.#againMs;
  }

  /** Whether the newest reading had no answer that may come yet. */
  get isUnfinished(): boolean {
    return mayBeAnsweredLater(this.#error);
  }

  /** The newest number; null before the first reading, and where there is no such queue. */
  get waiting(): Reading | null {
    if (this.#queueName === null || this.#readMs === null) return null;
    const key = ownerKey({ kind: 'queue', queueName: this.#queueName });
    const newestMs = minuteOf(this.#readMs);
    for (let minuteMs = newestMs; minuteMs >= newestMs - RECENT_MINUTES * MINUTE_MS; minuteMs -= MINUTE_MS) {
      const depth = this.#depths.value(key, 'ApproximateNumberOfMessagesVisible', 'Maximum', minuteMs);
      if (depth !== null) return depth;
    }
    return this.#depths.coverage.denied(key).has(SERIES) ? 'denied' : 'missing';
  }
}

function queueOf(arn: RawText): RawText | null {
  return /^arn:[^:]+:sqs:/.test(arn) ? rawText(sourceName(arn)) : null;
}
