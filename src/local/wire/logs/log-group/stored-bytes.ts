import type { EpochMs } from '../../../../lambda/time.ts';
import type { LogGroup } from './log-groups.ts';

/** This much of a log is measured and extrapolated to all of it. */
const MEASURED_MS = 10_000;
const MOST_EVENTS = 20_000;
/** Bytes counted in addition to an event's text. */
const BYTES_BESIDE_TEXT = 26;

/** Roughly how much a group stores: a simulated log is generated on reading, and never counted. */
export function storedBytesOf({ log, createdMs }: LogGroup, nowMs: EpochMs): number {
  const startMs = nowMs - MEASURED_MS;
  const events = log.read({ startMs, endMs: nowMs, nowMs, after: null, limit: MOST_EVENTS, streams: null });
  const bytes = events.reduce((sum, { message }) => sum + message.length + BYTES_BESIDE_TEXT, 0);
  return Math.round(bytes * (Math.max(0, nowMs - createdMs) / MEASURED_MS));
}
