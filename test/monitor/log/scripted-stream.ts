import { SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import type { Clock } from '../../../src/monitor/clock.ts';
import type { Result, SourceErrorKind } from '../../../src/monitor/source-error.ts';
import type { LiveFrame, LiveLogSource } from '../../../src/monitor/sources.ts';
import { sourceError } from './scripted-log.ts';

/** The course of one session. */
export interface SessionScript {
  /** The number of updates before it ends; 0 means that it can't be opened. */
  readonly updates: number;
  /** The error that ends it; null for a silent end. */
  readonly error: { readonly kind: SourceErrorKind; readonly name: string } | null;
  /** Keeps every nth event of a second. */
  readonly keeps?: number;
  /** The number of events without a time in each update. */
  readonly leftOut?: number;
}

export interface ScriptedStream extends LiveLogSource {
  /** When each session was opened. */
  readonly openedMs: readonly number[];
  /** How many sessions are still open. */
  readonly openCount: () => number;
}

/** Live Tail sessions of a log, one after the other as scripted; the last one goes on. */
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
