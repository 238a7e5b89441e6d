import type { LogLine } from './log-line.ts';

/** What a sample of REPORT lines says about all calls of its span: memory, cold starts, and requests that ran again. */
export interface CallSample {
  readonly calls: number;
  /** Length of the span whose lines were read; null where it is not known how far they were. */
  readonly spanMs: number | null;
  readonly coldStarts: number;
  /** Average init duration; null without a cold start. */
  readonly initMs: number | null;
  /** The most that any of the calls used. */
  readonly maxMemoryMb: number;
  /** Calls that share their request with another of these calls: a retry, or an event that was delivered twice. */
  readonly reruns: number;
}

/** Null if no line is a report that names its memory. */
export function callSample(lines: readonly LogLine[], spanMs: number | null): CallSample | null {
  const calls = lines.filter(({ report }) => report?.maxMemoryMb != null);
  if (calls.length === 0) return null;
  const inits = calls.flatMap(({ report }) => report?.initMs ?? []);
  const requests = calls.flatMap(({ requestId }) => requestId ?? []);
  return {
    calls: calls.length,
    spanMs,
    coldStarts: inits.length,
    initMs: inits.length === 0 ? null : inits.reduce((sum, initMs) => sum + initMs, 0) / inits.length,
    maxMemoryMb: calls.reduce((most, { report }) => Math.max(most, report?.maxMemoryMb ?? 0), 0),
    reruns: requests.length - new Set(requests).size,
  };
}
