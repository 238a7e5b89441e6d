import { padEnd } from '../../terminal/display-width.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import type { TriageEntry } from './triage-entry.ts';
import { triageSections, triageSpan } from './triage-sections.ts';

const LABEL = 16;

/** A report as lines of text. */
export function triageText(report: TriageReport): readonly SafeText[] {
  return [
    safe`TRIAGE ${safeText(report.functionName)}  ${triageSpan(report)}`,
    ...triageSections(report).flatMap(({ title, entries }) => [safe``, title, ...entries.map(entryText)]),
  ];
}

function entryText({ label, says, isPart = false }: TriageEntry): SafeText {
  const text = lineText(says);
  if (label === '') return safe`  ${text}`;
  return isPart ? safe`    ${padEnd(label, LABEL - 2)}${text}` : safe`  ${padEnd(label, LABEL)}${text}`;
}
