import { triageMarkdown } from '../../print/triage/triage-markdown.ts';
import { triageText } from '../../print/triage/triage-text.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import type { Copyable } from '../parts/copying/copy-menu.ts';

/** What can be copied from a report: all of it for a chat or ticket, or its one sentence. */
export function triageCopyables(report: TriageReport): readonly Copyable[] {
  return [
    { key: 'm', name: safe`Markdown`, lines: triageMarkdown(report) },
    { key: 'l', name: safe`verdict`, lines: [safeText(lineText(report.verdict.says))] },
    { key: 'b', name: safe`text`, lines: triageText(report) },
    { key: 'f', name: safe`function`, lines: [safeText(report.functionName)] },
  ];
}
