import type { EpochMs } from '../../../lambda/time.ts';
import type { StoryItem } from '../../../logs/lines/story-item.ts';
import type { LogPlace } from '../../../logs/log-order.ts';
import type { EventRingLimits } from '../../../logs/ring/event-ring.ts';
import type { RowChoice } from '../../../logs/rows/selected-rows.ts';
import type { LogChoice } from '../../../logs/selection/log-choice.ts';
import type { StoryMemory } from '../../../logs/story/story-memory.ts';
import type { Notice } from '../../../logs/tail-item.ts';
import type { Clock } from '../../clock.ts';
import type { FollowEnd } from '../follow-request.ts';
import { createKeptLines, type KeptLines } from './kept-lines.ts';
import { type LogReading, type LogReadingRequest, readLogs } from './log-reading.ts';
import { type LogTailSnapshot, logTailSnapshot } from './log-tail-snapshot.ts';
import { createPublisher, type Publisher } from './publisher.ts';

/** A log on screen: its lines in memory, the state of its reading, and notifications of changes. */
export interface LogTail
  extends Pick<StoryMemory, 'patterns' | 'runs' | 'runsOf' | 'shares' | 'spans' | 'versions' | 'statistics'>,
    Pick<KeptLines, 'fill'>,
    Pick<LogReading, 'reach' | 'hold' | 'goOn' | 'untilLookedAt'>,
    Pick<Publisher<LogTailSnapshot>, 'getSnapshot'> {
  /** Listeners are called at most every 100 ms, for a rushing log every 250. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** What came up to now. A key acts on it at once, and the next snapshot tells of it. */
  arrivals(): Pick<LogTailSnapshot, 'arrived' | 'errorsArrived'>;
  /** How many rows are selected now. A snapshot counts those of its moment, and a full memory drops some after it. */
  rowCount(): number;
  /** A copy of at most `count` selected rows from `start` on; 0 is the oldest in memory. */
  items(start: number, count: number): readonly StoryItem[];
  /** The index of the first selected row at or after `place`: late events and gaps shift rows. */
  indexOf(place: LogPlace): number;
  /** Selects rows, null for all; in a large log, first those around `near`, or the newest. */
  show(choice: RowChoice | null, near?: LogPlace | null): void;
  /** Continues the selection in a large log. Returns whether more remains. */
  chooseMore(): boolean;
  /** A copy of all rows in memory, whatever is selected. */
  memory(): readonly StoryItem[];
  /** The size of what is in memory. */
  sizeBytes(): number;
  /** Adds a log from `sinceMs` on, or extends one. */
  join(choice: LogChoice, sinceMs: EpochMs, notice: Notice): void;
  /** Settles when all reading is over, history included; with the first failure, if any. */
  readonly ended: Promise<FollowEnd>;
  /** Ends the reading. What was read stays, with the rows that are selected. */
  close(): void;
}

export interface LogTailRequest extends LogReadingRequest {
  /** The clock of the screen: wall time. */
  readonly frames: Clock;
  readonly limits?: EventRingLimits;
  /** Notices for the user, known before anything was read. */
  readonly notices?: readonly Notice[];
}

const PUBLISH_INTERVAL_MS = 100;
/**
 * A log that grows by more than a screen between two frames can't be read line by line, and a frame costs as much as a
 * few hundred lines. Keys are still answered at once, with the lines that are there.
 */
const RUSHING_INTERVAL_MS = 250;
const RUSHING_LINES_PER_SECOND = 500;

/** What a log on screen keeps in memory; older lines are dropped, even behind a frozen view. */
export const DEFAULT_LIMITS: EventRingLimits = { maxItems: 100_000, maxBytes: 96 * 1024 * 1024 };

/** Starts to read logs and keeps the newest part of them, merged, for a screen. */
export function openLogTail(request: LogTailRequest): LogTail {
  const { clock, frames, rules, limits = DEFAULT_LIMITS, notices = [] } = request;
  const kept = createKeptLines(limits, rules, clock.now());
  kept.tell(notices);
  const reading = readLogs(request, kept, () => publisher.changed());
  const publisher = createPublisher(
    frames,
    () => logTailSnapshot({ request, nowMs: clock.now(), kept, reading }),
    ({ linesPerSecond }) =>
      linesPerSecond > RUSHING_LINES_PER_SECOND ? RUSHING_INTERVAL_MS : PUBLISH_INTERVAL_MS,
  );
  const tellAll = () => {
    publisher.changed();
    publisher.flush();
  };
  const readToTheEnd = async (): Promise<FollowEnd> => {
    const end = await reading.followed;
    tellAll();
    await reading.readBack();
    tellAll();
    return end;
  };
  const { memory } = kept;
  let isClosed = false;
  const { patterns, runs, runsOf, shares, statistics, spans, versions } = memory;
  const { reach, hold, goOn, untilLookedAt } = reading;

  return {
    ...{ patterns, runs, runsOf, shares, statistics, spans, versions },
    ...{ reach, hold, goOn, untilLookedAt },
    getSnapshot: publisher.getSnapshot,
    subscribe: publisher.subscribe,
    arrivals: () => ({ arrived: kept.arrived, errorsArrived: kept.errorsArrived }),
    rowCount: () => memory.shown.size,
    items: memory.shown.view,
    indexOf: memory.shown.indexOf,
    memory: () => memory.all.view(0, memory.size),
    fill: kept.fill,
    sizeBytes: () => memory.sizeBytes,
    show(choice, near) {
      // A screen that is left selects the rows of the next visit, also where that closed the log before.
      if (isClosed) return;
      memory.choose(choice, near);
      tellAll();
    },
    chooseMore() {
      if (isClosed) return false;
      const wasChosen = memory.shown.chosenCount !== null;
      const isMore = memory.shown.chooseMore();
      if (wasChosen || isMore) return isMore;
      tellAll();
      return false;
    },
    join(choice, sinceMs, notice) {
      kept.tell([notice]);
      reading.join(choice, sinceMs);
      publisher.changed();
    },
    ended: readToTheEnd(),
    close() {
      isClosed = true;
      publisher.stop();
      reading.close();
    },
  };
}
