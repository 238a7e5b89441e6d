import { type EpochMs, SECOND_MS } from '../lambda/time.ts';
import { knownThroughMs } from '../logs/sweep-plan.ts';
import { createSweeper } from '../logs/sweeper.ts';
import type { TailItem } from '../logs/tail-item.ts';
import type { RawText } from '../terminal/text.ts';
import type { CallBudget } from './call-budget.ts';
import type { Clock } from './clock.ts';
import { createFollowReport } from './follow-report.ts';
import { endsFollowing, retryDelayMs } from './retry.ts';
import type { LogSource, SourceError } from './sources.ts';

export interface FollowRequest {
  readonly source: LogSource;
  readonly group: RawText;
  readonly clock: Clock;
  readonly budget: CallBudget;
  /** 0 inclusive to 1 exclusive; spreads retries. */
  readonly random: () => number;
  readonly sinceMs: EpochMs;
  /** Null has no end. */
  readonly untilMs: EpochMs | null;
  /** False reads what is there and ends. */
  readonly follow: boolean;
  /** CloudWatch's own filter syntax; null filters nothing. */
  readonly pattern: RawText | null;
  readonly signal: AbortSignal;
  /** Each call carries what one page or one event of the reader brought. */
  readonly onItems: (items: readonly TailItem[]) => void;
  readonly onProgress?: (progress: FollowProgress) => void;
}

export interface FollowProgress {
  /** Up to where the log has been read; null before the first sweep is complete. */
  readonly readThroughMs: EpochMs | null;
  readonly newestMs: EpochMs | null;
}

export type FollowEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly error: SourceError };

/** The IAM action of every call that reads a log. */
export const READ_LOG_ACTION = 'logs:FilterLogEvents';

/** A request ends by then, well or not. */
const REQUEST_MS = 30 * SECOND_MS;

/** A wait that took this much longer than it should have was spent asleep. */
const OVERSLEPT_MS = 15 * SECOND_MS;

/**
 * Reads one log group, and goes on reading it when following, until `signal` aborts: a throttled, failing or refused
 * call is tried again, and an absent group waited for. Every event is given once.
 */
export async function followLog(request: FollowRequest): Promise<FollowEnd> {
  const { source, group, clock, budget, pattern, signal } = request;
  const { sinceMs, untilMs, follow } = request;
  const sweeper = createSweeper({ sinceMs, untilMs, follow }, clock.now());
  const report = createFollowReport();

  const give = (items: readonly TailItem[]) => {
    if (items.length > 0) request.onItems(items);
  };
  const atMost = async <Value>(expectedMs: number, work: Promise<Value>): Promise<Value> => {
    const startMs = clock.now();
    const value = await work;
    const nowMs = clock.now();
    if (nowMs - startMs > expectedMs + OVERSLEPT_MS) give(report.afterSleep(sweeper.state, nowMs));
    return value;
  };
  const sleep = (ms: number) => atMost(ms, clock.sleep(ms, signal));

  while (!signal.aborted) {
    const planned = sweeper.next(clock.now());
    if (planned.type === 'done') return { kind: 'done' };
    if (planned.type === 'wait') {
      await sleep(planned.waitMs);
      continue;
    }
    await budget.take(READ_LOG_ACTION, signal);
    // The turn may have come late: what to ask for is decided now.
    const step = sweeper.next(clock.now());
    if (signal.aborted || step.type !== 'read') continue;
    const { sweep } = step;
    const result = await atMost(REQUEST_MS, source.page(group, sweep.range, pattern, sweep.token, signal));
    if (signal.aborted) break;
    const nowMs = clock.now();
    if (result.ok) {
      budget.settle(READ_LOG_ACTION, 'ok');
      const events = sweeper.read(sweep, result.value, nowMs);
      give(report.afterAnswer(sweeper.state, events, nowMs));
      request.onProgress?.({
        readThroughMs: knownThroughMs(sweeper.state),
        newestMs: sweeper.state.newestMs,
      });
      continue;
    }
    const { error } = result;
    budget.settle(READ_LOG_ACTION, error.kind === 'throttled' ? 'throttled' : 'failed');
    if (error.kind === 'malformed' && sweep.token !== null) sweeper.refuse(sweep);
    give(report.afterFailure(sweeper.state, error, nowMs));
    const { failures = 1, sinceMs: troubleSinceMs = nowMs } = report.trouble ?? {};
    if (endsFollowing(error, sweep, { follow, troubledMs: nowMs - troubleSinceMs })) {
      return { kind: 'failed', error };
    }
    await sleep(retryDelayMs(error.kind, failures, request.random()));
  }
  return { kind: 'aborted' };
}
