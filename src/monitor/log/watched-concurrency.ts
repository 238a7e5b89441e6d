import {
  type ExecutionMark,
  type InFlight,
  InFlightCounter,
  type TimeoutOf,
} from '../../capacity/in-flight/in-flight.ts';
import { parseLogLine } from '../../lambda/line/log-line.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { type LogChoice, originOf } from '../../logs/selection/log-choice.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FollowProgress } from './follow-request.ts';

/** Receives what is read of followed logs. */
export interface LogListener {
  /** From then on the log is read completely. */
  opened(choice: LogChoice, sinceMs: EpochMs): void;
  read(choice: LogChoice, items: readonly TailItem[]): void;
  progressed(choice: LogChoice, progress: FollowProgress): void;
  closed(choice: LogChoice): void;
}

/** Concurrency to the second, for functions whose log is being followed. */
export interface WatchedConcurrency {
  /** A listener for one tail: of two tails on one log, the one opened last is believed, and only that one ends it. */
  listener(): LogListener;
  /** Null for a function whose log is not followed. */
  inFlightOf(functionName: RawText, timeoutOf: TimeoutOf): InFlight | null;
  /** Whether a followed log gives any concurrency. */
  readonly isWatching: boolean;
}

interface WatchedLog {
  readonly counter: InFlightCounter;
  readMs: EpochMs | null;
}

/** Most lines are application lines, which say nothing about this: their first characters show that without parsing. */
const PLATFORM_LINE = /^(?:START |REPORT |INIT_START |\{.{0,80}"platform\.)/;

export function createWatchedConcurrency(): WatchedConcurrency {
  const logs = new Map<RawText, WatchedLog>();
  return {
    listener: () => listenerInto(logs),
    inFlightOf(functionName, timeoutOf) {
      const log = logs.get(functionName);
      return log === undefined || log.readMs === null ? null : log.counter.at(log.readMs, timeoutOf);
    },
    get isWatching() {
      return logs.size > 0;
    },
  };
}

/** A listener to the logs of one tail, which adds its counters to those of all. */
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
      const log = { counter: new InFlightCounter(sinceMs), readMs: null };
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
      // A flood's filter passes REPORTs, but no STARTs.
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

/** What a line says about its environment; null for nothing. */
function executionMark(event: LogEvent): ExecutionMark | null {
  if (!PLATFORM_LINE.test(event.message)) return null;
  const { kind, report, version } = parseLogLine(event.message);
  const { logStream: stream, timestampMs, ingestionMs } = event;
  const at = { stream, version, timestampMs, ingestionMs };
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
