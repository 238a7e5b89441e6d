import type { EpochMs } from '../../../lambda/time.ts';
import { type LogChoice, wantedItems } from '../../../logs/selection/log-choice.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import type { LeftOutCount } from '../../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../../terminal/text.ts';
import { type HistoryRequest, readHistory } from './log-history.ts';
import { statusAfterItems, type TailCondition } from './tail-status.ts';

/** Reads the history of logs as far back as wanted, in parallel with the readers of new lines. */
export interface ReadingBack {
  /** The start of the wanted history. */
  readonly reachMs: EpochMs;
  /** Whether any history is being read. */
  readonly isUnderWay: boolean;
  /** What keeps some history from being read; null for nothing. */
  readonly trouble: TailCondition | null;
  /** Extends the history back to `sinceMs`; false where it already reached there. */
  reach(sinceMs: EpochMs): boolean;
  /** Reads a log's history until everything wanted was read, or memory is full. */
  begin(choice: LogChoice): void;
  /** Settles when no history is being read any more. */
  over(): Promise<void>;
}

type ReadRequest = Omit<
  HistoryRequest,
  'group' | 'beforeMs' | 'msPerEvent' | 'msPerLine' | 'leftOutCount' | 'onItems' | 'onReports' | 'onRead'
>;

export interface ReadingBackRequest extends ReadRequest {
  /** Counts unplaceable events of a log, together with its follower. */
  readonly leftOutOf: (group: RawText) => LeftOutCount;
  /** The end of the window. */
  readonly endMs: EpochMs;
  /** The time from which a log has been read; null for one that no reader follows. */
  readonly readFromMs: (group: RawText) => EpochMs | null;
  /** How many of the lines read so far are in memory. */
  readonly heldCount: () => number;
  /** How many were read, kept or not. */
  readonly readCount: () => number;
  readonly onItems: (choice: LogChoice, items: readonly TailItem[]) => void;
  /** Called when everything of a log from `fromMs` on has been read. */
  readonly onRead: (choice: LogChoice, fromMs: EpochMs) => void;
  /** Called when trouble comes or goes, and when no more of a log's history is read. */
  readonly onChange: () => void;
}

const NO_TROUBLE: TailCondition = { status: 'starting', error: null };

export function createReadingBack(request: ReadingBackRequest): ReadingBack {
  const { endMs, newSelection, heldCount, readCount, signal } = request;
  const underWay = new Map<RawText, Promise<void>>();
  const conditions = new Map<RawText, TailCondition>();
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
      onReports: (items) => report(choice.group, items),
      onRead: (fromMs) => request.onRead(choice, fromMs),
    });

  const report = (group: RawText, items: readonly TailItem[]) => {
    const before = conditions.get(group) ?? NO_TROUBLE;
    const after = statusAfterItems(before, items);
    if (after === before) return;
    conditions.set(group, after);
    request.onChange();
  };

  const readAll = async (choice: LogChoice) => {
    for (;;) {
      const sinceMs = reachMs;
      const beforeMs = request.readFromMs(choice.group) ?? sinceMs;
      if (beforeMs <= sinceMs) return;
      await readSpan(choice, sinceMs, beforeMs);
      if (signal.aborted || reachMs === sinceMs) return;
    }
  };

  return {
    get reachMs() {
      return reachMs;
    },
    get isUnderWay() {
      return underWay.size > 0;
    },
    get trouble() {
      return [...conditions.values()].find(({ error }) => error !== null) ?? null;
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
        readAll(choice).finally(() => {
          underWay.delete(group);
          conditions.delete(group);
          request.onChange();
        }),
      );
    },
    async over() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
