import type { EpochMs } from '../../../../lambda/time.ts';
import type { LogPosition } from '../../../world/world-log.ts';
import { type Log, type LogEvent, positionOf } from '../log-group/log.ts';
import type { RunningQuery } from './query.ts';
import type { QueryRow } from './query-table.ts';

/** A caller's query, which progresses with each request for results. */
export interface LogQuery {
  readonly status: 'Running' | 'Complete' | 'Cancelled';
  readonly rows: readonly QueryRow[];
  readonly matched: number;
  readonly scanned: number;
  readonly bytesScanned: number;
}

/**
 * The number of events that are scanned for one answer. Generating them takes half a second, in which nothing else is
 * answered: more would be felt, and with fewer the hours of a busy log would take minutes, not seconds.
 */
const EVENTS_AT_ONCE = 100_000;
/** Bytes that CloudWatch counts in addition to an event's text. */
const BYTES_BESIDE_TEXT = 26;
const MOST_QUERIES = 1_000;

/** The log that a query reads. */
interface Searched {
  readonly logGroup: string;
  readonly log: Log;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

interface Entry extends Searched {
  readonly query: RunningQuery;
  after: LogPosition | null;
  status: LogQuery['status'];
  scanned: number;
  bytesScanned: number;
}

/** The Logs Insights queries that were started in the account. */
export class LogQueries {
  readonly #entries = new Map<string, Entry>();
  #count = 0;

  /** How many were ever started. */
  get count(): number {
    return this.#count;
  }

  start(id: string, query: RunningQuery, searched: Searched): void {
    this.#count += 1;
    const rest = { after: null, status: 'Running' as const, scanned: 0, bytesScanned: 0 };
    this.#entries.set(id, { query, ...searched, ...rest });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_QUERIES) break;
      this.#entries.delete(oldest);
    }
  }

  /** Null for an unknown id. */
  resultsOf(id: string, nowMs: EpochMs): LogQuery | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    if (entry.status === 'Running') advance(this.#together(entry), nowMs);
    const { status, query, scanned, bytesScanned } = entry;
    return { status, rows: query.rows(), matched: query.matched, scanned, bytesScanned };
  }

  /** The running queries that have read the same of the same log: generating its lines is what takes time. */
  #together(entry: Entry): readonly Entry[] {
    const isAlike = (other: Entry) =>
      other.status === 'Running' &&
      other.logGroup === entry.logGroup &&
      other.startMs === entry.startMs &&
      other.endMs === entry.endMs &&
      other.after?.eventId === entry.after?.eventId;
    return [...this.#entries.values()].filter(isAlike);
  }

  /** Whether it was still running. */
  stop(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry?.status !== 'Running') return false;
    entry.status = 'Cancelled';
    return true;
  }

  get running(): number {
    return [...this.#entries.values()].filter(({ status }) => status === 'Running').length;
  }
}

function advance(together: readonly Entry[], nowMs: EpochMs): void {
  const [first] = together;
  if (first === undefined) return;
  const { log, startMs, endMs, after } = first;
  const events = log.read({ startMs, endMs, nowMs, after, limit: EVENTS_AT_ONCE, streams: null });
  for (const entry of together) feed(entry, events);
}

function feed(entry: Entry, events: readonly LogEvent[]): void {
  for (const event of events) {
    entry.query.add(event);
    entry.bytesScanned += event.message.length + BYTES_BESIDE_TEXT;
  }
  entry.scanned += events.length;
  const last = events.at(-1);
  if (last !== undefined) entry.after = positionOf(last);
  if (events.length < EVENTS_AT_ONCE) entry.status = 'Complete';
}
