import { type ExecutionMark, type InFlight, InFlightCounter } from '../../capacity/in-flight/in-flight.ts';
import { LONGEST_TIMEOUT_MS } from '../../lambda/function-setup.ts';
import { parseLogLine } from '../../lambda/line/log-line.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { type LogChoice, originOf } from '../../logs/selection/log-choice.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FollowProgress } from './follow-request.ts';

/** Hears what is read of logs while somebody follows them. */
export interface LogListener {
  /** A log is read whole from then on. */
  opened(choice: LogChoice, sinceMs: EpochMs): void;
  read(choice: LogChoice, items: readonly TailItem[]): void;
  progressed(choice: LogChoice, progress: FollowProgress): void;
  closed(choice: LogChoice): void;
}

/** Environments busy to the second, of functions whose log is being followed. */
export interface WatchedConcurrency {
  /** For one tail: of a log that two follow, what the one tells that was opened last is believed, and only it ends that. */
  listener(): LogListener;
  /** Null of a function whose log nobody follows. */
  inFlightOf(functionName: RawText): InFlight | null;
  /** Whether any log is followed that tells of one. */
  readonly isWatching: boolean;
}

interface WatchedLog {
  readonly counter: InFlightCounter;
  readMs: EpochMs | null;
}

/** Application lines are most of a log and tell nothing of this: they are known by how they begin, without being read. */
const PLATFORM_LINE = /^(?:START |REPORT |INIT_START |\{.{0,80}"platform\.)/;

export function createWatchedConcurrency(): WatchedConcurrency {
  const logs = new Map<RawText, WatchedLog>();
  return {
    listener: () => listenerInto(logs),
    inFlightOf(functionName) {
      const log = logs.get(functionName);
      return log === undefined || log.readMs === null ? null : log.counter.at(log.readMs);
    },
    get isWatching() {
      return logs.size > 0;
    },
  };
}

/** Hears the logs of one tail, and has its counters among those of all. */
function listenerInto(logs: Map<RawText, WatchedLog>): LogListener {
  const own = new Map<RawText, WatchedLog>();
  const logOf = (choice: LogChoice): WatchedLog | undefined => {
    const { functionName } = originOf(choice);
    return functionName === null ? undefined : own.get(functionName);
  };

  return {
    opened(choice, sinceMs) {
      const { functionName } = originOf(choice);
      const isWhole = choice.writers.every(({ versions }) => versions === null);
      if (functionName === null || !isWhole || own.has(functionName)) return;
      const log = { counter: new InFlightCounter(LONGEST_TIMEOUT_MS, sinceMs), readMs: null };
      own.set(functionName, log);
      logs.set(functionName, log);
    },
    read(choice, items) {
      const log = logOf(choice);
      if (log === undefined) return;
      for (const item of items) {
        if (item.type === 'gap') log.counter.sample();
        const mark = item.type === 'event' ? executionMark(item.event) : null;
        if (mark !== null) log.counter.add(mark);
      }
    },
    progressed(choice, { readThroughMs, floodKeeps }) {
      const log = logOf(choice);
      if (log === undefined) return;
      log.readMs = readThroughMs;
      // The filter of a flood lets reports through, and no starts.
      if (floodKeeps !== null) log.counter.sample();
    },
    closed(choice) {
      const { functionName } = originOf(choice);
      if (functionName === null) return;
      if (logs.get(functionName) === own.get(functionName)) logs.delete(functionName);
      own.delete(functionName);
    },
  };
}

/** What a line tells of its environment; null for one that tells nothing. */
export function executionMark(event: LogEvent): ExecutionMark | null {
  if (!PLATFORM_LINE.test(event.message)) return null;
  const { kind, report } = parseLogLine(event.message);
  const at = { stream: event.logStream, timestampMs: event.timestampMs, ingestionMs: event.ingestionMs };
  const unmeasured = { durationMs: 0, initMs: 0 };
  switch (kind) {
    case 'init':
    case 'start':
      return { kind, ...at, ...unmeasured };
    case 'report':
      return report === null
        ? null
        : { kind, ...at, durationMs: report.durationMs, initMs: report.initMs ?? report.restoreMs ?? 0 };
    default:
      return null;
  }
}
