import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import { STORY_PATTERN } from '../../../logs/queries/failure-pattern.ts';
import { provenFlood } from '../../../logs/sweeping/flood.ts';
import { isEndless, type Sweep } from '../../../logs/sweeping/sweep.ts';
import { HEAD_IDLE_MS, sharedIntervalMs } from '../../../logs/sweeping/sweep-pace.ts';
import { knownThroughMs, reachedMs, wantedEveryMs } from '../../../logs/sweeping/sweep-plan.ts';
import {
  createSweeper,
  type PageReading,
  type PageTurn,
  type Sweeper,
} from '../../../logs/sweeping/sweeper.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import { SLOW_MS } from '../../../logs/trouble/slow-answers.ts';
import { withOwnSignal } from '../../abort.ts';
import { endlessPages } from '../../calls/endless-pages.ts';
import { endsFollowing, isRefusal, PATIENCE_MS } from '../../calls/retry.ts';
import { inOnePart, type LogAnswer, partsOf } from '../../log-page.ts';
import type { Result, SourceError } from '../../source-error.ts';
import { type FollowEnd, type FollowRequest, READ_LOG_ACTION } from '../follow-request.ts';
import { ENDLESS_ROOM, type PageRoom } from '../page-room.ts';
import { budgetFor } from '../regional-budget.ts';
import { createFollowReport, type FollowReport } from './follow-report.ts';

/** History to show where the requested start turned out to lie in the future. */
const LEAST_HISTORY_MS = 60 * SECOND_MS;

/**
 * Reads one log group, and goes on when following, until `signal` aborts: throttled, failing and denied calls are
 * retried, and an absent group is waited for. Every event is delivered once.
 */
export function followLog(request: FollowRequest): Promise<FollowEnd> {
  return new LogFollower(request).follow();
}

/** The next request, with room reserved for its answer. */
interface Turn extends PageTurn {
  readonly sweep: Sweep;
  /** Releases the reserved room. */
  readonly leave: () => void;
}

class LogFollower {
  readonly #request: FollowRequest;
  readonly #room: PageRoom;
  readonly #beganMs: EpochMs;
  readonly #report: FollowReport;
  #sweeper: Sweeper;
  #hasBegun = false;
  #lastTurnMs: EpochMs;
  /** Whether the reader waits for room: then the screen is hidden, and nothing counts as missed. */
  #waitsForRoom = false;

  constructor(request: FollowRequest) {
    this.#report = createFollowReport(request.leftOutCount);
    this.#request = { ...request, budget: budgetFor(request.group, request.budget) };
    this.#room = request.pageRoom ?? ENDLESS_ROOM;
    this.#beganMs = request.clock.now();
    this.#lastTurnMs = this.#beganMs;
    this.#sweeper = request.sweeper ?? this.#newSweeper(request.sinceMs, this.#beganMs);
  }

  async follow(): Promise<FollowEnd> {
    const { sleeps, follow } = this.#request;
    const stopListening = follow ? sleeps?.listen({ woke: () => this.#wake() }) : undefined;
    return this.#followOn().finally(stopListening);
  }

  async #followOn(): Promise<FollowEnd> {
    const { clock, sleeps, signal } = this.#request;
    while (!signal.aborted) {
      await sleeps?.whileAwake?.(this.#beganMs, signal);
      const planned = this.#sweeper.next(clock.now());
      if (planned.type === 'done') return { kind: 'done' };
      if (planned.type === 'wait') await clock.sleep(planned.waitMs, signal);
      else {
        const error = await this.#readPage();
        if (error !== null) return { kind: 'failed', error };
      }
    }
    return { kind: 'aborted' };
  }

  /** The error that ends the reading; null where it goes on. */
  async #readPage(): Promise<SourceError | null> {
    const { clock, budget, signal } = this.#request;
    const turn = await this.#takeTurn();
    if (turn === null) return null;
    const { sweep } = turn;
    const { wall = null, sleeps } = this.#request;
    const sleptMs = sleeps?.sleptMs;
    const askedMs = wall?.now() ?? 0;
    const answer = await this.#ask(turn);
    if (signal.aborted) return null;
    const nowMs = clock.now();
    if (answer.ok && wall !== null) this.#give(this.#report.afterAnswer(wall.now() - askedMs, nowMs));
    const error = answer.ok
      ? await this.#takeIn(answer.value, turn, nowMs)
      : this.#afterRefusal(answer.error, sweep);
    if (error === null || signal.aborted) return null;
    const wasAwake = sleeps?.sleptMs === sleptMs;
    this.#give(this.#report.afterFailure(this.#sweeper.state, error, nowMs, wasAwake));
    const { failures = 1, sinceMs: troubleSinceMs = nowMs } = this.#report.trouble ?? {};
    if (this.#endsBy(error, sweep, nowMs - troubleSinceMs)) return error;
    await clock.sleep(budget.retryDelayMs(error.kind, failures), signal);
    return null;
  }

  /** Waits for room and for a turn in the budget; null when there is nothing left to ask for. */
  async #takeTurn(): Promise<Turn | null> {
    const { clock, budget, signal } = this.#request;
    await this.#roomForMore();
    const everyMs = this.#wantedEveryMs();
    const beganMs = this.#awakeMs();
    await budget.take(READ_LOG_ACTION, signal, { sinceMs: this.#lastTurnMs, everyMs });
    const waitedMs = this.#awakeMs() - beganMs;
    this.#lastTurnMs = clock.now();
    // The turn may have come late, so the request is decided now.
    const step = this.#sweeper.next(clock.now());
    if (signal.aborted || step.type !== 'read') return null;
    const leave = this.#room.take();
    if (leave === null) return null;
    const isThrottled = budget
      .state()
      .some(({ action, throttledLastMinute }) => action === READ_LOG_ACTION && throttledLastMinute > 0);
    return { sweep: step.sweep, waitedMs, isThrottled, leave };
  }

  #wantedEveryMs(): number {
    switch (this.#report.trouble?.kind) {
      case undefined:
        return wantedEveryMs(this.#sweeper.state);
      // An outage affects all logs: a retry comes before news of other logs.
      case 'unreachable':
      case 'unreadable':
      case 'expired':
        return sharedIntervalMs(0);
      // A log that fails on its own is as patient as one without news.
      default:
        return HEAD_IDLE_MS;
    }
  }

  async #ask({ sweep, leave }: Turn): Promise<Result<LogAnswer>> {
    const { source, group, pattern, clock, sleeps, follow, signal } = this.#request;
    this.#give(this.#report.beforeCall(this.#sweeper.state, clock.now()));
    const asked = sweep.reads === 'story' ? STORY_PATTERN : pattern;
    const { range, token } = sweep;
    const question = { group, range, pattern: asked, token, ...(follow && { follower: this }) };
    const answered = new AbortController();
    void this.#tellIfOverdue(answered.signal);
    const answer = await withOwnSignal(signal, (own) => source.page(question, own));
    answered.abort();
    leave();
    // The answer may date from before a sleep, and would end the gap before it was reported.
    sleeps?.look();
    return answer;
  }

  async #tellIfOverdue(answered: AbortSignal): Promise<void> {
    const { wall = null, onOverdue, signal } = this.#request;
    if (wall === null || onOverdue === undefined || this.#report.areAnswersSlow) return;
    await wall.sleep(SLOW_MS, answered);
    if (!answered.aborted && !signal.aborted) onOverdue();
  }

  /** The error in the answer; null where all of it was readable. */
  async #takeIn(page: LogAnswer, turn: Turn, nowMs: EpochMs): Promise<SourceError | null> {
    const { budget, clock, signal, onProgress } = this.#request;
    const { sweep } = turn;
    budget.settle(READ_LOG_ACTION, 'ok');
    const wasInFuture = this.#isInFuture(nowMs);
    this.#hasBegun = true;
    if (wasInFuture) {
      this.#beginAgain(nowMs);
      return null;
    }
    this.#give(this.#report.beforeEvents(this.#sweeper.state, page));
    const reading = this.#sweeper.open(sweep, nowMs, turn);
    const unreadable = await this.#room.inTurn(() => {
      this.#sweeper.pause(clock.now() - nowMs);
      return this.#readParts(page, reading);
    });
    if (signal.aborted || unreadable !== null) return unreadable;
    const { state } = this.#sweeper;
    this.#give(this.#report.afterEvents(state, page, nowMs));
    onProgress?.({
      readThroughMs: knownThroughMs(state),
      reachedMs: reachedMs(state),
      newestMs: state.newestMs,
      floodKeeps: provenFlood(state.flood)?.keeps ?? null,
    });
    return isEndless(sweep, page) ? endlessPages(READ_LOG_ACTION) : null;
  }

  /** Hands on a page part by part, letting other work run in between. Null when all was readable. */
  async #readParts(page: LogAnswer, reading: PageReading): Promise<SourceError | null> {
    const { signal, wholePages = false } = this.#request;
    let isFirst = true;
    for (const part of wholePages ? [inOnePart(page)] : partsOf(page)) {
      if (!isFirst) {
        await nextTurn();
        await this.#roomForMore();
      }
      if (signal.aborted) return null;
      isFirst = false;
      if (!part.ok) {
        reading.abandon();
        return part.error;
      }
      this.#give(reading.take(part.value));
    }
    reading.close(page.nextToken);
    return null;
  }

  /** Null where reading goes on with another kind of request. */
  #afterRefusal(error: SourceError, sweep: Sweep): SourceError | null {
    this.#request.budget.settle(READ_LOG_ACTION, error.kind === 'throttled' ? 'throttled' : 'failed');
    if (error.kind === 'malformed' && sweep.token !== null) this.#sweeper.refuse(sweep);
    else if (sweep.reads === 'story' && isRefusal(error)) {
      // It is still a flood, and there is no filter to thin it with.
      this.#sweeper.refuseStory();
      return null;
    }
    return error;
  }

  #endsBy(error: SourceError, sweep: Sweep, troubledMs: number): boolean {
    const { follow, isPatient = false, mustBegin = false } = this.#request;
    const mayGiveUp = mustBegin && !this.#hasBegun;
    return endsFollowing(error, sweep, { follow, isPatient, mayGiveUp, isTooLong: troubledMs > PATIENCE_MS });
  }

  /** Whether the machine's clock ran ahead and AWS's first answer corrected it. */
  #isInFuture(nowMs: EpochMs): boolean {
    const { follow, sinceMs, sweeper } = this.#request;
    return !this.#hasBegun && follow && nowMs < sinceMs && sweeper === undefined;
  }

  #beginAgain(nowMs: EpochMs): void {
    const lengthMs = Math.max(LEAST_HISTORY_MS, this.#beganMs - this.#request.sinceMs);
    this.#sweeper = this.#newSweeper(nowMs - lengthMs, nowMs);
  }

  #newSweeper(sinceMs: EpochMs, nowMs: EpochMs): Sweeper {
    const { untilMs, follow, pattern } = this.#request;
    return createSweeper({ sinceMs, untilMs, follow, hasPattern: pattern !== null }, nowMs);
  }

  async #roomForMore(): Promise<void> {
    const { clock, signal } = this.#request;
    const fullMs = clock.now();
    this.#waitsForRoom = true;
    await this.#room.free(signal);
    this.#waitsForRoom = false;
    this.#sweeper.pause(clock.now() - fullMs);
  }

  /** Time that passes while this process runs. */
  #awakeMs(): number {
    const { clock, sleeps } = this.#request;
    return clock.now() - (sleeps?.sleptMs ?? 0);
  }

  #wake(): void {
    if (!this.#waitsForRoom)
      this.#give(this.#report.afterSleep(this.#sweeper.state, this.#request.clock.now()));
  }

  #give(items: readonly TailItem[]): void {
    if (items.length > 0) this.#request.onItems(items);
  }
}
