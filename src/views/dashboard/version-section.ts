import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import { versionReportLines } from '../../print/function/version-report-lines.ts';
import { roomBeside } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { firstThatFits } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { momentText, type Times } from '../parts/look/time-notation.ts';
import type { Section } from '../parts/sections/sections.ts';

/** More are seldom active at once; the list of invocations has all. */
const MOST_VERSIONS = 2;
const TITLE = safe`VERSIONS`;

/** REPORT statistics of each version: duration, cold starts, memory, cost. Empty before any were read. */
export function versionSections(
  { versions }: Pick<FunctionDetail, 'versions'>,
  architecture: string | null,
  times: Times,
  width: number,
): readonly Section[] {
  if (versions === null || versions.statistics.length === 0) return [];
  const { statistics, fromMs, isComplete } = versions;
  const lines = statistics
    .slice(0, MOST_VERSIONS)
    .flatMap((each) => versionReportLines(each, architecture, width));
  const reports = groupedText(statistics.reduce((sum, { runs }) => sum + runs, 0));
  const more = statistics.length - MOST_VERSIONS;
  const read = isComplete
    ? [safe`${reports} REPORTs`]
    : [safe`a sample of ${reports} REPORTs`, safe`a sample of REPORTs`];
  const since = safe`since ${momentText(fromMs, times)}${more > 0 ? safe`, +${more} more` : safe``}`;
  const notes = [...read, safe`REPORTs`].map((told): Line => [toned('dim', safe`${told} ${since}`)]);
  return [
    {
      title: TITLE,
      // The aliases above show the same figures from metrics: those from the log must say so.
      note: firstThatFits(notes, roomBeside(TITLE, width)),
      lines,
      // One version without the other compares with nothing.
      fewest: lines.length,
      rank: statistics.length > 1 ? 3 : 7,
    },
  ];
}
