import { DDSketch } from '@datadog/sketches-js';
import { billedGbSeconds } from '../../lambda/cost/price.ts';
import type { Report } from '../../lambda/line/shape/report.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { logName, originIn } from '../log-name.ts';
import { createRecentMap, type RecentMap } from '../recent-map.ts';
import type { LogOrigin } from '../tail-item.ts';
import { createMemoryTrend, type MemoryTrend } from './memory-trend.ts';

/** Statistics of the runs of a function's version from all REPORTs read. Null for figures that none of them has. */
export interface VersionStatistics {
  /** Its function and log; null where the log is read on its own. */
  readonly origin: LogOrigin | null;
  /** `$LATEST` or a number; null where Lambda did not name the log streams. */
  readonly version: RawText | null;
  readonly runs: number;
  /** Within 1 % of the true value. */
  readonly durationMs: Quantiles;
  readonly coldStarts: number;
  /** The median of cold starts. */
  readonly initMs: number | null;
  readonly memoryMb: number | null;
  readonly maxMemoryMb: number | null;
  /**
   * Memory that an environment gains with each run: clearly above zero means a leak. Robust against one large payload.
   * Null before environments have had several runs.
   */
  readonly memoryMbPerRun: number | null;
  readonly billedMs: number;
  readonly billedGbSeconds: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * Counts each run once, whether or not the log in memory still holds it. Bounded: old versions and environments are
 * dropped.
 */
export interface VersionStatisticsStore {
  add(row: Pick<StoryEvent, 'event' | 'line' | 'origin'>): void;
  /** Most runs first. */
  statistics(): readonly VersionStatistics[];
}

const RELATIVE_ACCURACY = 0.01;
/** Of all functions whose logs are read together. */
const MOST_VERSIONS = 500;
const MOST_ENVIRONMENTS = 2_000;
/** With fewer runs, the next one would change the trend. */
const FEWEST_AGED_RUNS = 20;

interface Growing {
  readonly origin: LogOrigin | null;
  readonly version: RawText | null;
  readonly durations: DDSketch;
  readonly inits: DDSketch;
  memoryMb: number | null;
  maxMemoryMb: number | null;
  billedMs: number;
  gbSeconds: number;
  /** By execution environment. */
  readonly trends: RecentMap<RawText, MemoryTrend>;
}

export function createVersionStatistics(): VersionStatisticsStore {
  const versions = new Map<string, Growing>();
  const growing = (version: RawText | null, origin: LogOrigin | null): Growing => {
    const name = origin === null ? '' : logName(origin);
    const key = `${name} ${version ?? ''}`;
    const known = versions.get(key);
    if (known !== undefined) return known;
    const added = newVersion(version, origin);
    versions.set(key, added);
    for (const oldest of versions.keys()) {
      if (versions.size <= MOST_VERSIONS) break;
      versions.delete(oldest);
    }
    return added;
  };

  const addMemory = (of: Growing, { logStream, timestampMs }: LogEvent, usedMb: number) => {
    of.maxMemoryMb = Math.max(of.maxMemoryMb ?? 0, usedMb);
    const trend = of.trends.get(logStream) ?? createMemoryTrend();
    of.trends.set(logStream, trend);
    trend.add(timestampMs, usedMb);
  };

  return {
    add({ line: { report }, event, origin }) {
      if (report === null) return;
      const { logStream } = event;
      const of = growing(
        parseLogStream(logStream)?.version ?? null,
        origin === undefined ? null : originIn(logStream, origin),
      );
      of.durations.accept(report.durationMs);
      if (coldMsOf(report) !== null) of.inits.accept(coldMsOf(report) ?? 0);
      of.memoryMb = report.memoryMb ?? of.memoryMb;
      if (report.maxMemoryMb !== null) addMemory(of, event, report.maxMemoryMb);
      of.billedMs += report.billedMs ?? 0;
      of.gbSeconds += billedGbSeconds(report) ?? 0;
    },
    statistics: () =>
      [...versions.values()].map(statisticsOf).toSorted((one, other) => other.runs - one.runs),
  };
}

function newVersion(version: RawText | null, origin: LogOrigin | null): Growing {
  return {
    origin,
    version,
    durations: new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY }),
    inits: new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY }),
    memoryMb: null,
    maxMemoryMb: null,
    billedMs: 0,
    gbSeconds: 0,
    trends: createRecentMap(MOST_ENVIRONMENTS),
  };
}

function coldMsOf({ initMs, restoreMs }: Report): number | null {
  return initMs ?? restoreMs;
}

function statisticsOf(of: Growing): VersionStatistics {
  const { durations, inits } = of;
  return {
    origin: of.origin,
    version: of.version,
    runs: durations.count,
    durationMs: {
      p50: quantileOf(durations, 0.5),
      p95: quantileOf(durations, 0.95),
      p99: quantileOf(durations, 0.99),
    },
    coldStarts: inits.count,
    initMs: inits.count === 0 ? null : quantileOf(inits, 0.5),
    memoryMb: of.memoryMb,
    maxMemoryMb: of.maxMemoryMb,
    memoryMbPerRun: memoryMbPerRun(of.trends),
    billedMs: of.billedMs,
    billedGbSeconds: of.gbSeconds,
  };
}

/** Within what was measured: no quantile is above the longest call, and a single cold start is its own median. */
function quantileOf(sketch: DDSketch, share: number): number {
  return Math.min(Math.max(sketch.getValueAtQuantile(share), sketch.min), sketch.max);
}

function memoryMbPerRun(trends: Growing['trends']): number | null {
  let mb = 0;
  let steps = 0;
  for (const trend of trends.values()) {
    const growth = trend.growth();
    mb += growth?.mb ?? 0;
    steps += growth?.steps ?? 0;
  }
  return steps < FEWEST_AGED_RUNS ? null : mb / steps;
}
