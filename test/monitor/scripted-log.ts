import type { LogEvent } from '../../src/logs/event.ts';
import { comparePlaces } from '../../src/logs/log-order.ts';
import type { Clock } from '../../src/monitor/clock.ts';
import type { LogSource, SourceError, SourceErrorKind } from '../../src/monitor/sources.ts';
import { rawText } from '../../src/terminal/text.ts';

/** What a call meets: an answer, an empty page that carries a token, or an error. */
export type Weather = 'fine' | 'empty' | SourceErrorKind;

export interface ScriptedLog extends LogSource {
  /** When each call was made. */
  readonly callsMs: readonly number[];
  readonly ranges: readonly { readonly startMs: number; readonly endMs: number }[];
}

export interface LogScript {
  readonly clock: Clock;
  readonly events: readonly LogEvent[];
  readonly pageSize?: number;
  /** What errors are called; by default after their kind. */
  readonly errorName?: string;
  /** What the call of this number, made at this time with this token, meets. */
  readonly weather?: (call: number, nowMs: number, token: string | null) => Weather;
}

/**
 * A log group as FilterLogEvents shows it: an event is there once it is ingested, pages are in order of timestamp,
 * and what is ingested behind a page that was read already is not in the next one.
 */
export function createScriptedLog({
  clock,
  events,
  pageSize = 10_000,
  errorName,
  weather,
}: LogScript): ScriptedLog {
  const sorted = [...events].sort((left, right) => comparePlaces(placeOf(left), placeOf(right)));
  const callsMs: number[] = [];
  const ranges: { startMs: number; endMs: number }[] = [];
  return {
    callsMs,
    ranges,
    async page(_group, range, _pattern, token) {
      const nowMs = clock.now();
      const meets = weather?.(callsMs.length, nowMs, token) ?? 'fine';
      callsMs.push(nowMs);
      ranges.push(range);
      const after = token === null ? -1 : Number.parseInt(token, 10);
      switch (meets) {
        case 'fine': {
          const rest = sorted.flatMap((event, index) =>
            index > after && isVisible(event, range, nowMs) ? [{ event, index }] : [],
          );
          const page = rest.slice(0, pageSize);
          const last = page.at(-1);
          const nextToken = last !== undefined && rest.length > pageSize ? rawText(String(last.index)) : null;
          return { ok: true, value: { items: page.map(({ event }) => event), nextToken } };
        }
        case 'empty':
          return {
            ok: true,
            value: { items: [], nextToken: rawText(`${after} after call ${callsMs.length}`) },
          };
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

function isVisible(event: LogEvent, range: { startMs: number; endMs: number }, nowMs: number): boolean {
  const { timestampMs, ingestionMs } = event;
  return ingestionMs <= nowMs && timestampMs >= range.startMs && timestampMs <= range.endMs;
}
