import { billedDollars } from '../../lambda/cost/price.ts';
import type { VersionStatistics } from '../../logs/story/version-statistics.ts';
import type { ReportedVersions } from '../../monitor/function/detail/function-detail.ts';
import { isoTime } from '../../terminal/quantity.ts';

/** REPORT statistics of each version, for JSON. */
export function versionRecords(
  { statistics, fromMs, isComplete }: ReportedVersions,
  architecture: string | null,
): readonly object[] {
  return statistics.map((each) => ({
    ...versionRecord(each, architecture),
    since: isoTime(fromMs),
    atLeast: !isComplete,
  }));
}

/** Dollars are an estimate at list prices. */
function versionRecord(statistics: VersionStatistics, architecture: string | null): object {
  const { version, runs, durationMs, coldStarts, initMs, memoryMb, maxMemoryMb } = statistics;
  const { memoryMbPerRun, billedMs, billedGbSeconds } = statistics;
  return {
    version,
    reports: runs,
    durationP50Ms: rounded(durationMs.p50, 1),
    durationP95Ms: rounded(durationMs.p95, 1),
    durationP99Ms: rounded(durationMs.p99, 1),
    coldStartRate: rounded(runs === 0 ? null : coldStarts / runs, 4),
    initP50Ms: rounded(initMs, 1),
    memoryMb,
    maxMemoryUsedMb: maxMemoryMb,
    memoryMbPerRun: rounded(memoryMbPerRun, 2),
    billedMs,
    billedGbSeconds: rounded(billedGbSeconds, 3),
    billedDollars: rounded(billedDollars(billedGbSeconds, runs, architecture), 6),
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
