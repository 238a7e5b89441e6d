import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { SourceError } from '../source-error.ts';

/** `stale`: two polls missed, the data is old. `past`: a past window, read completely; `unreadPast`: not so. */
export type ConnectionState = 'starting' | 'live' | 'stale' | 'past' | 'unreadPast';

export interface Connection {
  /** As it was when the snapshot was made. */
  readonly state: ConnectionState;
  /** When a poll last succeeded; null before the first. */
  readonly lastGoodPollMs: EpochMs | null;
  /** The error of the newest poll; null when it succeeded. */
  readonly error: SourceError | null;
}

/** Polls run every minute, twenty seconds past it. */
const STALE_AFTER_MS = 2 * MINUTE_MS + 20_000;

/**
 * The state by the data's age at `nowMs`: a poll that hangs publishes nothing, and must still turn stale. Without
 * credentials nothing is new until a new sign-in.
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

/** For a past window: facts once read do not age. */
export function connectionToPast(lastGoodPollMs: EpochMs | null, error: SourceError | null): Connection {
  return { state: lastGoodPollMs === null ? 'unreadPast' : 'past', lastGoodPollMs, error };
}

/** Whether data in this state is of a past window: what was read of one is past, whether or not it is all. */
export function isOfPast(state: ConnectionState): boolean {
  return state === 'past' || state === 'unreadPast';
}

/** How sentences about data in this state are told. */
export function tenseOfState(state: ConnectionState): Tense {
  return isOfPast(state) || state === 'stale' ? 'past' : 'present';
}

/** The moment that ages count from: the present advances, a past moment doesn't. */
export function momentShown(
  { connection, judgedMs }: { readonly connection: Connection; readonly judgedMs: EpochMs },
  nowMs: EpochMs,
): EpochMs {
  return isOfPast(connection.state) ? judgedMs : nowMs;
}

function isStale(lastGoodPollMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs - lastGoodPollMs > STALE_AFTER_MS;
}
