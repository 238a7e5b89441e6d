import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import { inLogOrder } from '../log-order.ts';
import type { TailEvent } from '../tail-item.ts';
import { excusedLag } from './flood.ts';
import { stateWithoutStory } from './flood-progress.ts';
import { createSameLog } from './same-log.ts';
import { createSeenEvents } from './seen-events.ts';
import { type LogPage, NOTHING_READ, pageAfterPart, type Sweep } from './sweep.ts';
import {
  initialSweepState,
  nextStep,
  rereadFromMs,
  type SweepSpan,
  type SweepState,
  type SweepStep,
} from './sweep-plan.ts';
import { stateAfterPage, stateAfterPart, stateAfterRefusal, stateAfterUpdate } from './sweep-progress.ts';

/**
 * Reads one log so that every event is delivered exactly once, late ones too. It is given the time and the answers, and
 * decides what to ask next; it neither waits nor asks itself.
 *
 * A failed request needs no call: the next step repeats it.
 */
export interface Sweeper {
  /** What to do now. Asking changes nothing. */
  next(nowMs: EpochMs): SweepStep;
  /**
   * Begins a page that came at `nowMs`. `sweep` is the one returned by `next`; without `turn` it did not wait.
   */
  open(sweep: Sweep, nowMs: EpochMs, turn?: PageTurn): PageReading;
  /**
   * Takes streamed events and returns them in log order, marked as `read` marks them.
   *
   * @param isComplete whether everything ingested by `nowMs` has been read or streamed
   */
  receive(events: readonly LogEvent[], isComplete: boolean, nowMs: EpochMs): readonly TailEvent[];
  /** Call with the time during which nothing was asked for lack of room. */
  pause(pausedMs: number): void;
  /** The service rejected the token of `sweep`. */
  refuse(sweep: Sweep): void;
  /** The service rejected the pattern of a flood's story. */
  refuseStory(): void;
  readonly state: SweepState;
  /** How many ids are kept. */
  readonly seenCount: number;
}

/** How a call came to its turn. */
export interface PageTurn {
  readonly waitedMs: number;
  /** Whether AWS throttled shortly before, which makes turns rare. */
  readonly isThrottled: boolean;
}

const AT_ONCE: PageTurn = { waitedMs: 0, isThrottled: false };

/** The reading of one page, part by part. */
export interface PageReading {
  /** Takes a part and returns its new events, in log order. */
  take(events: readonly LogEvent[]): readonly TailEvent[];
  /** Call when the whole page was taken. */
  close(nextToken: LogPage['nextToken']): void;
  /** Call when the rest of the page can't be read: it is asked for again from the last event taken. */
  abandon(): void;
}

export function createSweeper(span: SweepSpan, nowMs: EpochMs): Sweeper {
  const seen = createSeenEvents();
  const same = createSameLog();
  let state = initialSweepState(span, nowMs);
  const history: History = { firstMs: state.floorMs, beganMs: nowMs, readMs: null };

  return {
    next: (timeMs) => nextStep(state, timeMs),
    open(sweep, timeMs, { waitedMs, isThrottled } = AT_ONCE) {
      let page = NOTHING_READ;
      const samePage = same.open(sweep);
      /** Events that a single reading may meet again where it was interrupted. */
      let edge: readonly LogEvent[] = [];
      const keep = (fresh: readonly LogEvent[]) => {
        if (span.follow) seen.keep(fresh, rereadFromMs(state));
        else edge = edgeOf([...edge, ...fresh]);
      };
      return {
        take(events) {
          const fresh = inLogOrder(events.filter((event) => !seen.has(event)));
          const wanted = wantedOf(fresh, span, history);
          const isSample = sweep.kind === 'sample';
          // A sample lies behind other reading by design: its events are not late.
          const marked = tailEvents(wanted, isSample ? null : state.newestMs, isSample);
          page = pageAfterPart(page, events, fresh.length);
          samePage.take(events, events.length - fresh.length);
          same.keep(fresh);
          state = stateAfterPart(state, sweep, fresh, timeMs);
          keep(fresh);
          return marked;
        },
        close(nextToken) {
          state = {
            ...stateAfterPage(state, sweep, { ...page, nextToken }, timeMs),
            lastTurnMs: waitedMs,
            usualTurnMs: isThrottled ? state.usualTurnMs : waitedMs,
            lastSharedMs: isThrottled ? 0 : waitedMs,
          };
          if (nextToken === null) history.readMs ??= timeMs;
          if (samePage.isAnother(nextToken === null)) state = { ...state, anotherSinceMs: timeMs };
          seen.keep(edge, rereadFromMs(state));
        },
        abandon() {
          const progressMs = Math.max(sweep.progressMs, page.newestMs ?? sweep.progressMs);
          state = stateAfterRefusal(state, { ...sweep, progressMs });
          seen.keep(edge, Math.min(rereadFromMs(state), progressMs));
        },
      };
    },
    receive(events, isComplete, timeMs) {
      const fresh = inLogOrder(events);
      const marked = tailEvents(fresh, state.newestMs, !isComplete);
      state = stateAfterUpdate(state, fresh, isComplete, timeMs);
      return marked;
    },
    pause(pausedMs) {
      state = { ...state, lag: excusedLag(state.lag, pausedMs) };
    },
    refuse(sweep) {
      state = stateAfterRefusal(state, sweep);
    },
    refuseStory() {
      state = stateWithoutStory(state);
    },
    get state() {
      return state;
    },
    get seenCount() {
      return seen.size;
    },
  };
}

/** What tells a late event from one of the history that was not asked for. */
interface History {
  /** Where the first sweep began: what is before it is looked at only later. */
  readonly firstMs: EpochMs;
  readonly beganMs: EpochMs;
  /** When the first sweep was complete, by a clock that its answer has set right; null before. */
  readMs: EpochMs | null;
}

/**
 * Of events before `sinceMs`, only those ingested after reading began: they are late, not history.
 *
 * @param fresh in log order
 */
function wantedOf(
  fresh: readonly LogEvent[],
  { sinceMs }: SweepSpan,
  { firstMs, beganMs, readMs }: History,
): readonly LogEvent[] {
  const [oldest] = fresh;
  if (oldest === undefined || oldest.timestampMs >= sinceMs) return fresh;
  const isLate = ({ timestampMs, ingestionMs }: LogEvent) =>
    ingestionMs >= (timestampMs >= firstMs ? beganMs : (readMs ?? beganMs));
  return fresh.filter((event) => event.timestampMs >= sinceMs || isLate(event));
}

/** The events of the last millisecond, which may have more. */
function edgeOf(events: readonly LogEvent[]): readonly LogEvent[] {
  const lastMs = events.at(-1)?.timestampMs;
  return events.slice(events.findLastIndex(({ timestampMs }) => timestampMs !== lastMs) + 1);
}

/** @param isAhead whether others are left out between them and those before */
function tailEvents(
  fresh: readonly LogEvent[],
  newestMs: EpochMs | null,
  isAhead: boolean,
): readonly TailEvent[] {
  let latestMs = newestMs ?? Number.NEGATIVE_INFINITY;
  return fresh.map((event) => {
    const lateMs = event.timestampMs < latestMs ? latestMs - event.timestampMs : null;
    latestMs = Math.max(latestMs, event.timestampMs);
    return isAhead ? { type: 'event', event, lateMs, isAhead } : { type: 'event', event, lateMs };
  });
}
