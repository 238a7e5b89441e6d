import { isoTime } from '../terminal/quantity.ts';

/** A time as a JSON field; null without one. */
export function jsonTime(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
