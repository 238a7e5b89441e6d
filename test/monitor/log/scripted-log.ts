import { filterMatcher } from '../../../src/local/wire/logs/filter/filter-pattern.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { comparePlaces } from '../../../src/logs/log-order.ts';
import type { Clock } from '../../../src/monitor/clock.ts';
import type { SourceError, SourceErrorKind } from '../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../../src/terminal/text.ts';

/** The outcome of a call: an answer, an empty page with a new token or always the same one, or an error. */
export type Weather = 'fine' | 'empty' | 'circle' | SourceErrorKind;

export interface ScriptedLog extends LogSource {
  /** When each call was made. */
  readonly callsMs: readonly number[];
  readonly ranges: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly patterns: readonly (string | null)[];
}

export interface LogScript {
  readonly clock: Clock;
  readonly events: readonly LogEvent[];
  readonly pageSize?: number;
  /** How many events a call with a pattern scans. */
  readonly scanned?: number;
  /** The name of errors; by default derived from their kind. */
  readonly errorName?: string;
  /** The outcome of the call with this number, time and token. */
  readonly weather?: (call: number, nowMs: number, token: string | null) => Weather;
}

/**
 * A log group as FilterLogEvents shows it: an event is visible once it is ingested, pages are in order of timestamp,
 * and an event that is ingested before the current position of a sweep is not in its next pages.
 */
export function createScriptedLog({
  clock,
  events,
  pageSize = 10_000,
  scanned = 20_000,
  errorName,
  weather,
}: LogScript): ScriptedLog {
  const sorted = [...events].sort((left, right) => comparePlaces(placeOf(left), placeOf(right)));
  const callsMs: number[] = [];
  const ranges: { startMs: number; endMs: number }[] = [];
  const patterns: (string | null)[] = [];
  return {
    callsMs,
    ranges,
    patterns,
    async page({ range, pattern, token }) {
      const nowMs = clock.now();
      // AWS would always refuse it.
      if (!Number.isInteger(range.startMs) || !Number.isInteger(range.endMs))
        throw new RangeError(`from ${range.startMs} to ${range.endMs} is not whole milliseconds`);
      const meets = weather?.(callsMs.length, nowMs, token) ?? 'fine';
      callsMs.push(nowMs);
      ranges.push(range);
      patterns.push(pattern);
      const matches = filterMatcher(pattern ?? '') ?? (() => false);
      const answer = (page: readonly LogEvent[], nextToken: RawText | null) => ({
        items: page.filter(({ message }) => matches(message)),
        nextToken,
      });
      const after = token === null ? -1 : Number.parseInt(token, 10);
      switch (meets) {
        case 'fine': {
          const most = pattern === null ? pageSize : scanned;
          const page: LogEvent[] = [];
          let last = after;
          for (let index = Math.max(after + 1, firstFrom(sorted, range.startMs)); ; index++) {
            const event = sorted[index];
            if (event === undefined || event.timestampMs > range.endMs) break;
            if (event.ingestionMs > nowMs) continue;
            if (page.length === most) return { ok: true, value: answer(page, rawText(String(last))) };
            page.push(event);
            last = index;
          }
          return { ok: true, value: answer(page, null) };
        }
        case 'empty':
          return {
            ok: true,
            value: { items: [], nextToken: rawText(`${after} after call ${callsMs.length}`) },
          };
        case 'circle':
          return { ok: true, value: { items: [], nextToken: rawText('-1 again') } };
        default:
          return { ok: false, error: sourceError(meets, errorName) };
      }
    },
  };
}

export function sourceError(kind: SourceErrorKind, name = `${kind}Exception`): SourceError {
  return {
    kind,
    action: 'logs:FilterLogEvents',
    name: rawText(name),
    message: rawText(`${kind}, in a test`),
  };
}

export function logEvent(id: string, timestampMs: number, ingestionMs = timestampMs, message = id): LogEvent {
  return {
    eventId: rawText(id),
    logStream: rawText('2026/11/20/[$LATEST]0f34e13f9411b782a32b1eefce0a1128'),
    timestampMs,
    ingestionMs,
    message: rawText(message),
  };
}

function placeOf(event: LogEvent) {
  return { timestampMs: event.timestampMs, ingestionMs: event.ingestionMs, id: event.eventId };
}

/** The index of the first of `sorted` at or after `timeMs`. */
function firstFrom(sorted: readonly LogEvent[], timeMs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.timestampMs ?? timeMs) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
