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
  const text = triageAllText({ reports: REPORTS, unjudged: 0 });
  expect(text.filter((line) => /^[A-Z ]+$/.test(line))).toEqual([
    'WORK STANDS STILL OR FALLS BEHIND',
    'NOT CRITICAL',
  ]);
  expect(
    text.filter((line) => /^ {3}(?:work stands still or falls behind|nobody is hit yet)$/.test(line)),
  ).toHaveLength(2);
  const markdown = triageAllMarkdown({ reports: REPORTS, unjudged: 0 });
  expect(markdown.filter((line) => line === '**Not critical**')).toHaveLength(1);
  expect(markdown).toContain('   - nobody is hit yet');
});

it.each([
  { reports: [], unjudged: 0, last: 'nothing hurts: no function breaks a rule' },
  { reports: [], unjudged: 1, last: '1 function could not be judged; no other breaks a rule' },
  { reports: REPORTS, unjudged: 2, last: '2 functions could not be judged' },
])('ends with "$last"', ({ last, ...account }) => {
  expect(triageAllText(account).at(-1)).toBe(last);
  expect(triageAllMarkdown(account).at(-1)).toBe(last);
});
