import type { ExecutionMark, InFlight } from '../../src/capacity/in-flight/in-flight.ts';

export const OPENED_MS = Date.UTC(2026, 10, 24, 2, 0);

/** A line of environment `stream`, `atS` seconds after the log was opened, ingested at once. */
export function mark(
  kind: ExecutionMark['kind'],
  stream: string,
  atS: number,
  took: { readonly durationS?: number; readonly initS?: number; readonly version?: string } = {},
): ExecutionMark {
  const timestampMs = OPENED_MS + atS * 1_000;
  return {
    kind,
    stream,
    version: took.version ?? null,
    timestampMs,
    ingestionMs: timestampMs,
    durationMs: (took.durationS ?? 0) * 1_000,
    initMs: (took.initS ?? 0) * 1_000,
  };
}

/** A function whose calls took `callS`, with levels known to the second; `levels` oldest first. */
export function seenInFlight(levels: readonly number[], callS: number): InFlight {
  const means = Float32Array.from(levels);
  return {
    peaks: means,
    means,
    arrivals: means.map((level) => level / callS),
    asOfMs: OPENED_MS + levels.length * 1_000,
    completeFromMs: OPENED_MS,
    callMs: callS * 1_000,
    mixingMs: callS * 1_000,
    isSampled: false,
    standsFor: 1,
  };
}
