import { lineText } from '../terminal/line-layout.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { TriageReport } from '../triage/report/triage-report.ts';
import { confidenceWord } from '../triage/report/verdict.ts';
import { shareText } from './triage-sections.ts';

/** What hurts in the account, worst first: a paragraph for each cause. */
export function triageAllText(reports: readonly TriageReport[]): readonly SafeText[] {
  if (reports.length === 0) return [safe`nothing hurts: no function breaks a rule`];
  return reports.flatMap((report, index) => [
    ...(index === 0 ? [] : [safe``]),
    ...paragraphOf(report, index + 1),
  ]);
}

export function triageAllMarkdown(reports: readonly TriageReport[]): readonly SafeText[] {
  if (reports.length === 0) return [safe`nothing hurts: no function breaks a rule`];
  return reports.flatMap((report, index) => {
    const [first = safe``, ...others] = paragraphOf(report, index + 1);
    return [first, ...others.map((line) => safe`   - ${line.trim() as SafeText}`)];
  });
}

function paragraphOf({ verdict, impact, advice }: TriageReport, place: number): readonly SafeText[] {
  const { severity, says, confidence } = verdict;
  const [first] = advice;
  return [
    safe`${place}. ${severity.toUpperCase() as SafeText} ${lineText(says)}`,
    ...(confidence === null
      ? []
      : [safe`   confidence ${confidenceWord(confidence)}, ${shareText(confidence)}`]),
    ...impact.slice(0, 2).map((claim) => safe`   ${lineText(claim.says)}`),
    ...(first === undefined ? [] : [safe`   now: ${lineText(first.now)}`]),
  ];
}
