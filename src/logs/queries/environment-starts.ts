import { type RuntimeStart, runtimeStart } from '../../lambda/line/environment-start.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { countByMinute, type MinuteCount } from '../minute-counts.ts';

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
  const starts = events.filter(({ message }) => runtimeStart(message) !== null);
  return countByMinute(starts.map(({ timestampMs }) => timestampMs));
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
