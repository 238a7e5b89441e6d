import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import { type LogChoice, originOf } from '../../../logs/selection/log-choice.ts';
import type { SelectionRules } from '../../../logs/selection/selection-rules.ts';
import { settlingWindowMs } from '../../../logs/sweeping/sweep-pace.ts';
import { leftOutCounts } from '../../../logs/trouble/left-out-count.ts';
import type { Clock } from '../../clock.ts';
import type { FollowEnd } from '../follow-request.ts';
import type { LiveState } from '../live/live-sessions.ts';
import { createLogSet, type LogSet, type LogSetRequest } from '../set/log-set.ts';
import { createSharedNews, type SharedNews } from '../set/shared-news.ts';
import type { LogListener } from '../watched-concurrency.ts';
import { logAfterEnd, logAfterItems, logAfterProgress, overdueLog } from './followed-log.ts';
import { createInterlude } from './interlude.ts';
import type { KeptLines } from './kept-lines.ts';
import { createReadingBack, type ReadingBack, type ReadingBackRequest } from './reading-back.ts';
import type { TailCondition } from './tail-status.ts';

/** Reads a tail's logs: new lines and history. */
export interface LogReading {
  /** Where the first reading began; history is read backwards from there. */
  readonly firstMs: EpochMs;
  /** How far back history is read. */
  readonly reachMs: EpochMs;
  /** Whether history is being read. */
  readonly isReadingBack: boolean;
  /** What keeps history from being read; null for nothing. */
  readonly historyTrouble: TailCondition | null;
  /** State of Live Tail; null where it was not asked for. */
  readonly live: LiveState | null;
  /** Adds a log from `sinceMs` on, or extends one. */
  join(choice: LogChoice, sinceMs: EpochMs): void;
  /** Reads history back to `sinceMs`, as far as memory allows. */
  reach(sinceMs: EpochMs): void;
  /** Settles when no log is followed any more; with the first failure, if any. */
  readonly followed: Promise<FollowEnd>;
  /** Settles when no history is being read any more. */
  readBack(): Promise<void>;
  /** Stops asking while the screen is hidden; what was read stays. */
  hold(): void;
  /** Resumes where it was held. */
  goOn(): void;
  /** Resolves when no longer held, or when `signal` aborts. */
  untilLookedAt(signal?: AbortSignal): Promise<void>;
  close(): void;
}

export interface LogReadingRequest
  extends Omit<
    LogSetRequest,
    | 'signal'
    | 'newSelection'
    | 'mustBegin'
    | 'isPatient'
    | 'pageRoom'
    | 'onItems'
    | 'onProgress'
    | 'onOverdue'
    | 'onEnd'
  > {
  /** One for each log group. */
  readonly choices: readonly LogChoice[];
  /** Selects lines; null for all. */
  readonly rules: SelectionRules | null;
  readonly sinceMs: EpochMs;
  /** Receives everything that is read, unless a filter leaves lines out. */
  readonly listener?: LogListener;
}

/**
 * Read first, so that the newest lines appear at once: the settling window, in which late lines are looked for. History
 * is read backwards from here, in parallel with new lines.
 */
const FIRST_READ_MS = settlingWindowMs(0);

/** Past logs have no late lines: a screenful is enough. */
const FIRST_PAST_READ_MS = 10 * SECOND_MS;

/** Reads logs into `kept` until closed, and calls `onChange` whenever something changed. */
export function readLogs(request: LogReadingRequest, kept: KeptLines, onChange: () => void): LogReading {
  const { clock } = request;
  const { logs } = kept;
  const endMs = request.untilMs ?? clock.now();
  const firstMs = firstReadMs(request, endMs);
  const closed = new AbortController();
  const interlude = createInterlude();
  const listener = hearsAll(request) ? request.listener : undefined;
  const hearing = createHearing(listener, logs, clock);
  const asked = {
    ...request,
    newSelection: kept.newSelection,
    isPatient: true,
    signal: closed.signal,
    pageRoom: interlude,
    leftOutOf: leftOutCounts(),
  };
  const live = createLiveStanding(request.live, onChange);
  const back = readBackInto(kept, { ...asked, endMs }, onChange);
  const shared = shareInto(kept, asked, onChange);
  const following = { ...asked, live: live.of, listener, shared };
  const set = followInto(kept, following, onChange, (choice, readFromMs) => {
    if (readFromMs === firstMs) back.begin(choice);
  });

  /** @param readFromMs nothing earlier exists, or has been read yet */
  const open = (choice: LogChoice, sinceMs: EpochMs, readFromMs: EpochMs) => {
    set.add(choice, sinceMs);
    const joined = set.choices().find(({ group }) => group === choice.group) ?? choice;
    logs.open(joined, readFromMs);
    listener?.opened(joined, sinceMs);
  };
  for (const choice of request.choices) open(choice, firstMs, firstMs);

  return {
    firstMs,
    get reachMs() {
      return back.reachMs;
    },
    get isReadingBack() {
      return back.isUnderWay;
    },
    get historyTrouble() {
      return back.trouble;
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
      hearing.stop();
    },
    goOn() {
      hearing.goOn();
      interlude.end();
    },
    untilLookedAt: (signal = closed.signal) => interlude.free(signal),
    close() {
      hearing.stop();
      shared.close();
      closed.abort();
    },
  };
}

function firstReadMs({ sinceMs, follow }: LogReadingRequest, endMs: EpochMs): EpochMs {
  return Math.max(sinceMs, endMs - (follow ? FIRST_READ_MS : FIRST_PAST_READ_MS));
}

/** Whether every line of the logs is read. */
function hearsAll({ rules, pattern, follow }: LogReadingRequest): boolean {
  return rules === null && pattern === null && follow;
}

/** What a listener hears of all logs at once. */
function createHearing(listener: LogListener | undefined, logs: KeptLines['logs'], clock: Clock) {
  return {
    stop() {
      for (const { choice } of logs.all()) listener?.closed(choice);
    },
    goOn() {
      for (const { choice, readThroughMs } of logs.all())
        listener?.opened(choice, readThroughMs ?? clock.now());
    },
  };
}

function endOfAll(ends: readonly FollowEnd[]): FollowEnd {
  const [first = { kind: 'done' }] = ends;
  return ends.find(({ kind }) => kind === 'failed') ?? first;
}

/** State of Live Tail. */
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

interface FollowingRequest extends Omit<LogSetRequest, 'onItems' | 'onProgress' | 'onOverdue' | 'onEnd'> {
  readonly listener: LogListener | undefined;
  readonly shared: SharedNews;
}

/**
 * Follows logs into `kept`, with their states.
 *
 * @param onFirstRead called when a log has been read up to now for the first time, from `readFromMs` on
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
    onOverdue({ group }) {
      logs.change(group, overdueLog);
      onChange();
    },
    onEnd(choice, end) {
      logs.change(choice.group, (log) => logAfterEnd(log, end));
      listener?.closed(choice);
      onChange();
    },
  });
}

/** Tells in `kept` once what is news of several logs. */
function shareInto(
  kept: KeptLines,
  asked: Omit<Parameters<typeof createSharedNews>[0], 'logCount' | 'tell'>,
  onChange: () => void,
): SharedNews {
  return createSharedNews({
    ...asked,
    logCount: () => kept.logs.all().length,
    tell(item) {
      kept.tellOfLogs(item);
      onChange();
    },
  });
}

/** Reads the logs' history into `kept`, as far as it has room. */
function readBackInto(
  kept: KeptLines,
  request: Omit<
    ReadingBackRequest,
    'readFromMs' | 'heldCount' | 'readCount' | 'room' | 'onItems' | 'onRead' | 'onChange'
  >,
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
    onChange,
  });
}
