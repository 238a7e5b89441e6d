import type { EpochMs } from '../../lambda/time.ts';

/** Memory used by an environment over its runs, in whatever order they are read. */
export interface MemoryTrend {
  add(timestampMs: EpochMs, usedMb: number): void;
  /** The growth without its largest single jump; null with too few runs. */
  growth(): MemoryGrowthOfRuns | null;
}

export interface MemoryGrowthOfRuns {
  readonly mb: number;
  /** Number of runs it covers. */
  readonly steps: number;
}

interface Sample {
  readonly timestampMs: EpochMs;
  readonly usedMb: number;
}

const MOST_SAMPLES = 16;
const FEWEST_SAMPLES = 5;

export function createMemoryTrend(): MemoryTrend {
  let samples: Sample[] = [];
  /** Every n-th run is sampled, so that the steps between samples are alike. */
  let stride = 1;
  let runs = 0;
  return {
    add(timestampMs, usedMb) {
      runs += 1;
      if (runs % stride !== 0) return;
      const place = samples.findLastIndex((sample) => sample.timestampMs <= timestampMs) + 1;
      samples.splice(place, 0, { timestampMs, usedMb });
      if (samples.length <= MOST_SAMPLES) return;
      samples = samples.filter((_, index) => index % 2 === 0);
      stride *= 2;
    },
    growth() {
      if (samples.length < FEWEST_SAMPLES) return null;
      const steps = samples.slice(1).map(({ usedMb }, index) => usedMb - (samples[index]?.usedMb ?? usedMb));
      return { mb: trimmedMean(steps) * steps.length, steps: steps.length * stride };
    },
  };
}

/** Without the largest and the smallest: one large payload is no trend, nor is a restarted process. */
function trimmedMean(values: readonly number[]): number {
  const kept = values.toSorted((one, other) => one - other).slice(1, -1);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}
