import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { type LogChoice, originOf } from '../../logs/selection/log-choice.ts';
import type { SelectionRules } from '../../logs/selection/selection-rules.ts';
import { settlingWindowMs } from '../../logs/sweeping/sweep-pace.ts';
import { leftOutCounts } from '../../logs/trouble/left-out-count.ts';
import type { FollowEnd } from './follow-request.ts';
import { logAfterEnd, logAfterItems, logAfterProgress } from './followed-log.ts';
import { createInterlude } from './interlude.ts';
import type { KeptLines } from './kept-lines.ts';
import type { LiveState } from './live-sessions.ts';
import { createLogSet, type LogSet, type LogSetRequest } from './log-set.ts';
import { createReadingBack, type ReadingBack, type ReadingBackRequest } from './reading-back.ts';
import { createSharedNews, type SharedNews } from './shared-news.ts';
import type { LogListener } from './watched-concurrency.ts';

/** The reading of the logs of a tail: of what comes, and of what was before. */
export interface LogReading {
  /** From where on was read first; what was before is read backwards from there. */
  readonly firstMs: EpochMs;
  /** How far back is read. */
  readonly reachMs: EpochMs;
  /** How Live Tail does; null where it was not asked for. */
  readonly live: LiveState | null;
  /** Reads one more log, or more of one, from `sinceMs` on. */
  join(choice: LogChoice, sinceMs: EpochMs): void;
  /** Reads further back, to `sinceMs`, as far as there is room in memory. */
  reach(sinceMs: EpochMs): void;
  /** Settled when nothing is followed any more; with the first failure, where there was one. */
  readonly followed: Promise<FollowEnd>;
  /** Settled when nothing of before is being read any more. */
  readBack(): Promise<void>;
  /** Asks for nothing more while nobody looks; what was read stays. */
  hold(): void;
  /** Reads on from where it was held. */
  goOn(): void;
  /** Resolves when it is not held any more, or when `signal` aborts. */
  untilLookedAt(signal?: AbortSignal): Promise<void>;
  close(): void;
}

export interface LogReadingRequest
  extends Omit<LogSetRequest, 'signal' | 'newSelection' | 'pageRoom' | 'onItems' | 'onProgress' | 'onEnd'> {
  /** One a log group. */
  readonly choices: readonly LogChoice[];
  /** Which lines of them are wanted; null for all. */
  readonly rules: SelectionRules | null;
  readonly sinceMs: EpochMs;
  /** Hears all that is read, where nothing is filtered out of it. */
  readonly listener?: LogListener;
}

/**
 * What is read first, so that the newest lines are there at once: the settling window, in which late lines are looked
 * for. What came before is read backwards from here, beside what comes.
 */
const FIRST_READ_MS = settlingWindowMs(0);

/** In a log of the past nothing comes late: as much as fills a screen will do. */
const FIRST_PAST_READ_MS = 10 * SECOND_MS;

/** Reads logs into `kept` until it is closed, and says `onChange` whenever something of them is new. */
export function readLogs(request: LogReadingRequest, kept: KeptLines, onChange: () => void): LogReading {
  const { clock } = request;
  const { logs } = kept;
  const endMs = request.untilMs ?? clock.now();
  const firstMs = firstReadMs(request, endMs);
  const closed = new AbortController();
  const interlude = createInterlude();
  const listener = hearsAll(request) ? request.listener : undefined;
  const asked = {
    ...request,
    newSelection: kept.newSelection,
    signal: closed.signal,
    pageRoom: interlude,
    leftOutOf: leftOutCounts(),
  };
  const live = createLiveStanding(request.live, onChange);
  const back = readBackInto(kept, { ...asked, endMs }, onChange);
  const shared = createSharedNews({
    ...asked,
    logCount: () => logs.all().length,
    tell(item) {
      kept.tellOfLogs(item);
      onChange();
    },
  });
  const set = followInto(
    kept,
    { ...asked, live: live.of, listener, shared },
    onChange,
    (choice, readFromMs) => {
      if (readFromMs === firstMs) back.begin(choice);
    },
  );

  /** @param readFromMs before which there is nothing to read, or nothing has been read yet. */
  const open = (choice: LogChoice, sinceMs: EpochMs, readFromMs: EpochMs) => {
    set.add(choice, sinceMs);
    const joined = set.choices().find(({ group }) => group === choice.group) ?? choice;
    logs.open(joined, readFromMs);
    listener?.opened(joined, sinceMs);
  };
  for (const choice of request.choices) open(choice, firstMs, firstMs);
  const deafen = () => {
    for (const { choice } of logs.all()) listener?.closed(choice);
  };

  return {
    firstMs,
    get reachMs() {
      return back.reachMs;
    },
    get live() {
      return live.state;
    },
    join: (choice, sinceMs) => open(choice, sinceMs, request.sinceMs),
    reach(sinceMs) {
      if (!back.reach(sinceMs)) return;
      for (const { choice, readThroughMs } of logs.all()) if (readThroughMs !== null) back.begin(choice);
    },
    followed: set.ended().then(endOfAll),
    readBack: back.over,
    hold() {
      interlude.begin();
      deafen();
    },
    goOn() {
      for (const { choice, readThroughMs } of logs.all())
        listener?.opened(choice, readThroughMs ?? clock.now());
      interlude.end();
    },
    untilLookedAt: (signal = closed.signal) => interlude.free(signal),
    close() {
      deafen();
      shared.close();
      closed.abort();
    },
  };
}

function firstReadMs({ sinceMs, follow }: LogReadingRequest, endMs: EpochMs): EpochMs {
  return Math.max(sinceMs, endMs - (follow ? FIRST_READ_MS : FIRST_PAST_READ_MS));
}

/** Whether what is read is all that the logs say. */
function hearsAll({ rules, pattern, follow }: LogReadingRequest): boolean {
  return rules === null && pattern === null && follow;
}

function endOfAll(ends: readonly FollowEnd[]): FollowEnd {
  const [first = { kind: 'done' }] = ends;
  return ends.find(({ kind }) => kind === 'failed') ?? first;
}

/** How Live Tail does. */
interface LiveStanding {
  /** Null where it was not asked for. */
  readonly state: LiveState | null;
  readonly of: NonNullable<LogSetRequest['live']>;
}

function createLiveStanding(live: LogSetRequest['live'], onChange: () => void): LiveStanding {
  let state: LiveState | null = null;
  const onState = (news: LiveState) => {
    state = news;
    onChange();
  };
  return {
    get state() {
      return state;
    },
    of(group) {
      const log = live?.(group) ?? null;
      if (log !== null) state ??= 'opening';
      return log && { ...log, onState };
    },
  };
}

interface FollowingRequest extends Omit<LogSetRequest, 'onItems' | 'onProgress' | 'onEnd'> {
  readonly listener: LogListener | undefined;
  readonly shared: SharedNews;
}

/**
 * Follows logs into `kept`: what comes of them, and how they stand.
 *
 * @param onFirstRead a log has been read up to now for the first time, from `readFromMs` on.
 */
function followInto(
  { arrive, logs }: KeptLines,
  { listener, shared, ...request }: FollowingRequest,
  onChange: () => void,
  onFirstRead: (choice: LogChoice, readFromMs: EpochMs) => void,
): LogSet {
  return createLogSet({
    ...request,
    onItems(choice, items) {
      listener?.read(choice, items);
      arrive(choice, shared.newsOf(originOf(choice), items));
      logs.change(choice.group, (log) => logAfterItems(log, items));
      onChange();
    },
    onProgress(choice, news) {
      const before = logs.of(choice.group);
      const isFirst = before?.readThroughMs === null && news.readThroughMs !== null;
      logs.change(choice.group, (log) => logAfterProgress(log, news));
      listener?.progressed(choice, news);
      if (isFirst) onFirstRead(choice, before.readFromMs);
      onChange();
    },
    onEnd(choice, end) {
      logs.change(choice.group, (log) => logAfterEnd(log, end));
      listener?.closed(choice);
      onChange();
    },
  });
}

/** Reads into `kept` what its logs said before, as far as it has room. */
function readBackInto(
  kept: KeptLines,
  request: Omit<ReadingBackRequest, 'readFromMs' | 'heldCount' | 'readCount' | 'room' | 'onItems' | 'onRead'>,
  onChange: () => void,
): ReadingBack {
  return createReadingBack({
    ...request,
    readFromMs: (group) => kept.logs.of(group)?.readFromMs ?? null,
    heldCount: () => kept.memory.size,
    readCount: () => kept.counts(request.endMs).linesRead,
    room: kept.roomForHistory,
    onItems(choice, items) {
      kept.recall(choice, items);
      onChange();
    },
    onRead({ group }, fromMs) {
      kept.logs.change(group, (log) => ({ ...log, readFromMs: fromMs }));
      onChange();
    },
  });
}
