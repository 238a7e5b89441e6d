import { billedDollars } from '../../lambda/cost/price.ts';
import type { VersionStatistics } from '../../logs/story/version-statistics.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { type Align, cell } from '../../terminal/line-layout.ts';
import { costText, decimalText, durationText, groupedText, percentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { SIGNS } from '../../triage/thresholds.ts';

/** A column of the version table. */
interface StatisticsColumn {
  readonly title: SafeText;
  readonly width: number;
  readonly align: Align;
  /** The column is dropped with less room. */
  readonly fewestColumns: number;
  cell(statistics: VersionStatistics, architecture: string | null): Span;
}

const NONE = toned('dim', safe`-`);

const COLUMNS: readonly StatisticsColumn[] = [
  column(safe`VERSION`, 8, ({ version }) => strong(safeText(version ?? '?')), { align: 'left' }),
  column(safe`RUNS`, 8, ({ runs }) => toned('fact', groupedText(runs))),
  column(safe`p50`, 8, ({ durationMs }) => toned('fact', durationText(durationMs.p50))),
  column(safe`p95`, 8, ({ durationMs }) => toned('fact', durationText(durationMs.p95))),
  column(safe`p99`, 8, ({ durationMs }) => toned('fact', durationText(durationMs.p99))),
  column(
    safe`COLD %`,
    8,
    ({ coldStarts, runs }) =>
      coldStarts === 0 ? toned('dim', safe`0`) : toned('ours', percentText(coldStarts / runs)),
    { fewestColumns: 70 },
  ),
  column(safe`INIT`, 8, ({ initMs }) => (initMs === null ? NONE : toned('ours', durationText(initMs))), {
    fewestColumns: 90,
  }),
  column(
    safe`MEMORY`,
    16,
    ({ maxMemoryMb, memoryMb }) =>
      maxMemoryMb === null
        ? NONE
        : toned(
            'fact',
            safe`${groupedText(maxMemoryMb)}/${memoryMb === null ? safe`?` : groupedText(memoryMb)} MB`,
          ),
    { fewestColumns: 60 },
  ),
  column(safe`+MB/RUN`, 10, memoryTrend, { fewestColumns: 98 }),
  column(
    safe`~COST`,
    9,
    ({ billedGbSeconds, runs }, architecture) =>
      toned('ours', costText(billedDollars(billedGbSeconds, runs, architecture))),
    { fewestColumns: 98 },
  ),
];

function column(
  title: SafeText,
  width: number,
  of: StatisticsColumn['cell'],
  { fewestColumns = 0, align = 'right' }: Partial<Pick<StatisticsColumn, 'fewestColumns' | 'align'>> = {},
): StatisticsColumn {
  return { title, width, align, fewestColumns, cell: of };
}

/**
 * How much more memory an environment uses with each run. A leak is amber: it will exhaust the environment's memory.
 */
export function memoryTrend({ memoryMbPerRun, memoryMb }: VersionStatistics): Span {
  if (memoryMbPerRun === null) return NONE;
  const leaks = memoryMb !== null && memoryMbPerRun >= SIGNS.leakingMemory * memoryMb;
  const sign = memoryMbPerRun < 0 ? safe`` : safe`+`;
  const text = isLevel(memoryMbPerRun) ? safe`0` : safe`${sign}${decimalText(memoryMbPerRun, 1)}`;
  return leaks ? strong(text, 'warn') : toned('dim', text);
}

/** Whether memory neither grows nor shrinks by as much as could be shown. */
export function isLevel(memoryMbPerRun: number): boolean {
  return Math.abs(memoryMbPerRun) < 0.05;
}

export function statisticsTitles(width: number): Line {
  return fitting(width).flatMap(({ title, width: cells, align }) =>
    cell([toned('dim', title)], cells, align),
  );
}

/** Quantiles, cold starts, memory and cost of a version's runs, by column. */
export function statisticsLine(
  statistics: VersionStatistics,
  architecture: string | null,
  width: number,
): Line {
  return fitting(width).flatMap((each) =>
    cell([each.cell(statistics, architecture)], each.width, each.align),
  );
}

function fitting(width: number): readonly StatisticsColumn[] {
  return COLUMNS.filter(({ fewestColumns }) => width >= fewestColumns);
}
