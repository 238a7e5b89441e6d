import type { EpochMs } from '../../lambda/time.ts';
import type { StoryItem } from '../../logs/lines/story-item.ts';
import type { LogPlace } from '../../logs/log-order.ts';
import type { EventRingLimits } from '../../logs/ring/event-ring.ts';
import type { RowChoice } from '../../logs/rows/chosen-rows.ts';
import type { LogChoice } from '../../logs/selection/log-choice.ts';
import type { StoryMemory } from '../../logs/story/story-memory.ts';
import type { Notice } from '../../logs/tail-item.ts';
import type { Clock } from '../clock.ts';
import { createPublisher, type Publisher } from '../publisher.ts';
import type { FollowEnd } from './follow-request.ts';
import { createKeptLines, type KeptLines } from './kept-lines.ts';
import { type LogReading, type LogReadingRequest, readLogs } from './log-reading.ts';
import { type LogTailSnapshot, logTailSnapshot } from './log-tail-snapshot.ts';

/** A log on a screen: what is kept of it, how its reading goes, and that something of either is new. */
export interface LogTail
  extends Pick<StoryMemory, 'patterns' | 'runs' | 'runsOf' | 'shares' | 'spans' | 'versions' | 'statistics'>,
    Pick<KeptLines, 'fill'>,
    Pick<LogReading, 'reach' | 'hold' | 'goOn' | 'untilLookedAt'>,
    Pick<Publisher<LogTailSnapshot>, 'getSnapshot'> {
  /** Listeners hear of a new snapshot at most every 100 ms, of a log that rushes past every 250. Returns how to stop listening. */
  subscribe(listener: () => void): () => void;
  /** A copy of at most `count` of the chosen rows from `start` on; 0 is the oldest in memory. */
  items(start: number, count: number): readonly StoryItem[];
  /** The index of the first chosen row at or behind `place`: rows move when late events and gaps come in between. */
  indexOf(place: LogPlace): number;
  /** Chooses rows, null for all; of many those around `near`, or the newest, at once. */
  show(choice: RowChoice | null, near?: LogPlace | null): void;
  /** Chooses more of them, where there are many. Gives back whether there is more to choose. */
  chooseMore(): boolean;
  /** A copy of all rows in memory, whatever was chosen. */
  memory(): readonly StoryItem[];
  /** Follows one more log, or more of one, from `sinceMs` on. */
  join(choice: LogChoice, sinceMs: EpochMs, notice: Notice): void;
  /** Settled when the reading is over, also of what was before; with the first failure, where there was one. */
  readonly ended: Promise<FollowEnd>;
  close(): void;
}

export interface LogTailRequest extends LogReadingRequest {
  /** The clock of the screen: wall time. */
  readonly frames: Clock;
  readonly limits?: EventRingLimits;
  /** What the person should know before anything was read. */
  readonly notices?: readonly Notice[];
}

const PUBLISH_INTERVAL_MS = 100;
/**
 * What grows by more than a screen between two frames nobody reads line by line: a frame costs as much as a few hundred lines
 * do. Keys are answered at once all the same, with the lines that are there by then.
 */
const RUSHING_INTERVAL_MS = 250;
const RUSHING_LINES_PER_SECOND = 500;

/** What a log on screen keeps of what it reads; older lines make room, also behind a view that is frozen. */
export const DEFAULT_LIMITS: EventRingLimits = { maxItems: 100_000, maxBytes: 96 * 1024 * 1024 };

/** Starts to read logs and keeps the newest part of them, merged, for a screen. */
export function openLogTail(request: LogTailRequest): LogTail {
  const { clock, frames, rules, limits = DEFAULT_LIMITS, notices = [] } = request;
  const kept = createKeptLines(limits, rules);
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
  const { patterns, runs, runsOf, shares, statistics, spans, versions } = memory;
  const { reach, hold, goOn, untilLookedAt } = reading;

  return {
    ...{ patterns, runs, runsOf, shares, statistics, spans, versions },
    ...{ reach, hold, goOn, untilLookedAt },
    getSnapshot: publisher.getSnapshot,
    subscribe: publisher.subscribe,
    items: memory.shown.view,
    indexOf: memory.shown.indexOf,
    memory: () => memory.all.view(0, memory.size),
    fill: kept.fill,
    show(choice, near) {
      memory.choose(choice, near);
      tellAll();
    },
    chooseMore() {
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
      publisher.stop();
      reading.close();
    },
  };
}
