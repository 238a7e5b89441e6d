import { isoTime } from '../terminal/quantity.ts';

/** A time as a field of JSON has it: null where there is none. */
export function jsonTime(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
