import { lineText } from '../terminal/line-layout.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { TriageReport } from '../triage/report/triage-report.ts';
import type { TriageEntry } from './triage-entry.ts';
import { triageSections, triageSpan } from './triage-sections.ts';

/** A report to paste into a chat or a ticket. */
export function triageMarkdown(report: TriageReport): readonly SafeText[] {
  const [verdict, ...sections] = triageSections(report);
  return [
    safe`## ${markdownOf(safeText(report.functionName))}`,
    safe``,
    ...(verdict?.entries ?? []).map(({ label, says }) => safe`**${label}** ${markdownOf(lineText(says))}  `),
    safe`*${triageSpan(report)}*`,
    ...sections.flatMap(({ title, entries }) => [safe``, safe`**${title}**`, safe``, ...entries.map(itemOf)]),
  ];
}

function itemOf({ label, says, isPart = false }: TriageEntry): SafeText {
  const indent = isPart ? safe`  ` : safe``;
  const head = label === '' ? safe`` : safe`**${label}** `;
  return safe`${indent}- ${head}${markdownOf(lineText(says))}`;
}

/** What a log or a name says is text, whatever Markdown would make of it. */
export function markdownOf(text: SafeText): SafeText {
  return text.replace(/[\\`*_[\]<>|#~]/g, '\\$&') as SafeText;
}
