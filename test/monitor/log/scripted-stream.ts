import { SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import type { Clock } from '../../../src/monitor/clock.ts';
import type { LiveFrame, LiveLogSource, Result, SourceErrorKind } from '../../../src/monitor/sources.ts';
import { sourceError } from './scripted-log.ts';

/** How one session goes. */
export interface SessionScript {
  /** How many updates it tells before it ends; 0 can't be opened. */
  readonly updates: number;
  /** What it ends with; null ends it without a word. */
  readonly error: { readonly kind: SourceErrorKind; readonly name: string } | null;
  /** Tells every so manyeth event of a second. */
  readonly keeps?: number;
  /** How many without any time each update holds. */
  readonly leftOut?: number;
}

export interface ScriptedStream extends LiveLogSource {
  /** When each session was opened. */
  readonly openedMs: readonly number[];
  /** How many of those that nobody has given up. */
  readonly openCount: () => number;
}

/** Live Tail sessions of a log, one after the other as they are scripted; the last one lasts. */
export function createScriptedStream(
  clock: Clock,
  written: readonly LogEvent[],
  sessions: readonly SessionScript[],
): ScriptedStream {
  const openedMs: number[] = [];
  const open = new Set<AbortSignal>();
  return {
    openedMs,
    openCount: () => [...open].filter(({ aborted }) => !aborted).length,
    live: async function* (_group, _pattern, signal): AsyncGenerator<Result<LiveFrame>> {
      const { updates, error, keeps = 1, leftOut = 0 } = sessions[openedMs.length] ?? LASTING;
      let throughMs = clock.now();
      openedMs.push(throughMs);
      open.add(signal);
      if (updates > 0) yield { ok: true, value: { kind: 'opened' } };
      for (let update = 0; update < updates; update += 1) {
        await clock.sleep(SECOND_MS, signal);
        if (signal.aborted) return;
        const afterMs = throughMs;
        throughMs = clock.now();
        const all = written.filter(({ ingestionMs }) => ingestionMs > afterMs && ingestionMs <= throughMs);
        const events = all
          .filter((_, index) => index % keeps === 0)
          .map(({ logStream, timestampMs, ingestionMs, message }) => ({
            logStream,
            timestampMs,
            ingestionMs,
            message,
          }));
        yield { ok: true, value: { kind: 'update', sampled: events.length < all.length, events, leftOut } };
      }
      if (error !== null) yield { ok: false, error: sourceError(error.kind, error.name) };
    },
  };
}

const LASTING: SessionScript = { updates: Number.POSITIVE_INFINITY, error: null };
