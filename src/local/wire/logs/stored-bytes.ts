import type { EpochMs } from '../../../lambda/time.ts';
import type { LogGroup } from './log-groups.ts';

/** So much of a log is measured, and all of it taken to be like that. */
const MEASURED_MS = 10_000;
const MOST_EVENTS = 20_000;
/** What is counted beside the text of an event. */
const BYTES_BESIDE_TEXT = 26;

/** About how much a group holds: a simulated log is made up when it is read, and nobody has counted it. */
export function storedBytesOf({ log, createdMs }: LogGroup, nowMs: EpochMs): number {
  const startMs = nowMs - MEASURED_MS;
  const events = log.read({ startMs, endMs: nowMs, nowMs, after: null, limit: MOST_EVENTS, streams: null });
  const bytes = events.reduce((sum, { message }) => sum + message.length + BYTES_BESIDE_TEXT, 0);
  return Math.round(bytes * (Math.max(0, nowMs - createdMs) / MEASURED_MS));
}
