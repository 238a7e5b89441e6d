import { expect, it } from 'vitest';
import { triageAllMarkdown, triageAllText } from '../../../src/print/triage/triage-all.ts';
import { type TriageReport, triageReport } from '../../../src/triage/report/triage-report.ts';
import { caseOf } from '../../triage/report/case.ts';
import { ACCESS } from '../../triage/report/case-file-of.ts';

const REPORT = triageReport(caseOf({}), ACCESS);

function reportOf(severity: 'crit' | 'warn', harm: TriageReport['harm']): TriageReport {
  return { ...REPORT, harm, verdict: { ...REPORT.verdict, severity } };
}

const REPORTS = [
  reportOf('crit', 'workIsBlocked'),
  reportOf('warn', 'workIsBlocked'),
  reportOf('warn', 'nobodyIsHitYet'),
];

it('lists what is not critical under one heading, each with what it does to whom', () => {
  const text = triageAllText(REPORTS);
  expect(text.filter((line) => /^[A-Z ]+$/.test(line))).toEqual([
    'WORK STANDS STILL OR FALLS BEHIND',
    'NOT CRITICAL',
  ]);
  expect(
    text.filter((line) => /^ {3}(?:work stands still or falls behind|nobody is hit yet)$/.test(line)),
  ).toHaveLength(2);
  const markdown = triageAllMarkdown(REPORTS);
  expect(markdown.filter((line) => line === '**Not critical**')).toHaveLength(1);
  expect(markdown).toContain('   - nobody is hit yet');
});
