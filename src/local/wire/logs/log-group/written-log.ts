import type { EpochMs } from '../../../../lambda/time.ts';
import { partitionPoint } from '../../../world/record/partition-point.ts';
import type { LogPosition } from '../../../world/world-log.ts';
import {
  compareInLog,
  type Log,
  type LogEvent,
  type LogStream,
  mergedEvents,
  type ReadRequest,
} from './log.ts';

interface StreamState {
  readonly createdMs: EpochMs;
  firstEventMs: EpochMs | null;
  lastEventMs: EpochMs | null;
}

/** The streams and events of one log group that callers wrote, kept in log order. */
export class WrittenLog implements Log {
  readonly #streams = new Map<string, StreamState>();
  #events: LogEvent[] = [];
  /** The same events in order of ingestion. */
  readonly #arrivals: LogEvent[] = [];

  hasStream(name: string): boolean {
    return this.#streams.has(name);
  }

  createStream(name: string, createdMs: EpochMs): void {
    this.#streams.set(name, { createdMs, firstEventMs: null, lastEventMs: null });
  }

  /** @param batch events of one stream, in log order. */
  append(streamName: string, batch: readonly LogEvent[], nowMs: EpochMs): void {
    const first = batch[0];
    const last = batch.at(-1);
    if (first === undefined || last === undefined) return;
    if (!this.hasStream(streamName)) this.createStream(streamName, nowMs);
    const stream = this.#streams.get(streamName);
    if (stream === undefined) return;
    stream.firstEventMs = Math.min(stream.firstEventMs ?? Infinity, first.timestampMs);
    stream.lastEventMs = Math.max(stream.lastEventMs ?? -Infinity, last.timestampMs);
    this.#arrivals.push(...batch);
    const overtaken = this.#events.splice(this.#indexBehind(first));
    for (const event of mergedEvents(overtaken, batch, Infinity)) this.#events.push(event);
  }

  read({ startMs, endMs, nowMs, after, limit, streams }: ReadRequest): readonly LogEvent[] {
    const start: LogPosition = { timestampMs: startMs, ingestionMs: -Infinity, eventId: '' };
    const from = after !== null && compareInLog(after, start) > 0 ? after : start;
    const events: LogEvent[] = [];
    for (let index = this.#indexBehind(from); index < this.#events.length; index += 1) {
      const event = this.#events[index];
      if (event === undefined || event.timestampMs > endMs || events.length >= limit) break;
      if (event.ingestionMs > nowMs || streams?.has(event.logStream) === false) continue;
      events.push(event);
    }
    return events;
  }

  ingested(afterMs: EpochMs, throughMs: EpochMs): readonly LogEvent[] {
    const last = this.#arrivals.findLastIndex(({ ingestionMs }) => ingestionMs <= throughMs);
    const before = this.#arrivals.findLastIndex(({ ingestionMs }) => ingestionMs <= afterMs);
    return this.#arrivals.slice(before + 1, last + 1).sort(compareInLog);
  }

  streams(_nowMs: EpochMs): readonly LogStream[] {
    return [...this.#streams].map(([name, state]) => ({ name, ...state }));
  }

  /** The index of the first event after `position`. */
  #indexBehind(position: LogPosition): number {
    return partitionPoint(0, this.#events.length, (index) => {
      const event = this.#events[index];
      return event !== undefined && compareInLog(event, position) <= 0;
    });
  }
}
