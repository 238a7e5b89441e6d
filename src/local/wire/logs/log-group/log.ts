import type { EpochMs } from '../../../../lambda/time.ts';
import type { LogPosition, WorldEvent, WorldLog } from '../../../world/world-log.ts';

export type LogEvent = WorldEvent;
export type ReadRequest = Parameters<WorldLog['read']>[0];

export interface LogStream {
  readonly name: string;
  readonly createdMs: EpochMs;
  /** Null while the stream is empty. */
  readonly firstEventMs: EpochMs | null;
  readonly lastEventMs: EpochMs | null;
}

/** A readable log: simulated, written, or several read as one. */
export interface Log {
  read(request: ReadRequest): readonly LogEvent[];
  /** Events ingested after `afterMs` and by `throughMs`, whatever their time, in log order. */
  ingested(afterMs: EpochMs, throughMs: EpochMs): readonly LogEvent[];
  streams(nowMs: EpochMs): readonly LogStream[];
}

/** The order of CloudWatch Logs: timestamp, then ingestion, then event id. */
export function compareInLog(left: LogPosition, right: LogPosition): number {
  return (
    left.timestampMs - right.timestampMs ||
    left.ingestionMs - right.ingestionMs ||
    (left.eventId < right.eventId ? -1 : left.eventId > right.eventId ? 1 : 0)
  );
}

/** Only the position, without the event at it. */
export function positionOf({ timestampMs, ingestionMs, eventId }: LogPosition): LogPosition {
  return { timestampMs, ingestionMs, eventId };
}

/** Several logs read as one: functions that share a group, or written streams beside simulated ones. */
export function mergedLog(logs: readonly Log[]): Log {
  const [first, second, ...others] = logs;
  if (first === undefined) return EMPTY_LOG;
  if (second === undefined) return first;
  return pairOfLogs(first, mergedLog([second, ...others]));
}

const EMPTY_LOG: Log = { read: () => [], ingested: () => [], streams: () => [] };

function pairOfLogs(left: Log, right: Log): Log {
  return {
    read: (request) => mergedEvents(left.read(request), right.read(request), request.limit),
    ingested: (afterMs, throughMs) =>
      mergedEvents(left.ingested(afterMs, throughMs), right.ingested(afterMs, throughMs), Infinity),
    streams: (nowMs) => mergedStreams(left.streams(nowMs), right.streams(nowMs)),
  };
}

/** Both lists in log order, at most `limit` events. */
export function mergedEvents(
  left: readonly LogEvent[],
  right: readonly LogEvent[],
  limit: number,
): readonly LogEvent[] {
  if (right.length === 0) return left;
  if (left.length === 0) return right;
  const merged: LogEvent[] = [];
  let leftAt = 0;
  let rightAt = 0;
  while (merged.length < limit) {
    const fromLeft = left[leftAt];
    const fromRight = right[rightAt];
    if (fromLeft !== undefined && (fromRight === undefined || compareInLog(fromLeft, fromRight) <= 0)) {
      merged.push(fromLeft);
      leftAt += 1;
    } else if (fromRight !== undefined) {
      merged.push(fromRight);
      rightAt += 1;
    } else break;
  }
  return merged;
}

/** A stream written by both callers and the simulation is one stream. */
function mergedStreams(left: readonly LogStream[], right: readonly LogStream[]): readonly LogStream[] {
  const byName = new Map(left.map((stream) => [stream.name, stream]));
  for (const stream of right) {
    const twin = byName.get(stream.name);
    byName.set(stream.name, twin === undefined ? stream : unitedStream(twin, stream));
  }
  return [...byName.values()];
}

function unitedStream(left: LogStream, right: LogStream): LogStream {
  return {
    name: left.name,
    createdMs: Math.min(left.createdMs, right.createdMs),
    firstEventMs: ofBoth(Math.min, left.firstEventMs, right.firstEventMs),
    lastEventMs: ofBoth(Math.max, left.lastEventMs, right.lastEventMs),
  };
}

function ofBoth(
  choose: (left: number, right: number) => number,
  left: EpochMs | null,
  right: EpochMs | null,
): EpochMs | null {
  if (left === null) return right;
  return right === null ? left : choose(left, right);
}
