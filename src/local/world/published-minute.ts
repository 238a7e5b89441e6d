import { SUCCESS } from './invocations.ts';
import { LONGEST_PUBLICATION_MS, publishedMs } from './publication.ts';
import { SampleSummary } from './sample-summary.ts';
import type { SimulatedFunction } from './simulated-function.ts';
import type { EpochMs } from './world.ts';

const MINUTE_MS = 60_000;

/**
 * What CloudWatch shows at one moment of a function's minute. A sample belongs to the minute in which its invocation
 * arrived, and is shown when that has ended and its environment has handed it over: so the minute grows for a while.
 */
export class PublishedMinute {
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly nowMs: EpochMs;
  /** From then on nothing changes, at the latest. */
  readonly settledMs: EpochMs;
  private readonly callee: SimulatedFunction;
  private readonly minuteMs: EpochMs;
  private durationSummary: SampleSummary | null = null;
  private ageSummary: SampleSummary | null = null;

  /** @param nowMs the simulation has reached it. */
  constructor(callee: SimulatedFunction, minuteMs: EpochMs, nowMs: EpochMs) {
    const { invocations } = callee;
    this.callee = callee;
    this.minuteMs = minuteMs;
    this.nowMs = nowMs;
    this.settledMs = minuteMs + MINUTE_MS + invocations.longestMs + LONGEST_PUBLICATION_MS;
    let errors = 0;
    let served = 0;
    this.visitShown((sequence) => {
      served++;
      if (invocations.outcome(sequence) !== SUCCESS) errors++;
    });
    this.invocations = served;
    this.errors = errors;
    this.throttles = this.shownThrottles();
  }

  /** In hundredths of a millisecond. */
  get durations(): SampleSummary {
    const { invocations } = this.callee;
    this.durationSummary ??= this.summary((sequence) => invocations.durationHundredths(sequence));
    return this.durationSummary;
  }

  /** In milliseconds. */
  get iteratorAges(): SampleSummary {
    const { invocations } = this.callee;
    this.ageSummary ??= this.summary((sequence) => invocations.iteratorAgeMs(sequence));
    return this.ageSummary;
  }

  private summary(sampleOf: (sequence: number) => number): SampleSummary {
    return new SampleSummary(() => {
      const samples = new Uint32Array(this.invocations);
      let count = 0;
      this.visitShown((sequence) => {
        samples[count++] = sampleOf(sequence);
      });
      return samples;
    });
  }

  private visitShown(visit: (sequence: number) => void): void {
    const { callee, minuteMs, nowMs } = this;
    const { invocations, environments } = callee;
    const end = invocations.arrivals.firstFrom(Math.min(minuteMs + MINUTE_MS, nowMs + 1));
    let sequence = invocations.arrivals.firstFrom(Math.max(minuteMs, callee.heldFromMs));
    if (nowMs >= this.settledMs) {
      for (; sequence < end; sequence++) visit(sequence);
      return;
    }
    for (; sequence < end; sequence++) {
      const { flushPhaseMs } = environments.get(invocations.environment(sequence));
      if (publishedMs(callee.endMs(sequence), flushPhaseMs) <= nowMs) visit(sequence);
    }
  }

  private shownThrottles(): number {
    const { callee, minuteMs, nowMs } = this;
    const { throttles } = callee;
    const end = throttles.times.firstFrom(Math.min(minuteMs + MINUTE_MS, nowMs + 1));
    let shown = 0;
    for (
      let sequence = throttles.times.firstFrom(Math.max(minuteMs, callee.heldFromMs));
      sequence < end;
      sequence++
    ) {
      const shownMs = publishedMs(throttles.times.timeMs(sequence), throttles.flushPhaseMs(sequence));
      if (shownMs <= nowMs) shown++;
    }
    return shown;
  }
}
