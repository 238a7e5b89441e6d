import type { EpochMs } from '../../lambda/time.ts';
import { type LogChoice, wantedItems } from '../../logs/selection/log-choice.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { LeftOutCount } from '../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../terminal/text.ts';
import { type HistoryRequest, readHistory } from './log-history.ts';

/** Reads what logs said before, as far back as is wanted, beside those who read what comes. */
export interface ReadingBack {
  /** From when on all is wanted. */
  readonly reachMs: EpochMs;
  /** Wants more of what was, from `sinceMs` on; false where that was wanted already. */
  reach(sinceMs: EpochMs): boolean;
  /** Reads a log until all is read that is wanted, also meanwhile, or there is no room for it. */
  begin(choice: LogChoice): void;
  /** Settled when nothing is being read any more. */
  over(): Promise<void>;
}

type ReadRequest = Omit<
  HistoryRequest,
  'group' | 'beforeMs' | 'msPerEvent' | 'msPerLine' | 'leftOutCount' | 'onItems' | 'onRead'
>;

export interface ReadingBackRequest extends ReadRequest {
  /** Counts what of a log has no place, together with those who read what comes. */
  readonly leftOutOf: (group: RawText) => LeftOutCount;
  /** The end of all that is read. */
  readonly endMs: EpochMs;
  /** From when on a log has been read; null for one that nobody reads. */
  readonly readFromMs: (group: RawText) => EpochMs | null;
  /** How many lines are held of what was read so far. */
  readonly heldCount: () => number;
  /** How many were read, held or not. */
  readonly readCount: () => number;
  readonly onItems: (choice: LogChoice, items: readonly TailItem[]) => void;
  /** All of a log from `fromMs` on has been read. */
  readonly onRead: (choice: LogChoice, fromMs: EpochMs) => void;
}

export function createReadingBack(request: ReadingBackRequest): ReadingBack {
  const { endMs, newSelection, heldCount, readCount, signal } = request;
  const underWay = new Map<RawText, Promise<void>>();
  let reachMs = request.sinceMs;

  const readSpan = (choice: LogChoice, sinceMs: EpochMs, beforeMs: EpochMs) =>
    readHistory({
      ...request,
      sinceMs,
      beforeMs,
      group: choice.group,
      leftOutCount: request.leftOutOf(choice.group),
      newSelection: () => {
        const selection = newSelection();
        return (items) => selection(wantedItems(choice, items));
      },
      msPerEvent: (endMs - beforeMs) / Math.max(1, heldCount()),
      msPerLine: (endMs - beforeMs) / Math.max(1, readCount()),
      onItems: (items) => request.onItems(choice, items),
      onRead: (fromMs) => request.onRead(choice, fromMs),
    });

  const readAll = async (choice: LogChoice) => {
    for (;;) {
      const sinceMs = reachMs;
      const beforeMs = request.readFromMs(choice.group) ?? sinceMs;
      if (beforeMs <= sinceMs) return;
      await readSpan(choice, sinceMs, beforeMs);
      if (reachMs === sinceMs || signal.aborted) return;
    }
  };

  return {
    get reachMs() {
      return reachMs;
    },
    reach(sinceMs) {
      if (sinceMs >= reachMs) return false;
      reachMs = sinceMs;
      return true;
    },
    begin(choice) {
      const { group } = choice;
      if (underWay.has(group)) return;
      underWay.set(
        group,
        readAll(choice).finally(() => underWay.delete(group)),
      );
    },
    async over() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
