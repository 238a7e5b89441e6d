import type { EpochMs } from '../../../../lambda/time.ts';
import type { LogPosition } from '../../../world/world-log.ts';
import { type Log, positionOf } from '../log-group/log.ts';
import type { RunningQuery } from './query.ts';
import type { QueryRow } from './query-table.ts';

/** A caller's query, which progresses with each request for its results. */
export interface LogQuery {
  readonly status: 'Running' | 'Complete' | 'Cancelled';
  readonly rows: readonly QueryRow[];
  readonly matched: number;
  readonly scanned: number;
  readonly bytesScanned: number;
}

/** The number of events that are scanned for one answer. */
const EVENTS_AT_ONCE = 40_000;
/** Bytes that CloudWatch counts in addition to an event's text. */
const BYTES_BESIDE_TEXT = 26;
const MOST_QUERIES = 1_000;

/** The log that a query reads. */
interface Searched {
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
    if (entry.status === 'Running') advance(entry, nowMs);
    const { status, query, scanned, bytesScanned } = entry;
    return { status, rows: query.rows(), matched: query.matched, scanned, bytesScanned };
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

function advance(entry: Entry, nowMs: EpochMs): void {
  const { log, query, startMs, endMs, after } = entry;
  const events = log.read({ startMs, endMs, nowMs, after, limit: EVENTS_AT_ONCE, streams: null });
  for (const event of events) {
    query.add(event);
    entry.bytesScanned += event.message.length + BYTES_BESIDE_TEXT;
  }
  entry.scanned += events.length;
  const last = events.at(-1);
  if (last !== undefined) entry.after = positionOf(last);
  if (events.length < EVENTS_AT_ONCE) entry.status = 'Complete';
}
