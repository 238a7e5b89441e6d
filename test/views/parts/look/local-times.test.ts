import { describe, expect, it } from 'vitest';
import { triageSections } from '../../../../src/print/triage/triage-sections.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { safe } from '../../../../src/terminal/safe-text.ts';
import { toned, verbatim, words } from '../../../../src/terminal/words.ts';
import { causesOf } from '../../../../src/triage/cause/causes-of-all.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import type { FurtherReading } from '../../../../src/triage/report/case-file/further-reading.ts';
import { triageReport } from '../../../../src/triage/report/triage-report.ts';
import { inLocalTime } from '../../../../src/views/parts/look/local-times.ts';
import { caseOf } from '../../../triage/report/case.ts';
import { ACCESS, raw, readingOf } from '../../../triage/report/case-file-of.ts';
import { comparisonWith } from '../../../triage/report/comparison-with.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../../triage/troubled.ts';

type FurtherRead = Extract<FurtherReading, { readonly kind: 'read' }>;

/** The report's text on a screen two hours east of UTC. */
function saidInRoom(more: Partial<CaseFile>): string {
  const file = caseOf({ severity: 'crit', ...more });
  const causes = causesOf([file], null);
  const report = triageReport({ ...file, causes, cause: causes[0] ?? null }, ACCESS);
  const entries = triageSections(report).flatMap((section) => section.entries);
  return entries.map(({ says }) => lineText(inLocalTime(says, 120))).join('\n');
}

describe('quoted text in a report with local times', () => {
  const unread = { kind: 'unread', because: raw('no answer since 02:58Z') } as const;
  const pattern = { pattern: raw('ERROR token expired at 02:58:07Z'), lines: 122 };
  const further = (patterns: FurtherRead['patterns'], calls: FurtherRead['calls']): Partial<CaseFile> => ({
    further: {
      kind: 'read',
      fromMs: minuteMsAt(0),
      toMs: minuteMsAt(60),
      calls,
      patterns,
      scannedBytes: 1,
      dollars: 0,
      queries: 2,
    },
  });
  const alarm = (sinceMs: number | null): Partial<CaseFile> => ({
    alarms: [{ name: raw('page by 02:58Z'), metric: raw('sum of 02:58Z'), sinceMs }],
  });

  it.each<{ what: string; file: Partial<CaseFile>; says: string }>([
    {
      what: 'a pattern that Logs Insights found',
      file: further({ kind: 'read', items: [pattern] }, unread),
      says: 'token expired at 02:58:07Z',
    },
    {
      what: 'why Logs Insights found out nothing about calls',
      file: further({ kind: 'read', items: [] }, unread),
      says: 'no answer since 02:58Z',
    },
    {
      what: 'why Logs Insights was not read',
      file: { further: { kind: 'unread', because: raw('no answer since 02:58Z') } },
      says: 'no answer since 02:58Z',
    },
    {
      what: 'why CloudTrail was not read',
      file: { trail: { kind: 'unread', because: raw('no answer since 02:58Z') } },
      says: 'no answer since 02:58Z',
    },
    {
      what: 'an alarm that began to ring',
      file: alarm(minuteMsAt(40)),
      says: 'page by 02:58Z ringing on sum of 02:58Z',
    },
    {
      what: 'an alarm that has been ringing for long',
      file: alarm(null),
      says: 'page by 02:58Z ringing on sum of 02:58Z',
    },
    {
      what: 'the value of a field',
      file: {
        minutes: minutesOf(...times(40, {}), ...times(20, { errors: 20 })),
        reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })],
        reading: readingOf({ comparison: comparisonWith('slot', '02:58Z') }),
      },
      says: 'slot 02:58Z',
    },
  ])('is left as it is: $what', ({ file, says }) => {
    const said = saidInRoom(file);
    expect(said).toContain(says);
    expect(said).not.toMatch(/04:58/);
  });
});

describe('a sentence with local times', () => {
  it.each([
    { offsetMinutes: 60, says: 'since 04:00; first at 03:59:07' },
    { offsetMinutes: -300, says: 'since 22:00; first at 21:59:07' },
    { offsetMinutes: 345, says: 'since 08:45; first at 08:44:07' },
  ])('is written without the Z of UTC, $offsetMinutes minutes east of it', ({ offsetMinutes, says }) => {
    const line = words`since ${safe`03:00Z`}; first at 02:59:07Z`;
    expect(lineText(inLocalTime(line, offsetMinutes))).toBe(says);
  });

  it('leaves quoted text, and times next to a date, as they are', () => {
    const said = verbatim([toned('fact', safe`stamp 03:00Z expired`)]);
    expect(lineText(inLocalTime(said, 60))).toBe('stamp 03:00Z expired');
    expect(lineText(inLocalTime(words`between 22:00Z and 23:00Z on 25 Nov`, 120))).toBe(
      'between 22:00Z and 23:00Z on 25 Nov',
    );
  });
});
