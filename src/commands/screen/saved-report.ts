import type { EpochMs } from '../../lambda/time.ts';
import { triageMarkdown } from '../../print/triage/triage-markdown.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import { writeNewFile } from '../streams/new-file.ts';

/** Writes the report to a new Markdown file, and returns where it is, or why that failed. */
export async function saveReport(report: TriageReport, folder: string, nowMs: EpochMs): Promise<SafeText> {
  const text = triageMarkdown(report)
    .map((line) => `${line}\n`)
    .join('');
  const written = await writeNewFile({
    subject: `triage-${report.functionName}`,
    ending: 'md',
    text,
    folder,
    nowMs,
  });
  return 'path' in written ? safe`saved the report to ${written.path}` : written.complaint;
}
