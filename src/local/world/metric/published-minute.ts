import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import { SUCCESS } from '../record/invocations.ts';
import { LONGEST_PUBLICATION_MS, publishedMs, shownCount } from '../record/publication.ts';
import { SampleSummary } from './sample-summary.ts';

/**
 * A minute of a function or version as CloudWatch shows it at one moment. A sample belongs to the minute in which its
 * invocation arrived, and appears after that has ended and its environment has reported: so the minute grows for a
 * while.
 */
export class PublishedMinute {
  readonly minuteMs: EpochMs;
  readonly invocations: number;
  readonly errors: number;
  /** Invocations on provisioned concurrency. */
  readonly onProvisioned: number;
  /** For the function only: a throttled call has reached no version. */
  readonly throttles: number;
  readonly deadLetterErrors: number;
  readonly nowMs: EpochMs;
  /** From then on nothing changes, at the latest. */
  readonly settledMs: EpochMs;
  readonly #callee: SimulatedFunction;
  readonly #version: string | null;
  #durationSummary: SampleSummary | null = null;
  #ageSummary: SampleSummary | null = null;

  /** @param version null for all of them. @param nowMs the simulation has reached it. */
  constructor(callee: SimulatedFunction, version: string | null, minuteMs: EpochMs, nowMs: EpochMs) {
    const { invocations } = callee;
    this.#callee = callee;
    this.#version = version;
    this.minuteMs = minuteMs;
    this.nowMs = nowMs;
    this.settledMs = minuteMs + MINUTE_MS + invocations.longestMs + LONGEST_PUBLICATION_MS;
    const isReady = callee.model.provisioned !== undefined;
    let errors = 0;
    let served = 0;
    let onProvisioned = 0;
    this.#visitShown((sequence) => {
      served++;
      if (invocations.outcome(sequence) !== SUCCESS) errors++;
      if (isReady && callee.environmentOf(sequence).fleet.isProvisioned) onProvisioned++;
    });
    this.invocations = served;
    this.errors = errors;
    this.onProvisioned = onProvisioned;
    const startMs = Math.max(minuteMs, callee.heldFromMs);
    const endMs = minuteMs + MINUTE_MS;
    this.throttles = shownCount(callee.throttles.times, startMs, endMs, nowMs);
    this.deadLetterErrors = shownCount(callee.asyncEvents.deadLetterErrors, startMs, endMs, nowMs);
  }

  /** In hundredths of a millisecond. */
  get durations(): SampleSummary {
    const { invocations } = this.#callee;
    this.#durationSummary ??= this.#summary((sequence) => invocations.durationHundredths(sequence));
    return this.#durationSummary;
  }

  /** In milliseconds, of what the invocations were handed. */
  get ages(): SampleSummary {
    const { invocations } = this.#callee;
    this.#ageSummary ??= this.#summary((sequence) => invocations.ageMs(sequence));
    return this.#ageSummary;
  }

  #summary(sampleOf: (sequence: number) => number): SampleSummary {
    return new SampleSummary(() => {
      const samples = new Uint32Array(this.invocations);
      let count = 0;
      this.#visitShown((sequence) => {
        samples[count++] = sampleOf(sequence);
      });
      return samples;
    });
  }

  #visitShown(visit: (sequence: number) => void): void {
    const callee = this.#callee;
    const minuteMs = this.minuteMs;
    const version = this.#version;
    const { nowMs } = this;
    const { invocations } = callee;
    const end = invocations.arrivals.firstFrom(Math.min(minuteMs + MINUTE_MS, nowMs + 1));
    let sequence = invocations.arrivals.firstFrom(Math.max(minuteMs, callee.heldFromMs));
    const isSettled = nowMs >= this.settledMs;
    if (isSettled && version === null) {
      for (; sequence < end; sequence++) visit(sequence);
      return;
    }
    for (; sequence < end; sequence++) {
      const { flushPhaseMs, fleet } = callee.environmentOf(sequence);
      if (version !== null && fleet.version !== version) continue;
      if (isSettled || publishedMs(callee.endMs(sequence), flushPhaseMs) <= nowMs) visit(sequence);
    }
  }
}
