import { describe, expect, it } from 'vitest';
import { triageJson } from '../../../src/print/triage/triage-json.ts';
import { triageSections } from '../../../src/print/triage/triage-sections.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { causesOfOne } from '../../../src/triage/cause/causes-of-one.ts';
import type { CaseFile } from '../../../src/triage/report/case-file/case-file.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import {
  assessmentOf,
  minuteMsAt,
  minutesOf,
  poolOf700,
  reasonOf,
  rejected,
  times,
  troubled,
} from '../troubled.ts';
import { caseOf } from './case.ts';
import { ACCESS } from './case-file-of.ts';

/** A version that has failed since minute 20, and a pool that another function has filled since minute 50. */
function caseOn(more: Partial<CaseFile> = {}): CaseFile {
  const minutes = minutesOf(
    ...times(20, {}),
    ...times(30, { errors: 4 }),
    ...times(10, { errors: 4, throttles: 9 }),
  );
  const hit = {
    minutes,
    reasons: [
      reasonOf('throttles', { sinceMs: minuteMsAt(50) }),
      reasonOf('errors', { severity: 'warn', value: 0.04, sinceMs: minuteMsAt(20) }),
    ],
    assessment: assessmentOf(poolOf700(700), { flag: 'throttling' }),
  };
  const grower = troubled('image-resize', {
    ...rejected('image-resize', 900),
    minutes: minutesOf(...times(50, { observedMax: 20 }), ...times(10, { observedMax: 650, throttles: 900 })),
    reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(50) })],
  });
  const hurting = troubled('checkout-api', hit);
  const causes = causesOf([hurting, grower], null);
  const { own, pool } = causesOfOne(causes, hurting);
  const served = { durationP95Ms: 90 };
  return caseOf({
    ...hit,
    causes,
    cause: own ?? null,
    poolBeside: pool ?? null,
    pool: { limit: 700, use: 1, eta: null },
    aliases: {
      known: true,
      value: [
        {
          name: rawText('live'),
          versions: [
            { ...served, version: rawText('41'), weight: 0.9, invocations: 5_000, errorRate: 0.001 },
            { ...served, version: rawText('42'), weight: 0.1, invocations: 600, errorRate: 0.33 },
          ],
        },
      ],
    },
    ...more,
  });
}

function reportOn(more: Partial<CaseFile> = {}) {
  return triageReport(caseOn(more), ACCESS);
}

describe('a failing function throttled by a pool that no one in particular fills', () => {
  it.each([
    { what: 'it is unknown which function took more', full: { culprit: null } },
    {
      what: 'another one did, and it has no other trouble',
      full: {},
      reasons: ['throttles', 'memory'] as const,
    },
    {
      what: 'another one did, and it only comes near its timeout',
      full: {},
      reasons: ['throttles', 'timeout'] as const,
    },
  ])('is described as one story: $what', ({ full, reasons = ['throttles', 'errors'] as const }) => {
    const causes = caseOn().causes.map((cause) =>
      cause.kind === 'poolFull' ? { ...cause, ...full } : cause,
    );
    const { suspects } = reportOn({
      causes,
      poolBeside: causes.find((cause) => cause.kind === 'poolFull') ?? null,
      reasons: reasons.map((rule) => reasonOf(rule, { sinceMs: minuteMsAt(rule === 'throttles' ? 50 : 20) })),
    });
    expect(suspects.map(({ explainsThrottlesAlone }) => explainsThrottlesAlone ?? false)).not.toContain(true);
  });
});

describe('a function that failed before others filled the pool that throttles it', () => {
  it('is described as two stories, each with its likeliest suspect', () => {
    const { verdict, suspects } = reportOn();
    expect(lineText(verdict.says)).toBe(
      'checkout-api fails 4.0 % of calls now, since 02:20Z; likely version 42 behind alias live; the account pool turns away 8.3 % of attempts',
    );
    const [first, second] = suspects;
    expect([first?.name, second?.name]).toEqual(['deployment', 'accountPool']);
    expect(Math.min(first?.confidence ?? 0, second?.confidence ?? 0)).toBeGreaterThan(0.5);
  });

  it('says which suspect explains the throttles alone, and lists the others by likelihood', () => {
    const report = reportOn();
    const suspects = triageSections(report).find(({ title }) => title === 'SUSPECTS')?.entries ?? [];
    expect(
      suspects.filter(({ label }) => /^[12]$/.test(label)).map(({ says }): string => lineText(says)),
    ).toEqual([
      'version 42 behind alias live (likely)',
      "the account's concurrency runs out (likely, for the throttles alone)",
    ]);
    const { suspects: records } = JSON.parse(triageJson(report));
    expect(records.slice(0, 2).map(({ explains }: { explains: string }) => explains)).toEqual([
      'rest',
      'throttles',
    ]);
    const [, ...others] = report.suspects.map(({ confidence }) => confidence);
    expect(others).toEqual(others.toSorted((a, b) => b - a));
  });

  it('gets advice for each, neither as an alternative to the other', () => {
    const sections = triageSections(reportOn());
    const entriesOf = (title: string) =>
      sections
        .find((each) => each.title === title)
        ?.entries.map(({ label, says }) => `${label} ${lineText(says)}`) ?? [];
    expect(entriesOf('NEXT').filter((each) => /^\d/.test(each))).toEqual([
      '1 against what hurts by itself, if it is version 42 behind alias live',
      "2 against throttles: the account's concurrency runs out",
    ]);
    expect(entriesOf('VERDICT').join('\n')).not.toContain('if not that');
  });
});
