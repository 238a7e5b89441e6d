import { type RuntimeStart, runtimeStart } from '../../lambda/line/environment-start.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import { type EpochMs, minuteOf } from '../../lambda/time.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';

/** The first execution environment read that started a version with a given runtime. */
export interface FirstStart extends RuntimeStart {
  readonly atMs: EpochMs;
  /** `$LATEST` or a number; null where Lambda did not name the log stream. */
  readonly version: RawText | null;
}

/** Filter patterns for CloudWatch. */
export const STARTS = {
  json: rawText('{ $.type = "platform.initStart" }'),
  text: rawText('"INIT_START Runtime Version"'),
} as const;

/** No function starts more versions and runtimes within an hour; this bounds hostile input. */
const MOST_STARTS = 50;

/** Execution environments started, by minute; minutes without any are left out. */
export function startsByMinute(events: readonly LogEvent[]): readonly MinuteCount[] {
  const counts = new Map<EpochMs, number>();
  for (const { message, timestampMs } of events) {
    if (runtimeStart(message) === null) continue;
    const minuteMs = minuteOf(timestampMs);
    counts.set(minuteMs, (counts.get(minuteMs) ?? 0) + 1);
  }
  return [...counts]
    .map(([minuteMs, count]) => ({ minuteMs, count }))
    .toSorted((one, other) => one.minuteMs - other.minuteMs);
}

export interface MinuteCount {
  readonly minuteMs: EpochMs;
  readonly count: number;
}

/** Oldest first. */
export function firstStarts(events: readonly LogEvent[]): readonly FirstStart[] {
  const first = new Map<string, FirstStart>();
  for (const { message, logStream, timestampMs } of events) {
    const start = runtimeStart(message);
    if (start === null) continue;
    const version = parseLogStream(logStream)?.version ?? null;
    const key = `${version} ${start.runtime} ${start.runtimeArn}`;
    const known = first.get(key);
    if (known === undefined && first.size === MOST_STARTS) continue;
    if (known === undefined || timestampMs < known.atMs)
      first.set(key, { ...start, atMs: timestampMs, version });
  }
  return [...first.values()].toSorted((one, other) => one.atMs - other.atMs);
}
