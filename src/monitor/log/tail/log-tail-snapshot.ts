import type { EpochMs } from '../../../lambda/time.ts';
import { placeOf } from '../../../logs/log-order.ts';
import type { LineSelection } from '../../../logs/selection/selection-rules.ts';
import type { StoryMemory } from '../../../logs/story/story-memory.ts';
import type { CallBudget } from '../../calls/call-budget.ts';
import { type FollowProgress, READ_LOG_ACTION } from '../follow-request.ts';
import { isStreaming, type LiveState } from '../live/live-sessions.ts';
import {
  conditionOfAll,
  type FollowedLog,
  isReadable,
  newestMsOfAll,
  reachedMsOfAll,
  readThroughMsOfAll,
} from './followed-log.ts';
import type { KeptLines } from './kept-lines.ts';
import type { LineCounts } from './line-tally.ts';
import type { LogReading } from './log-reading.ts';
import type { TailCondition, TailError, TailStatus } from './tail-status.ts';

/** What the tail screen shows of its logs. A new object with each change. */
export interface LogTailSnapshot extends LineCounts {
  /** In the order in which they were chosen. */
  readonly logs: readonly FollowedLog[];
  /** Functions whose lines came from groups that they share, as they are shown. */
  readonly writers: KeptLines['writers'];
  /** Versions that wrote the lines, as streams name them, of functions of which several did. */
  readonly versionMarks: KeptLines['versionMarks'];
  readonly status: TailStatus;
  /** The latest error, while it lasts. */
  readonly error: TailError | null;
  /** Whether new events are being read. */
  readonly follow: boolean;
  /** The end of its window; null where the log goes on. */
  readonly untilMs: EpochMs | null;
  /** Rows selected to be shown: events, invocations, gaps and notices, in log order. */
  readonly itemCount: number;
  /**
   * Selected lines, including repeated ones folded into one row. Null while the selection runs: until then only rows
   * around one place are shown.
   */
  readonly chosenCount: number | null;
  /** Rows in memory, shown or not. */
  readonly memoryCount: number;
  /** How many were dropped for newer ones. */
  readonly dropped: number;
  /** Events and notices that came since the start: lines written before it are none, however late they are read. */
  readonly arrived: number;
  /** Error lines among them. */
  readonly errorsArrived: number;
  /** Error lines in all, with those written before. */
  readonly errorsRead: number;
  /** Everything from here on is in memory, except for dropped rows. */
  readonly readFromMs: EpochMs;
  readonly newestMs: EpochMs | null;
  /** How far back more is being read; null while no history is. */
  readonly readingBackToMs: EpochMs | null;
  /** The time up to which the log has been read, at most the end of its window; null until known. */
  readonly readThroughMs: EpochMs | null;
  /** How far reading has come, even the first; null before the first answer. */
  readonly reachedMs: EpochMs | null;
  /** The time up to which Live Tail brings lines, whether or not polling fails beside it; null while none are streamed. */
  readonly streamedThroughMs: EpochMs | null;
  readonly wanted: LineSelection;
  /** What is still read of a log in flood; null while all are read completely. */
  readonly floodKeeps: FollowProgress['floodKeeps'];
  /** State of Live Tail; null where it was not asked for. */
  readonly live: LiveState | null;
  /** Log reads in the last minute, for all tails of this process. */
  readonly callsPerMinute: number;
}

/** The parts of a snapshot. */
interface TailState {
  readonly request: LineSelection & {
    readonly untilMs: EpochMs | null;
    readonly follow: boolean;
    readonly budget: CallBudget;
  };
  readonly nowMs: EpochMs;
  readonly kept: KeptLines;
  readonly reading: Pick<LogReading, 'firstMs' | 'reachMs' | 'isReadingBack' | 'historyTrouble' | 'live'>;
}

export function logTailSnapshot({ request, nowMs, kept, reading }: TailState): LogTailSnapshot {
  const { pattern, rules, untilMs, follow, budget } = request;
  const { memory, arrived, errorsArrived, errorsRead } = kept;
  const logs = kept.logs.all();
  const inWindow = (timeMs: EpochMs | null) =>
    timeMs === null || untilMs === null ? timeMs : Math.min(timeMs, untilMs);
  const readThroughMs = inWindow(readThroughMsOfAll(logs));
  const reachedMs = inWindow(reachedMsOfAll(logs));
  const streamedThroughMs = isStreaming(reading.live) ? nowMs : null;
  const readFromMs = logs
    .filter(isReadable)
    .reduce((fromMs, log) => Math.max(fromMs, log.readFromMs), reading.reachMs);
  return {
    logs,
    writers: kept.writers,
    versionMarks: kept.versionMarks,
    ...(follow ? conditionOfAll(logs) : pastConditionOfAll(logs, reading.historyTrouble)),
    follow,
    untilMs,
    itemCount: memory.shown.size,
    chosenCount: memory.shown.chosenCount,
    memoryCount: memory.size,
    dropped: memory.dropped,
    arrived,
    errorsArrived,
    errorsRead,
    readFromMs: Math.max(readFromMs, memory.dropped === 0 ? readFromMs : oldestMs(memory, reading.firstMs)),
    readingBackToMs: reading.isReadingBack ? reading.reachMs : null,
    newestMs: newestMsOfAll(logs),
    readThroughMs,
    reachedMs,
    streamedThroughMs,
    wanted: { pattern, rules },
    ...kept.counts(streamedThroughMs ?? reachedMs ?? readFromMs),
    floodKeeps: logs.find(({ floodKeeps }) => floodKeeps !== null)?.floodKeeps ?? null,
    live: reading.live,
    callsPerMinute: callsLastMinute(budget),
  };
}

/**
 * Read up to the end of its window, a log of the past ends: it is never live. Its history is all that may meet trouble
 * then.
 */
function pastConditionOfAll(
  logs: readonly FollowedLog[],
  historyTrouble: TailCondition | null,
): TailCondition {
  const { status, error } = conditionOfAll(logs);
  if (status === 'ended' && error === null && historyTrouble !== null) return historyTrouble;
  return { status: status === 'live' ? 'starting' : status, error };
}

/** In all Regions. */
function callsLastMinute(budget: CallBudget): number {
  return budget
    .state()
    .filter(({ action }) => action === READ_LOG_ACTION)
    .reduce((sum, lane) => sum + lane.callsLastMinute, 0);
}

/** @param firstMs used when memory is empty */
function oldestMs(memory: StoryMemory, firstMs: EpochMs): EpochMs {
  const [oldest] = memory.all.view(0, 1);
  return oldest === undefined ? firstMs : placeOf(oldest).timestampMs;
}
