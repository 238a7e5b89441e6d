import { describe, expect, it } from 'vitest';
import { triageText } from '../../../src/print/triage/triage-text.ts';
import { displayWidth } from '../../../src/terminal/display-width.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { toCopy, words } from '../../../src/terminal/words.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { caseOf } from '../../triage/report/case.ts';
import { ACCESS } from '../../triage/report/case-file-of.ts';

const REPORT = triageReport(caseOf({}), ACCESS);

describe('a report as text', () => {
  it('continues under itself on a terminal, and breaks no word at the edge', () => {
    const lines = triageText(REPORT, 60);
    const prose = lines.filter((line) => !/^TRIAGE|^ {2}(?:copy +)?lmon /.test(line));
    expect(prose.filter((line) => displayWidth(line) > 60)).toEqual([]);
    expect(lines.length).toBeGreaterThan(triageText(REPORT).length);
    const wordsOf = (each: readonly string[]) => each.join(' ').split(/\s+/);
    expect(wordsOf(lines)).toEqual(wordsOf(triageText(REPORT)));
  });

  it('leaves a command in one line, so that it can be copied', () => {
    const command = safe`lmon tail checkout-api --errors --since 15m --region eu-west-1 --profile production`;
    const lines = triageText({ ...REPORT, commands: [command] }, 60);
    expect(lines.filter((line) => line.includes(command))).toHaveLength(1);
    const asking = { ...REPORT, notKnown: [words`who changed it; to ask it: ${toCopy(command)}`] };
    expect(triageText(asking, 60)).toContain(`  ${command}`);
  });

  it('has each entry in one line in a pipe, however long it is', () => {
    expect(triageText(REPORT).some((line) => displayWidth(line) > 80)).toBe(true);
  });

  it('tells the date where its minutes are not of the day on which it was made', () => {
    const asked = { ...REPORT, builtMs: REPORT.toMs + 26 * 3_600_000 };
    expect(triageText(REPORT)[0]).not.toContain('Nov');
    expect(triageText(asked)[0]).toMatch(
      /^TRIAGE checkout-api {2}24 Nov, minutes .*; built 25 Nov \d\d:\d\d:\d\dZ$/,
    );
  });
});
