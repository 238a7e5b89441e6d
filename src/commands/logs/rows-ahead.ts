import { availableParallelism } from 'node:os';
import type { WrittenList } from '../../logs/event.ts';
import { type LogChoice, originOf } from '../../logs/selection/log-choice.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { RowFormat } from '../../print/tail/tail-rows.ts';
import { type RowThread, startRowThread } from './row-thread.ts';

/** The rows of a long log, made by a second thread while this one reads on. */
export interface RowsAhead {
  /** Those of a page that is going to be printed; null where whoever prints it has to make them. */
  of(choice: LogChoice, items: readonly TailItem[]): Promise<Uint8Array | null> | null;
  /** Whether there are any. */
  readonly isReady: boolean;
}

export interface RowsAheadSetting {
  /** Null where nothing is made ahead. */
  readonly start: ((format: RowFormat) => RowThread) | null;
  /** Whether this thread is what is waited for, of late. */
  readonly isBusy: () => boolean;
}

/** A page of AWS and more, in parts: so much is printed by the time that a thread has started. */
const LISTS_A_LOOK = 64;

export function createRowsAhead(
  format: RowFormat,
  { start, isBusy }: RowsAheadSetting = ownSetting(),
): RowsAhead {
  let lists = 0;
  let thread: RowThread | null = null;
  return {
    of(choice, items) {
      const list = wholeList(items);
      if (list === null) return null;
      lists += 1;
      if (thread === null && lists % LISTS_A_LOOK === 0 && isBusy()) thread = start?.(format) ?? null;
      return thread?.isReady === true ? thread.rows({ json: list.json, origin: originOf(choice) }) : null;
    },
    get isReady() {
      return thread?.isReady === true;
    },
  };
}

/** From here on a log comes faster than one thread prints it. A second one takes half as much CPU time again. */
const BUSY = 0.6;

/** Where there is one core, each thread would only wait for the other. */
function ownSetting(): RowsAheadSetting {
  let before = performance.eventLoopUtilization();
  return {
    start: availableParallelism() > 1 ? startRowThread : null,
    isBusy() {
      const { utilization } = performance.eventLoopUtilization(before);
      before = performance.eventLoopUtilization();
      return utilization > BUSY;
    },
  };
}

/** The list of which these are all events, and nothing else is to be said of them; null where there is no such list. */
function wholeList(items: readonly TailItem[]): WrittenList | null {
  const [first] = items;
  const list = first?.type === 'event' ? (first.event.list ?? null) : null;
  if (list === null || list.events.length !== items.length) return null;
  const isWhole = items.every(
    (item, index) =>
      item.type === 'event' &&
      item.lateMs === null &&
      item.isContext === undefined &&
      item.event === list.events[index],
  );
  return isWhole ? list : null;
}
