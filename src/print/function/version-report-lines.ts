import { billedDollars } from '../../lambda/cost/price.ts';
import type { VersionStatistics } from '../../logs/story/version-statistics.ts';
import type { ReportedVersions } from '../../monitor/function/detail/function-detail.ts';
import type { SourceError } from '../../monitor/source-error.ts';
import { padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { firstThatFits } from '../../terminal/line-layout.ts';
import { costText, durationText, groupedText, percentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { isLevel, memoryTrend } from '../invocation/statistics-words.ts';
import { factLine } from './fact-line.ts';

const VERSION_WIDTH = 9;

/**
 * REPORT statistics of a version in two lines: durations; then memory and, with enough room, cold starts and their
 * duration, and the cost.
 */
export function versionReportLines(
  statistics: VersionStatistics,
  architecture: string | null,
  width: number,
): readonly Line[] {
  const taken = [memoryWords(statistics), coldWords(statistics), initWords(statistics)];
  return [
    [strong(padEnd(safeText(statistics.version ?? '?'), VERSION_WIDTH)), ...durationWords(statistics)],
    [
      toned('dim', padEnd(safe``, VERSION_WIDTH)),
      ...firstThatFits(
        [
          takenWords(statistics, architecture),
          taken.flat(),
          taken.slice(0, -1).flat(),
          memoryWords(statistics),
          mostMemoryWords(statistics),
        ],
        width - VERSION_WIDTH,
      ),
    ],
  ];
}

/** The same in one line for each version, with the number of REPORTs. */
export function versionReportTexts(
  { statistics, isComplete }: ReportedVersions,
  architecture: string | null,
): readonly Line[] {
  return statistics.map((each) => {
    const reports = groupedText(each.runs);
    return factLine(safe`version`, [
      strong(safeText(each.version ?? '?')),
      toned('dim', isComplete ? safe`  ${reports} REPORTs  ` : safe`  a sample of ${reports} REPORTs  `),
      ...durationWords(each),
      toned('dim', safe`  `),
      ...takenWords(each, architecture),
    ]);
  });
}

/** A minute whose REPORTs could not be read would look like one without any. */
export function unreadReports({ kind, name }: SourceError): Line {
  const why = kind === 'denied' ? safe`denied` : safe`not read: ${safeText(name)}`;
  return factLine(safe`REPORTs`, [toned('warn', why)]);
}

function durationWords({ durationMs }: VersionStatistics): Line {
  return [
    toned('dim', safe`p50 `),
    toned('fact', durationText(durationMs.p50)),
    toned('dim', safe`  p95 `),
    toned('fact', durationText(durationMs.p95)),
    toned('dim', safe`  p99 `),
    toned('fact', durationText(durationMs.p99)),
  ];
}

function takenWords(statistics: VersionStatistics, architecture: string | null): Line {
  return [
    ...memoryWords(statistics),
    ...coldWords(statistics),
    ...initWords(statistics),
    ...costWords(statistics, architecture),
  ];
}

function memoryWords(statistics: VersionStatistics): Line {
  const most = mostMemoryWords(statistics);
  const { memoryMbPerRun } = statistics;
  return most.length === 0 || memoryMbPerRun === null || isLevel(memoryMbPerRun)
    ? most
    : [...most, toned('fact', safe`  `), memoryTrend(statistics), toned('dim', safe` MB a run`)];
}

function mostMemoryWords({ maxMemoryMb, memoryMb }: VersionStatistics): Line {
  if (maxMemoryMb === null) return [];
  const size = memoryMb === null ? safe`?` : groupedText(memoryMb);
  return [toned('fact', safe`${groupedText(maxMemoryMb)}/${size} MB`)];
}

function coldWords({ coldStarts, runs }: VersionStatistics): Line {
  return [toned('dim', safe`  cold `), toned('fact', safe`${percentText(coldStarts / runs)} %`)];
}

function initWords({ initMs }: VersionStatistics): Line {
  return initMs === null ? [] : [toned('dim', safe` (${durationText(initMs)})`)];
}

/** Per million calls: the number of calls in the log says nothing about the bill. */
function costWords({ billedGbSeconds, runs }: VersionStatistics, architecture: string | null): Line {
  const dollars = (billedDollars(billedGbSeconds, runs, architecture) / runs) * 1_000_000;
  return [toned('dim', safe`  ~`), toned('ours', costText(dollars)), toned('dim', safe` a million`)];
}
