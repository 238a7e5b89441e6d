import { MINUTE_MS } from '../../lambda/time.ts';
import { blanks, displayWidth, padEnd } from '../../terminal/display-width.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { utcDay } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import { sentenceRows } from './sentence-rows.ts';
import type { TriageEntry } from './triage-entry.ts';
import { isOfAnotherDay, triageSections, triageSpan } from './triage-sections.ts';

const LABEL = 16;
/** In a narrower terminal, sentences are unreadable. */
const NARROWEST_TEXT = 20;

/**
 * A report as lines of text.
 *
 * @param columns of the terminal, which would break words at its edge; null keeps each entry on one line, as for a pipe
 */
export function triageText(report: TriageReport, columns: number | null = null): readonly SafeText[] {
  const day = isOfAnotherDay(report) ? safe`${utcDay(report.toMs - MINUTE_MS)}, ` : safe``;
  return [
    safe`TRIAGE ${safeText(report.functionName)}  ${day}${triageSpan(report)}`,
    ...triageSections(report).flatMap(({ title, entries }) => [
      safe``,
      title,
      ...entries.flatMap((entry) => entryLines(entry, columns)),
    ]),
  ];
}

/** A long sentence wraps under itself. */
function entryLines(
  { label, says, isPart = false }: TriageEntry,
  columns: number | null,
): readonly SafeText[] {
  const head =
    label === ''
      ? safe`  `
      : isPart
        ? safe`    ${padEnd(label, LABEL - 2)}`
        : safe`  ${padEnd(label, LABEL)}`;
  if (columns === null) return [safe`${head}${lineText(says)}`];
  const indent = displayWidth(head);
  // A wrapped command would be copied with line breaks, and run as several.
  return sentenceRows(says, Math.max(NARROWEST_TEXT, columns - indent), (command) => [command]).map(
    (line, row) => safe`${row === 0 ? head : blanks(indent)}${lineText(line)}`,
  );
}
