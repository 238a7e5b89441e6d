import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { SourceError } from '../sources.ts';

/** `stale`: two polls missed; what is shown is old. `past`: all was read of a time that is over. */
export type ConnectionState = 'starting' | 'live' | 'stale' | 'past';

export interface Connection {
  /** As it was when the snapshot was made. */
  readonly state: ConnectionState;
  /** When a poll last succeeded; null before the first. */
  readonly lastGoodPollMs: EpochMs | null;
  /** What keeps the newest poll from succeeding; null while it succeeds. */
  readonly error: SourceError | null;
}

/** A poll comes every minute, twenty seconds after it. */
const STALE_AFTER_MS = 2 * MINUTE_MS + 20_000;

/**
 * The state by the age that the data has at `nowMs`: a poll that hangs publishes nothing, and is stale all the same.
 * Without credentials nothing is new before somebody signs in.
 */
export function connectionState(
  { state, lastGoodPollMs, error }: Connection,
  nowMs: EpochMs,
): ConnectionState {
  if (state !== 'live' || lastGoodPollMs === null) return state;
  return error?.kind === 'expired' || isStale(lastGoodPollMs, nowMs) ? 'stale' : state;
}

export function connectionAfterPoll(
  lastGoodPollMs: EpochMs | null,
  error: SourceError | null,
  nowMs: EpochMs,
): Connection {
  const state = lastGoodPollMs === null ? 'starting' : isStale(lastGoodPollMs, nowMs) ? 'stale' : 'live';
  return { state, lastGoodPollMs, error };
}

/** Of a time that is over: what was read of it once grows no older. */
export function connectionToPast(lastGoodPollMs: EpochMs | null, error: SourceError | null): Connection {
  return { state: lastGoodPollMs === null ? 'starting' : 'past', lastGoodPollMs, error };
}

/** What ages count from: the present goes on, a moment of the past stays where it is. */
export function momentShown(
  { connection, judgedMs }: { readonly connection: Connection; readonly judgedMs: EpochMs },
  nowMs: EpochMs,
): EpochMs {
  return connection.state === 'past' ? judgedMs : nowMs;
}

function isStale(lastGoodPollMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs - lastGoodPollMs > STALE_AFTER_MS;
}
