import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { STORY_PATTERN } from '../../logs/queries/failure-pattern.ts';
import { type Flood, provenFlood } from '../../logs/sweeping/flood.ts';
import { isEndless } from '../../logs/sweeping/sweep.ts';
import { HEAD_IDLE_MS } from '../../logs/sweeping/sweep-pace.ts';
import { knownThroughMs, wantedEveryMs } from '../../logs/sweeping/sweep-plan.ts';
import { createSweeper, type PageReading, type Sweeper } from '../../logs/sweeping/sweeper.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import { withOwnSignal } from '../abort.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import { endlessPages } from '../calls/endless-pages.ts';
import { endsFollowing, isRefusal, retryDelayMs } from '../calls/retry.ts';
import type { Clock } from '../clock.ts';
import { inOnePart, type LogAnswer, type LogSource, partsOf, type SourceError } from '../sources.ts';
import { createFollowReport } from './follow-report.ts';
import { ENDLESS_ROOM, type PageRoom } from './page-room.ts';

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
  /** Whether to end when not even the first page can be had: what fails from the start is seldom an incident. */
  readonly mustBegin?: boolean;
  /** CloudWatch's own filter syntax; null filters nothing. */
  readonly pattern: RawText | null;
  readonly signal: AbortSignal;
  /** Each call carries what a part of a page or one event of the reader brought. */
  readonly onItems: (items: readonly TailItem[]) => void;
  /** Whether a page is given as a whole, however large: who chooses lines by those around them leaves more in order so. */
  readonly wholePages?: boolean;
  /** Where the items go; nothing is asked for that has no room there. */
  readonly pageRoom?: PageRoom;
  readonly onProgress?: (progress: FollowProgress) => void;
  /** What decides what to read, where that is not a sweeper of its own. */
  readonly sweeper?: Sweeper;
}

export interface FollowProgress {
  /** Up to where the log has been read; null before the first sweep is complete. */
  readonly readThroughMs: EpochMs | null;
  readonly newestMs: EpochMs | null;
  /** What is read of a log that grows too fast; null while all of it is. */
  readonly floodKeeps: Flood['keeps'] | null;
}

export type FollowEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly error: SourceError };

/** The IAM action of every call that reads a log. */
export const READ_LOG_ACTION = 'logs:FilterLogEvents';

/** A request ends by then, well or not. */
const REQUEST_MS = 30 * SECOND_MS;

/** What a reader has to show that was to begin in what turned out to be the future. */
const LEAST_HISTORY_MS = 60 * SECOND_MS;

/** A wait that took this much longer than it should have was spent asleep. */
const OVERSLEPT_MS = 15 * SECOND_MS;

/**
 * Reads one log group, and goes on reading it when following, until `signal` aborts: a throttled, failing or refused
 * call is tried again, and an absent group waited for. Every event is given once.
 */
export async function followLog(request: FollowRequest): Promise<FollowEnd> {
  const { source, group, clock, budget, pattern, signal } = request;
  const { sinceMs, untilMs, follow, pageRoom = ENDLESS_ROOM } = request;
  const beganMs = clock.now();
  const span = { sinceMs, untilMs, follow, hasPattern: pattern !== null };
  let sweeper = request.sweeper ?? createSweeper(span, beganMs);
  const report = createFollowReport();
  let hasBegun = false;
  let lastTurnMs = clock.now();
  /** When this process was last seen to run. */
  let awakeMs = lastTurnMs;

  const give = (items: readonly TailItem[]) => {
    if (items.length > 0) request.onItems(items);
  };
  /** Tells of a sleep since it was last asked. A sleep may begin while a page is handed on, and not in a wait only. */
  const wakeAfter = (expectedMs: number): EpochMs => {
    const nowMs = clock.now();
    const sleptMs = nowMs - awakeMs - expectedMs;
    awakeMs = nowMs;
    if (sleptMs > OVERSLEPT_MS) give(report.afterSleep(sweeper.state, nowMs));
    return nowMs;
  };
  const atMost = async <Value>(expectedMs: number, work: Promise<Value>): Promise<Value> => {
    const value = await work;
    wakeAfter(expectedMs);
    return value;
  };
  const sleep = (ms: number) => atMost(ms, clock.sleep(ms, signal));
  /** What was waited for was room. Nobody knows how long that takes: a sleep meanwhile is not told. */
  const excuseWait = () => {
    const nowMs = clock.now();
    sweeper.pause(nowMs - awakeMs);
    awakeMs = nowMs;
  };
  const roomForMore = async () => {
    wakeAfter(0);
    await pageRoom.free(signal);
    excuseWait();
  };
  /** Gives what is new of a page, part by part, and lets everybody else have a turn in between. Null when all was readable. */
  const readParts = async (page: LogAnswer, reading: PageReading): Promise<SourceError | null> => {
    excuseWait();
    let isFirst = true;
    for (const part of request.wholePages === true ? [inOnePart(page)] : partsOf(page)) {
      if (!isFirst) {
        await nextTurn();
        await roomForMore();
      }
      if (signal.aborted) return null;
      isFirst = false;
      if (!part.ok) {
        reading.abandon();
        return part.error;
      }
      give(reading.take(part.value));
    }
    reading.close(page.nextToken);
    return null;
  };

  while (!signal.aborted) {
    const planned = sweeper.next(clock.now());
    if (planned.type === 'done') return { kind: 'done' };
    if (planned.type === 'wait') {
      await sleep(planned.waitMs);
      continue;
    }
    await roomForMore();
    const askedMs = awakeMs;
    // A log that can't be read is as patient as one that has nothing to tell.
    const everyMs = report.trouble === null ? wantedEveryMs(sweeper.state) : HEAD_IDLE_MS;
    await budget.take(READ_LOG_ACTION, signal, { sinceMs: lastTurnMs, everyMs });
    lastTurnMs = clock.now();
    // Nobody knows how long room and a turn are waited for.
    awakeMs = lastTurnMs;
    const turnMs = lastTurnMs - askedMs;
    // The turn may have come late: what to ask for is decided now.
    const step = sweeper.next(clock.now());
    if (signal.aborted || step.type !== 'read') continue;
    const leave = pageRoom.take();
    if (leave === null) continue;
    give(report.beforeCall(sweeper.state, clock.now()));
    const { sweep } = step;
    const asked = sweep.reads === 'story' ? STORY_PATTERN : pattern;
    const answer = withOwnSignal(signal, (own) => source.page(group, sweep.range, asked, sweep.token, own));
    const result = await atMost(REQUEST_MS, answer);
    leave();
    if (signal.aborted) break;
    const nowMs = clock.now();
    let error: SourceError;
    if (result.ok) {
      budget.settle(READ_LOG_ACTION, 'ok');
      if (!hasBegun && follow && nowMs < sinceMs && request.sweeper === undefined) {
        // The clock went fast, and AWS has put it right with this answer.
        hasBegun = true;
        const lengthMs = Math.max(LEAST_HISTORY_MS, beganMs - sinceMs);
        sweeper = createSweeper({ ...span, sinceMs: nowMs - lengthMs }, nowMs);
        continue;
      }
      hasBegun = true;
      const page = result.value;
      give(report.beforeEvents(sweeper.state, page));
      const reading = sweeper.open(sweep, nowMs, turnMs);
      const unreadable = await pageRoom.inTurn(() => readParts(page, reading));
      if (signal.aborted) break;
      if (unreadable === null) {
        give(report.afterEvents(sweeper.state, page, nowMs));
        request.onProgress?.({
          readThroughMs: knownThroughMs(sweeper.state),
          newestMs: sweeper.state.newestMs,
          floodKeeps: provenFlood(sweeper.state.flood)?.keeps ?? null,
        });
        if (!isEndless(sweep, page)) continue;
      }
      error = unreadable ?? endlessPages(READ_LOG_ACTION);
    } else {
      error = result.error;
      budget.settle(READ_LOG_ACTION, error.kind === 'throttled' ? 'throttled' : 'failed');
      if (error.kind === 'malformed' && sweep.token !== null) sweeper.refuse(sweep);
      else if (sweep.reads === 'story' && isRefusal(error)) {
        // There is a flood all the same, and no way to pick from it.
        sweeper.refuseStory();
        continue;
      }
    }
    give(report.afterFailure(sweeper.state, error, nowMs));
    const mayGiveUp = request.mustBegin === true && !hasBegun;
    const { failures = 1, sinceMs: troubleSinceMs = nowMs } = report.trouble ?? {};
    if (endsFollowing(error, sweep, { follow, mayGiveUp, troubledMs: nowMs - troubleSinceMs })) {
      return { kind: 'failed', error };
    }
    await sleep(retryDelayMs(error.kind, failures, request.random()));
  }
  return { kind: 'aborted' };
}
