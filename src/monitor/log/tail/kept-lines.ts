import type { EpochMs } from '../../../lambda/time.ts';
import type { StoryEvent } from '../../../logs/lines/story-item.ts';
import type { EventRingLimits } from '../../../logs/ring/event-ring.ts';
import type { LogChoice } from '../../../logs/selection/log-choice.ts';
import type { SelectionRules } from '../../../logs/selection/selection-rules.ts';
import { createStoryMemory, type StoryMemory } from '../../../logs/story/story-memory.ts';
import { type ItemOfLogs, isAskedFor, type Notice, type TailItem } from '../../../logs/tail-item.ts';
import { createFollowedLogs, type FollowedLogs } from './followed-logs.ts';
import { createLineTally, type LineTally } from './line-tally.ts';
import { createSharedWriters, type SharedWriters } from './shared-writers.ts';
import { createWrittenVersions, type WrittenVersions } from './written-versions.ts';

/** A tail's lines in memory: the newest ones as one story, how many came, and the state of each log. */
export interface KeptLines extends LineTally {
  readonly memory: StoryMemory;
  readonly logs: FollowedLogs;
  /** Functions whose lines came from groups that they share. */
  readonly writers: SharedWriters['names'];
  /** Versions that wrote them, where they differ. */
  readonly versionMarks: WrittenVersions['marks'];
  /** Events and notices that came since the tail was opened: lines written before it are none, however late they are read. */
  readonly arrived: number;
  /** Error lines among them. */
  readonly errorsArrived: number;
  /** Error lines in all, with those written before. */
  readonly errorsRead: number;
  /** Keeps what came of a log. */
  arrive(choice: LogChoice, items: readonly TailItem[]): void;
  /** Keeps history of a log: none of it is new. */
  recall(choice: LogChoice, items: readonly TailItem[]): void;
  /** Keeps what is told for many logs at once. */
  tellOfLogs(item: ItemOfLogs): void;
  /** Keeps what a person should know. */
  tell(notices: readonly Notice[]): void;
  /** How many more lines of history may be kept. */
  roomForHistory(): number;
  /** The share of the memory limit in use. */
  fill(): number;
}

/** History may take this share of the memory; the rest is for new lines. */
const HISTORY_SHARE = 3 / 4;

/**
 * @param rules selects lines; null for all
 * @param openedMs when the tail was opened
 */
export function createKeptLines(
  limits: EventRingLimits,
  rules: SelectionRules | null,
  openedMs: EpochMs,
): KeptLines {
  const memory = createStoryMemory(limits, rules);
  const logs = createFollowedLogs();
  const writers = createSharedWriters();
  const versions = createWrittenVersions();
  let arrived = 0;
  let errorsArrived = 0;
  let errorsRead = 0;

  /** Returns the lines that are errors. */
  const keep = ({ group }: LogChoice, items: readonly TailItem[]): readonly StoryEvent[] => {
    const origin = logs.of(group)?.origin;
    if (origin !== undefined) writers.add(items, origin);
    versions.add(items, origin ?? null);
    const errors = memory.add(
      origin === undefined ? items : items.map((item) => (isOfMany(item) ? item : { ...item, origin })),
    );
    errorsRead += errors.length;
    return errors;
  };

  /** The first reading of a log begins with lines from before; what is found later came later, whatever the clock says. */
  const newsFrom = ({ group }: LogChoice) => {
    const isReadAnew = logs.of(group)?.readThroughMs != null;
    return (item: TailItem): boolean =>
      isNews(item) && (item.type !== 'event' || isReadAnew || item.event.ingestionMs > openedMs);
  };

  return {
    ...createLineTally(rules),
    memory,
    logs,
    get writers() {
      return writers.names;
    },
    get versionMarks() {
      return versions.marks;
    },
    get arrived() {
      return arrived;
    },
    get errorsArrived() {
      return errorsArrived;
    },
    get errorsRead() {
      return errorsRead;
    },
    arrive(choice, items) {
      const isNew = newsFrom(choice);
      arrived += items.filter(isNew).length;
      errorsArrived += keep(choice, items).filter(isNew).length;
    },
    recall: keep,
    tellOfLogs({ group, item }) {
      const log = logs.of(group);
      if (log === undefined) return;
      arrived += isNews(item) ? 1 : 0;
      keep(log.choice, [item]);
    },
    tell(notices) {
      memory.add(notices);
      arrived += notices.length;
    },
    roomForHistory: () =>
      memory.sizeBytes > limits.maxBytes * HISTORY_SHARE
        ? 0
        : Math.floor(limits.maxItems * HISTORY_SHARE) - memory.size,
    fill: () => Math.max(memory.size / limits.maxItems, memory.sizeBytes / limits.maxBytes),
  };
}

function isOfMany(item: TailItem): boolean {
  return item.type !== 'event' && 'logCount' in item && item.logCount !== undefined;
}

function isNews(item: TailItem): boolean {
  return item.type === 'event' ? isAskedFor(item) : item.type !== 'gap';
}
