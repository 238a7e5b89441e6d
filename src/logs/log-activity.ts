import { type EpochMs, MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import type { LogEvent } from './event.ts';

/** How busy a log is: lines a second and active execution environments, by the events' own timestamps. */
export interface LogActivity {
  add(events: readonly LogEvent[]): void;
  /** Mean over the 10 s before `throughMs`, the time up to which the log has been read. */
  linesPerSecond(throughMs: EpochMs): number;
  /** Log streams (one for each execution environment) that wrote in the 5 minutes before `throughMs`. */
  environmentCount(throughMs: EpochMs): number;
}

const RATE_SECONDS = 10;
const ENVIRONMENT_MS = 5 * MINUTE_MS;

export function createLogActivity(): LogActivity {
  const linesBySecond = new Map<number, number>();
  const lastEventMs = new Map<string, EpochMs>();

  return {
    add(events) {
      for (const { timestampMs, logStream } of events) {
        const second = Math.floor(timestampMs / SECOND_MS);
        linesBySecond.set(second, (linesBySecond.get(second) ?? 0) + 1);
        lastEventMs.set(logStream, Math.max(timestampMs, lastEventMs.get(logStream) ?? timestampMs));
      }
    },
    linesPerSecond(throughMs) {
      const last = Math.floor(throughMs / SECOND_MS);
      for (const second of linesBySecond.keys()) {
        if (second <= last - RATE_SECONDS) linesBySecond.delete(second);
      }
      let lines = 0;
      for (const [second, count] of linesBySecond) if (second <= last) lines += count;
      return lines / RATE_SECONDS;
    },
    environmentCount(throughMs) {
      for (const [stream, timestampMs] of lastEventMs) {
        if (timestampMs <= throughMs - ENVIRONMENT_MS) lastEventMs.delete(stream);
      }
      return lastEventMs.size;
    },
  };
}
