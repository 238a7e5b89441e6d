import { mixed, shareOf } from '../../src/local/world/chance/hash.ts';
import { ingestionMs, LONGEST_INGESTION_MS } from '../../src/local/world/log/ingestion.ts';
import { type Calls, endOfCall } from './calls.ts';

/** A platform line, as a tail sees it. */
export interface WrittenLine {
  readonly kind: 'init' | 'start' | 'report';
  readonly environment: number;
  readonly timestampMs: number;
  readonly ingestionMs: number;
  /** From a REPORT line. */
  readonly durationMs: number;
  readonly initMs: number;
}

const KINDS = ['init', 'start', 'report'] as const;
/** Lines are handed out in time spans of this length. */
const SPAN_MS = 1_000;

/** Hands out the lines of calls in the order in which CloudWatch Logs ingested them. */
export class WrittenLines {
  readonly #calls: Calls;
  /** Call × 3 + kind, ordered by the span in which the line was ingested. */
  readonly #order: Uint32Array;
  readonly #endOfSpan: Uint32Array;
  #span = 0;

  /** @param sample the share of lines that are kept, chosen at random. */
  constructor(calls: Calls, sample = 1) {
    this.#calls = calls;
    const spans = Math.ceil((calls.endMs - calls.startMs + LONGEST_INGESTION_MS) / SPAN_MS) + 1;
    this.#endOfSpan = new Uint32Array(spans + 1);
    const isKept = (line: number) => sample >= 1 || shareOf(mixed(line, 77)) < sample;
    const count = calls.count * KINDS.length;
    const spanOf = new Int32Array(count).fill(-1);
    let kept = 0;
    for (let line = 0; line < count; line++) {
      if ((line % 3 === 0 && calls.initMs[(line / 3) | 0] === 0) || !isKept(line)) continue;
      const span = Math.min(spans - 1, Math.floor((this.#ingestedMs(line) - calls.startMs) / SPAN_MS));
      spanOf[line] = span;
      this.#endOfSpan[span + 1] = (this.#endOfSpan[span + 1] ?? 0) + 1;
      kept++;
    }
    for (let span = 1; span <= spans; span++)
      this.#endOfSpan[span] = (this.#endOfSpan[span] ?? 0) + (this.#endOfSpan[span - 1] ?? 0);
    const next = this.#endOfSpan.slice();
    this.#order = new Uint32Array(kept);
    for (let line = 0; line < count; line++) {
      const span = spanOf[line] ?? -1;
      if (span < 0) continue;
      const place = next[span] ?? 0;
      this.#order[place] = line;
      next[span] = place + 1;
    }
  }

  /** The lines ingested since the last call, up to `nowMs`, in log order, as a page holds them. */
  until(nowMs: number): readonly WrittenLine[] {
    const until = Math.min(this.#endOfSpan.length - 1, Math.floor((nowMs - this.#calls.startMs) / SPAN_MS));
    if (until <= this.#span) return [];
    const lines = Array.from(
      this.#order.subarray(this.#endOfSpan[this.#span] ?? 0, this.#endOfSpan[until] ?? 0),
      (line) => this.#line(line),
    );
    this.#span = until;
    return lines.sort((one, other) => one.timestampMs - other.timestampMs);
  }

  #line(line: number): WrittenLine {
    const calls = this.#calls;
    const call = Math.floor(line / 3);
    return {
      kind: KINDS[line % 3] ?? 'report',
      environment: calls.environment[call] ?? 0,
      timestampMs: this.#timestampMs(line),
      ingestionMs: this.#ingestedMs(line),
      durationMs: calls.durationMs[call] ?? 0,
      initMs: calls.initMs[call] ?? 0,
    };
  }

  #timestampMs(line: number): number {
    const call = Math.floor(line / 3);
    const arrivalMs = this.#calls.arrivalMs[call] ?? 0;
    switch (line % 3) {
      case 0:
        return arrivalMs;
      case 1:
        return arrivalMs + (this.#calls.initMs[call] ?? 0);
      default:
        return endOfCall(this.#calls, call);
    }
  }

  #ingestedMs(line: number): number {
    return ingestionMs(this.#timestampMs(line), this.#calls.environmentSeed[Math.floor(line / 3)] ?? 0);
  }
}
