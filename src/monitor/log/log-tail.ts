import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { LogPlace } from '../../logs/log-order.ts';
import type { EventRingLimits } from '../../logs/ring/event-ring.ts';
import type { LogChoice } from '../../logs/selection/log-choice.ts';
import type { SelectionRules } from '../../logs/selection/selection-rules.ts';
import type { RowChoice } from '../../logs/story/chosen-rows.ts';
import type { StoryItem } from '../../logs/story/story-item.ts';
import { createStoryMemory, type StoryMemory } from '../../logs/story/story-memory.ts';
import { settlingWindowMs } from '../../logs/sweeping/sweep-pace.ts';
import { isAskedFor, type Notice, type TailItem } from '../../logs/tail-item.ts';
import { createSharedTrouble } from '../../logs/trouble/shared-trouble.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Clock } from '../clock.ts';
import { createPublisher } from '../publisher.ts';
import { logAfterEnd, logAfterItems, logAfterProgress } from './followed-log.ts';
import { createFollowedLogs } from './followed-logs.ts';
import { createInterlude } from './interlude.ts';
import { createLineTally } from './line-tally.ts';
import type { LiveLog, LiveState } from './live-sessions.ts';
import type { FollowEnd } from './log-follower.ts';
import { createLogSet, type LogSetRequest } from './log-set.ts';
import { type LogTailSnapshot, logTailSnapshot } from './log-tail-snapshot.ts';
import { createReadingBack } from './reading-back.ts';
import type { LogListener } from './watched-concurrency.ts';

export interface LogTail
  extends Pick<StoryMemory, 'patterns' | 'runs' | 'runsOf' | 'shares' | 'spans' | 'versions' | 'statistics'> {
  getSnapshot(): LogTailSnapshot;
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
  /** Reads further back, to `sinceMs`, as far as there is room in memory. */
  reach(sinceMs: EpochMs): void;
  /** A copy of all rows in memory, whatever was chosen. */
  memory(): readonly StoryItem[];
  /** Follows one more log, or more of one, from `sinceMs` on. */
  join(choice: LogChoice, sinceMs: EpochMs, notice: Notice): void;
  /** Settled when the reading is over, also of what was before; with the first failure, where there was one. */
  readonly ended: Promise<FollowEnd>;
  /** Asks for nothing more while nobody looks; what was read stays. */
  hold(): void;
  /** Reads on from where it was held. */
  goOn(): void;
  /** Resolves when it is not held any more, or when `signal` aborts. */
  untilLookedAt(signal?: AbortSignal): Promise<void>;
  /** Which share of what it may hold it does. */
  fill(): number;
  close(): void;
}

export interface LogTailRequest
  extends Omit<LogSetRequest, 'signal' | 'newSelection' | 'pageRoom' | 'onItems' | 'onProgress' | 'onEnd'> {
  /** One a log group. */
  readonly choices: readonly LogChoice[];
  /** Which lines of them are wanted; null for all. */
  readonly rules: SelectionRules | null;
  readonly sinceMs: EpochMs;
  /** The clock of the screen: wall time. */
  readonly frames: Clock;
  readonly limits?: EventRingLimits;
  /** Hears all that is read, where nothing is filtered out of it. */
  readonly listener?: LogListener;
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

/**
 * What is read first, so that the newest lines are there at once: the settling window, in which late lines are looked
 * for. What came before is read backwards from here, beside what comes.
 */
const FIRST_READ_MS = settlingWindowMs(0);

/** In a log of the past nothing comes late: as much as fills a screen will do. */
const FIRST_PAST_READ_MS = 10 * SECOND_MS;

/** What was before may take this much of the memory; the rest is for what comes. */
const HISTORY_SHARE = 3 / 4;

/** What a log on screen keeps of what it reads; older lines make room, also behind a view that is frozen. */
export const DEFAULT_LIMITS: EventRingLimits = { maxItems: 100_000, maxBytes: 96 * 1024 * 1024 };

/** Starts to read logs and keeps the newest part of them, merged, for a screen. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the logs, the memory and the publisher of a tail tell each other what is new; apart, each would be handed the others.
export function openLogTail(request: LogTailRequest): LogTail {
  const { clock, frames, pattern, rules } = request;
  const { limits = DEFAULT_LIMITS, notices = [] } = request;
  const endMs = request.untilMs ?? clock.now();
  const firstMs = Math.max(request.sinceMs, endMs - (request.follow ? FIRST_READ_MS : FIRST_PAST_READ_MS));
  const memory = createStoryMemory(limits, rules);
  memory.add(notices);
  const tally = createLineTally(rules);
  const closed = new AbortController();
  const interlude = createInterlude();
  const listeners = new Set<() => void>();
  const logs = createFollowedLogs();
  const told = createSharedTrouble();
  const isWhole = rules === null && pattern === null && request.follow;
  const listener = isWhole ? request.listener : undefined;
  let arrived = notices.length;
  let errorsArrived = 0;
  let liveState: LiveState | null = null;

  const keep = (choice: LogChoice, items: readonly TailItem[]): number => {
    const origin = logs.of(choice.group)?.origin;
    return memory.add(origin === undefined ? items : items.map((item) => ({ ...item, origin })));
  };
  const snapshot = (): LogTailSnapshot =>
    logTailSnapshot({
      request,
      nowMs: clock.now(),
      logs: logs.all(),
      memory,
      reachMs: back.reachMs,
      firstMs,
      arrived,
      errorsArrived,
      lines: tally.counts,
      live: liveState,
    });

  const back = createReadingBack({
    ...request,
    endMs,
    signal: closed.signal,
    pageRoom: interlude,
    newSelection: tally.newSelection,
    readFromMs: (group) => logs.of(group)?.readFromMs ?? null,
    heldCount: () => memory.size,
    readCount: () => tally.counts(endMs).linesRead,
    room: () =>
      memory.sizeBytes > limits.maxBytes * HISTORY_SHARE
        ? 0
        : Math.floor(limits.maxItems * HISTORY_SHARE) - memory.size,
    onEvents(choice, events) {
      keep(choice, events);
      publisher.changed();
    },
    onRead({ group }, fromMs) {
      logs.change(group, (log) => ({ ...log, readFromMs: fromMs }));
      publisher.changed();
    },
  });

  const live = (group: RawText): LiveLog | null => {
    const log = request.live?.(group) ?? null;
    if (log === null) return null;
    liveState ??= 'opening';
    const onState = (state: LiveState) => {
      liveState = state;
      publisher.changed();
    };
    return { ...log, onState };
  };
  const set = createLogSet({
    ...request,
    newSelection: tally.newSelection,
    live,
    signal: closed.signal,
    pageRoom: interlude,
    onItems(choice, items) {
      listener?.read(choice, items);
      const news = told(choice.group, items);
      arrived += news.filter(isNews).length;
      errorsArrived += keep(choice, news);
      logs.change(choice.group, (log) => logAfterItems(log, items));
      publisher.changed();
    },
    onProgress(choice, news) {
      const before = logs.of(choice.group);
      const isFirst = before?.readThroughMs === null && news.readThroughMs !== null;
      logs.change(choice.group, (log) => logAfterProgress(log, news));
      listener?.progressed(choice, news);
      if (isFirst && before.readFromMs === firstMs) back.begin(choice);
      publisher.changed();
    },
    onEnd(choice, end) {
      logs.change(choice.group, (log) => logAfterEnd(log, end));
      listener?.closed(choice);
      publisher.changed();
    },
  });

  /** @param readFromMs before which there is nothing to read, or nothing has been read yet. */
  const open = (choice: LogChoice, sinceMs: EpochMs, readFromMs: EpochMs) => {
    set.add(choice, sinceMs);
    const joined = set.choices().find(({ group }) => group === choice.group) ?? choice;
    logs.open(joined, readFromMs);
    listener?.opened(joined, sinceMs);
  };
  for (const choice of request.choices) open(choice, firstMs, firstMs);

  let current = snapshot();
  const intervalMs = () =>
    current.linesPerSecond > RUSHING_LINES_PER_SECOND ? RUSHING_INTERVAL_MS : PUBLISH_INTERVAL_MS;
  const publisher = createPublisher(frames, intervalMs, () => {
    current = snapshot();
    for (const listener of listeners) listener();
  });

  const tellAll = () => {
    publisher.changed();
    publisher.flush();
  };
  const ended = set.ended().then(async (ends) => {
    tellAll();
    await back.over();
    tellAll();
    const [first = { kind: 'done' }] = ends;
    return ends.find(({ kind }) => kind === 'failed') ?? first;
  });

  return {
    getSnapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    items: memory.shown.view,
    indexOf: memory.shown.indexOf,
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
    reach(sinceMs) {
      if (!back.reach(sinceMs)) return;
      for (const { choice, readThroughMs } of logs.all()) if (readThroughMs !== null) back.begin(choice);
    },
    memory: () => memory.all.view(0, memory.size),
    patterns: memory.patterns,
    runs: memory.runs,
    runsOf: memory.runsOf,
    shares: memory.shares,
    statistics: memory.statistics,
    spans: memory.spans,
    versions: memory.versions,
    join(choice, sinceMs, notice) {
      memory.add([notice]);
      arrived += 1;
      open(choice, sinceMs, request.sinceMs);
      publisher.changed();
    },
    ended,
    hold() {
      interlude.begin();
      for (const { choice } of logs.all()) listener?.closed(choice);
    },
    goOn() {
      for (const { choice, readThroughMs } of logs.all())
        listener?.opened(choice, readThroughMs ?? clock.now());
      interlude.end();
    },
    untilLookedAt: (signal = closed.signal) => interlude.free(signal),
    fill: () => Math.max(memory.size / limits.maxItems, memory.sizeBytes / limits.maxBytes),
    close() {
      publisher.stop();
      for (const { choice } of logs.all()) listener?.closed(choice);
      closed.abort();
    },
  };
}

function isNews(item: TailItem): boolean {
  return item.type === 'event' ? isAskedFor(item) : item.type !== 'gap';
}
