import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import type { SourceError } from './sources.ts';

/** `stale`: two polls missed; what is shown is old. */
export type ConnectionState = 'starting' | 'live' | 'stale';

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

/** The state by the age that the data has at `nowMs`: a poll that hangs publishes nothing, and is stale all the same. */
export function connectionState({ state, lastGoodPollMs }: Connection, nowMs: EpochMs): ConnectionState {
  return state === 'live' && lastGoodPollMs !== null && isStale(lastGoodPollMs, nowMs) ? 'stale' : state;
}

export function connectionAfterPoll(
  lastGoodPollMs: EpochMs | null,
  error: SourceError | null,
  nowMs: EpochMs,
): Connection {
  const state = lastGoodPollMs === null ? 'starting' : isStale(lastGoodPollMs, nowMs) ? 'stale' : 'live';
  return { state, lastGoodPollMs, error };
}

function isStale(lastGoodPollMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs - lastGoodPollMs > STALE_AFTER_MS;
}
