import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import { type LogChoice, wantedItems } from '../../../logs/selection/log-choice.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import type { LeftOutCount } from '../../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { SourceError } from '../../source-error.ts';
import { type HistoryRequest, readHistory } from './log-history.ts';

/** Reads the history of logs as far back as wanted, in parallel with the readers of new lines. */
export interface ReadingBack {
  /** The start of the wanted history. */
  readonly reachMs: EpochMs;
  /** Whether any history is being read. */
  readonly isUnderWay: boolean;
  /** Extends the history back to `sinceMs`; false where it already reached there. */
  reach(sinceMs: EpochMs): boolean;
  /** Reads a log's history until everything wanted was read, or memory is full. */
  begin(choice: LogChoice): void;
  /** Settles when no history is being read any more. */
  over(): Promise<void>;
}

type ReadRequest = Omit<
  HistoryRequest,
  'group' | 'beforeMs' | 'msPerEvent' | 'msPerLine' | 'leftOutCount' | 'onItems' | 'onRead'
>;

export interface ReadingBackRequest extends ReadRequest {
  /** Whether the log goes on: what could not be read of it may be later. */
  readonly follow: boolean;
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
  /** Called when no more of a log's history is read. */
  readonly onOver: () => void;
}

/** As the follower of the log, which waits at most so long between its calls. */
const AGAIN_MS = 15 * SECOND_MS;

export function createReadingBack(request: ReadingBackRequest): ReadingBack {
  const { endMs, follow, newSelection, heldCount, readCount, clock, signal } = request;
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
      const error = await readSpan(choice, sinceMs, beforeMs);
      if (signal.aborted) return;
      if (follow && error !== null && maySucceed(error)) await clock.sleep(AGAIN_MS, signal);
      else if (reachMs === sinceMs) return;
    }
  };

  return {
    get reachMs() {
      return reachMs;
    },
    get isUnderWay() {
      return underWay.size > 0;
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
          request.onOver();
        }),
      );
    },
    async over() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

/** What is gone, or always answered with nonsense, is given up. */
function maySucceed({ kind }: SourceError): boolean {
  return kind !== 'absent' && kind !== 'malformed';
}
