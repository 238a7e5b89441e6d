import type { PeakMemory } from '../../src/capacity/capacity-memory.ts';
import { learnedPeakBand, mixingOf, peakMemoryAfter } from '../../src/capacity/minute/peak-memory.ts';
import { meanInMinute } from '../../src/capacity/minute/residence.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import type { Calls } from './calls.ts';
import { PublishedMinutes } from './published-minutes.ts';
import type { Seen } from './seen.ts';
import type { Truth } from './truth.ts';

/** Relative errors, one per minute whose true mean is at least half an environment. */
export class Errors {
  #sum = 0;
  #count = 0;

  add(said: number | null, truth: number): void {
    if (said === null || truth < 0.5) return;
    this.#sum += Math.abs(said - truth) / truth;
    this.#count++;
  }

  join(other: Errors): void {
    this.#sum += other.#sum;
    this.#count += other.#count;
  }

  /** NaN if nothing was added. */
  get mean(): number {
    return this.#sum / this.#count;
  }
}

/** How often a band contains the true peak, and its width relative to the peak. */
export class Coverage {
  #held = 0;
  #widths = 0;
  #count = 0;

  add(band: { readonly low: number; readonly high: number } | null, peak: number): void {
    if (band === null || peak === 0) return;
    this.#count++;
    this.#widths += (band.high - band.low) / peak;
    // Peaks are whole numbers, so fractional bands are rounded outwards.
    if (peak >= Math.floor(band.low) && peak <= Math.ceil(band.high)) this.#held++;
  }

  join(other: Coverage): void {
    this.#held += other.#held;
    this.#widths += other.#widths;
    this.#count += other.#count;
  }

  get share(): number {
    return this.#held / this.#count;
  }

  get width(): number {
    return this.#widths / this.#count;
  }
}

export const MEAN_COLUMNS = [
  'naive as polled',
  'naive, final data',
  'kernel as polled',
  'kernel, final data',
  'logs as polled',
  'logs at 30 %',
  'naive as peak',
] as const;
export type MeanColumn = (typeof MEAN_COLUMNS)[number];

/**
 * The last one is the most common peak of the run, known only afterwards: any band that contains it covers at least as
 * many minutes.
 */
export const BAND_COLUMNS = ['naive +-20 %', 'mean +-1.645 sqrt', 'lmon', 'commonest alone'] as const;
export type BandColumn = (typeof BAND_COLUMNS)[number];

export type MinuteErrors = Readonly<Record<MeanColumn, Errors>>;
export type MinuteBands = Readonly<Record<BandColumn, Coverage>>;

export function noErrors(): MinuteErrors {
  return Object.fromEntries(MEAN_COLUMNS.map((column) => [column, new Errors()])) as Record<
    MeanColumn,
    Errors
  >;
}

export function noBands(): MinuteBands {
  return Object.fromEntries(BAND_COLUMNS.map((column) => [column, new Coverage()])) as Record<
    BandColumn,
    Coverage
  >;
}

const KNOWN_MINUTES = 45;
const SETTLED_LATER_MS = 30 * MINUTE_MS;

/** What the metrics alone say of each minute once it is complete, and of its peak before that is known. */
export function finalMinutes(
  calls: Calls,
  truth: Truth,
  fromMinute: number,
  { errors, bands }: { readonly errors: MinuteErrors; readonly bands: MinuteBands },
): void {
  const published = new PublishedMinutes(calls, truth);
  const nowMs = calls.endMs + SETTLED_LATER_MS;
  const minutes = Array.from(truth.meanOfMinute, (_, minute) =>
    published.at(calls.startMs + minute * MINUTE_MS, nowMs),
  );
  let memory: PeakMemory | null = null;
  const peaks: number[] = [];
  minutes.forEach((minute, index) => {
    const known = minutes.slice(Math.max(0, index - KNOWN_MINUTES), index + 1);
    const mean = meanInMinute(known, minute.minuteMs, nowMs);
    const naive = (minute.durationSumMs ?? 0) / MINUTE_MS;
    const trueMean = truth.meanOfMinute[index] ?? 0;
    const peak = truth.peakOfMinute[index] ?? 0;
    if (index >= fromMinute && mean !== null) {
      errors['naive, final data'].add(naive, trueMean);
      errors['kernel, final data'].add(mean, trueMean);
      errors['naive as peak'].add(naive, trueMean < 0.5 ? 0 : peak);
      bands['naive +-20 %'].add({ low: 0.8 * naive, high: 1.2 * naive }, peak);
      const spread = 1.645 * Math.sqrt(naive);
      bands['mean +-1.645 sqrt'].add({ low: naive - spread, high: naive + spread }, peak);
      bands.lmon.add(learnedPeakBand(memory, { mean, mixingMs: mixingOf(minute) }, calls.limit), peak);
      if (peak > 0) peaks.push(peak);
    }
    memory = peakMemoryAfter(memory, [minute], calls.limit, () => mean);
  });
  const commonest = commonestOf(peaks);
  for (const peak of peaks) bands['commonest alone'].add({ low: commonest, high: commonest }, peak);
}

function commonestOf(peaks: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const peak of peaks) counts.set(peak, (counts.get(peak) ?? 0) + 1);
  const [commonest] = [...counts].toSorted(([, one], [, other]) => other - one);
  return commonest?.[0] ?? 0;
}

/** The same as polled, at the first poll after the minute. */
export function polledMinute({ minutes, nowMs }: Seen, trueMean: number, errors: MinuteErrors): void {
  const newest = minutes.at(-1);
  if (newest === undefined) return;
  errors['naive as polled'].add((newest.durationSumMs ?? 0) / MINUTE_MS, trueMean);
  errors['kernel as polled'].add(meanInMinute(minutes, newest.minuteMs, nowMs), trueMean);
}
