import type { EpochMs } from '../lambda/time.ts';
import type { LogEvent } from './event.ts';
import { inLogOrder } from './log-order.ts';
import { createSeenEvents } from './seen-events.ts';
import type { LogPage, Sweep } from './sweep.ts';
import {
  initialSweepState,
  nextStep,
  rereadFromMs,
  type SweepSpan,
  type SweepState,
  type SweepStep,
} from './sweep-plan.ts';
import { stateAfterPage, stateAfterRefusal } from './sweep-progress.ts';
import type { TailEvent } from './tail-item.ts';

/**
 * Reads one log so that every event comes out exactly once, late ones too. It is told the time and what came back,
 * and decides what to ask for next; it neither waits nor asks.
 *
 * A failed request needs no call: the next step repeats it.
 */
export interface Sweeper {
  /** What to do now. Asking changes nothing. */
  next(nowMs: EpochMs): SweepStep;
  /** The events of `page` that are new, in log order. `sweep` is the one that `next` gave. */
  read(sweep: Sweep, page: LogPage, nowMs: EpochMs): readonly TailEvent[];
  /** The service doesn't take the token of `sweep` any more. */
  refuse(sweep: Sweep): void;
  readonly state: SweepState;
  /** How many ids are kept. */
  readonly seenCount: number;
}

export function createSweeper(span: SweepSpan, nowMs: EpochMs): Sweeper {
  const seen = createSeenEvents();
  let state = initialSweepState(span, nowMs);

  return {
    next: (timeMs) => nextStep(state, timeMs),
    read(sweep, page, timeMs) {
      const fresh = inLogOrder(page.items.filter((event) => seen.add(event)));
      const events = tailEvents(fresh, state.newestMs);
      state = stateAfterPage(state, sweep, page, fresh, timeMs);
      seen.forgetBefore(rereadFromMs(state));
      return events;
    },
    refuse(sweep) {
      state = stateAfterRefusal(state, sweep);
    },
    get state() {
      return state;
    },
    get seenCount() {
      return seen.size;
    },
  };
}

function tailEvents(fresh: readonly LogEvent[], newestMs: EpochMs | null): readonly TailEvent[] {
  let latestMs = newestMs ?? Number.NEGATIVE_INFINITY;
  return fresh.map((event) => {
    const lateMs = event.timestampMs < latestMs ? latestMs - event.timestampMs : null;
    latestMs = Math.max(latestMs, event.timestampMs);
    return { type: 'event', event, lateMs };
  });
}
