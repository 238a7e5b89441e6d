import type { EpochMs, TimeRange } from '../../../lambda/time.ts';
import type { StoryEvent } from '../../../logs/lines/story-item.ts';
import { createVersionStatistics } from '../../../logs/story/version-statistics.ts';
import type { ReportedVersions } from './function-detail.ts';

type ReportLine = Pick<StoryEvent, 'event' | 'line'>;

/** Statistics of REPORT lines by version, read span by span. Spans may overlap: each REPORT counts once. */
export interface VersionReports {
  /** @param isWhole whether these are all REPORTs of that span */
  add(reports: readonly ReportLine[], range: TimeRange, isWhole: boolean): void;
  /** Null before any was read. */
  reported(): ReportedVersions | null;
}

/** @param settlingMs how late a REPORT may come and still be counted */
export function createVersionReports(settlingMs: number): VersionReports {
  const statistics = createVersionStatistics();
  let fromMs: EpochMs | null = null;
  let readToMs: EpochMs = Number.POSITIVE_INFINITY;
  let isComplete = true;
  /** Times by event id of REPORTs that may be read again. */
  let counted = new Map<string, EpochMs>();

  return {
    add(reports, range, isWhole) {
      fromMs ??= range.startMs;
      isComplete &&= isWhole && range.startMs <= readToMs;
      const settledMs = Math.max(fromMs, Number.isFinite(readToMs) ? readToMs - settlingMs : fromMs);
      for (const report of reports) {
        const { eventId, timestampMs } = report.event;
        if (timestampMs < settledMs || counted.has(eventId)) continue;
        counted.set(eventId, timestampMs);
        statistics.add(report);
      }
      readToMs = range.endMs;
      counted = new Map([...counted].filter(([, atMs]) => atMs >= range.endMs - settlingMs));
    },
    reported: () => (fromMs === null ? null : { fromMs, isComplete, statistics: statistics.statistics() }),
  };
}
