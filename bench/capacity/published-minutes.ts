import { MINUTE_MS } from '../../src/lambda/time.ts';
import { SLOT_MS } from '../../src/local/world/record/peaks.ts';
import {
  LONGEST_PUBLICATION_MS,
  PUBLICATION_DELAY_MS,
  publishedMs,
} from '../../src/local/world/record/publication.ts';
import { type Calls, endOfCall } from './calls.ts';
import type { Truth } from './truth.ts';

/** What CloudWatch shows of one minute at some moment. Null means no data point. */
export interface PublishedMinute {
  readonly minuteMs: number;
  readonly invocations: number | null;
  readonly throttles: number | null;
  readonly durationSumMs: number | null;
  readonly durationP50Ms: number | null;
  readonly durationP95Ms: number | null;
  readonly durationP99Ms: number | null;
  readonly durationMaxMs: number | null;
  readonly observedMax: number | null;
}

/**
 * Publishes the metrics of calls as late as CloudWatch does: a call counts in the minute of its arrival, once it has
 * ended.
 */
export class PublishedMinutes {
  readonly #calls: Calls;
  readonly #truth: Truth;
  readonly #firstOfMinute: readonly number[];
  readonly #firstThrottleOfMinute: readonly number[];
  /** When the last call of the minute is published. */
  readonly #settledMs: readonly number[];
  readonly #settled = new Map<number, PublishedMinute>();

  constructor(calls: Calls, truth: Truth) {
    this.#calls = calls;
    this.#truth = truth;
    const minutes = truth.meanOfMinute.length;
    this.#firstOfMinute = firstOfMinutes(calls.arrivalMs.subarray(0, calls.count), calls.startMs, minutes);
    this.#firstThrottleOfMinute = firstOfMinutes(calls.throttleMs, calls.startMs, minutes);
    this.#settledMs = Array.from({ length: minutes }, (_, minute) => {
      let lastEndMs = calls.startMs + (minute + 1) * MINUTE_MS;
      for (
        let index = this.#firstOfMinute[minute] ?? 0;
        index < (this.#firstOfMinute[minute + 1] ?? 0);
        index++
      )
        lastEndMs = Math.max(lastEndMs, endOfCall(calls, index));
      return lastEndMs + LONGEST_PUBLICATION_MS;
    });
  }

  at(minuteMs: number, nowMs: number): PublishedMinute {
    const minute = Math.round((minuteMs - this.#calls.startMs) / MINUTE_MS);
    const known = this.#settled.get(minute);
    if (known !== undefined) return known;
    const shown = this.#shown(minute, minuteMs, nowMs);
    if (nowMs >= (this.#settledMs[minute] ?? Infinity)) this.#settled.set(minute, shown);
    return shown;
  }

  #shown(minute: number, minuteMs: number, nowMs: number): PublishedMinute {
    const calls = this.#calls;
    const durations: number[] = [];
    for (
      let index = this.#firstOfMinute[minute] ?? 0;
      index < (this.#firstOfMinute[minute + 1] ?? 0);
      index++
    ) {
      if (publishedMs(endOfCall(calls, index), calls.flushPhaseMs[index] ?? 0) <= nowMs)
        durations.push(calls.durationMs[index] ?? 0);
    }
    const sorted = Float64Array.from(durations).sort();
    const quantile = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
    const throttles = this.#shownThrottles(minute, nowMs);
    const hasCalls = sorted.length > 0;
    return {
      minuteMs,
      invocations: hasCalls ? sorted.length : null,
      throttles: hasCalls || throttles > 0 ? throttles : null,
      durationSumMs: hasCalls ? sorted.reduce((sum, ms) => sum + ms, 0) : null,
      durationP50Ms: quantile(0.5),
      durationP95Ms: quantile(0.95),
      durationP99Ms: quantile(0.99),
      durationMaxMs: quantile(1),
      observedMax: this.#shownPeak(minute, nowMs),
    };
  }

  #shownThrottles(minute: number, nowMs: number): number {
    let shown = 0;
    const end = this.#firstThrottleOfMinute[minute + 1] ?? 0;
    for (let index = this.#firstThrottleOfMinute[minute] ?? 0; index < end; index++) {
      if (publishedMs(this.#calls.throttleMs[index] ?? 0, (index % 8) * 3_750) <= nowMs) shown++;
    }
    return shown;
  }

  #shownPeak(minute: number, nowMs: number): number | null {
    let peak = 0;
    for (let slotMs = 0; slotMs < MINUTE_MS; slotMs += SLOT_MS) {
      const fromMs = minute * MINUTE_MS + slotMs;
      if (this.#calls.startMs + fromMs + SLOT_MS + PUBLICATION_DELAY_MS > nowMs) break;
      for (let second = fromMs / 1_000; second < (fromMs + SLOT_MS) / 1_000; second++)
        peak = Math.max(peak, this.#truth.peakOfSecond[second] ?? 0);
    }
    return peak > 0 ? peak : null;
  }
}

/** The index of the first time in each minute, plus one index past the last minute. */
function firstOfMinutes(timesMs: Float64Array, startMs: number, minutes: number): readonly number[] {
  const firsts: number[] = [];
  let index = 0;
  for (let minute = 0; minute <= minutes; minute++) {
    while (index < timesMs.length && (timesMs[index] ?? 0) < startMs + minute * MINUTE_MS) index++;
    firsts.push(index);
  }
  return firsts;
}
