import { describe, expect, it } from 'vitest';
import type { FailureGroup } from '../../../src/logs/failures/failure-group.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { namedByLog } from '../../../src/triage/cause/log-named-cause.ts';
import type { Reason } from '../../../src/triage/rules/reason.ts';
import type { WeekOnset } from '../../../src/triage/rules/week-onset.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { minuteMsAt, minutesOf, reasonOf, times, troubled } from '../troubled.ts';

const RENDERER = troubled('invoice-pdf', {
  minutes: minutesOf(...times(45, {}), ...times(15, { errors: 1 })),
  reasons: [reasonOf('timeout', { value: 1, sinceMs: null })],
});
const SPAN = { fromMs: minuteMsAt(45), toMs: minuteMsAt(60), isComplete: true };

const ended = (kind: FailureGroup['kind'], count: number, minute = 45): FailureGroup => ({
  kind,
  says: rawText(kind),
  wording: [rawText(kind)],
  count,
  endedCount: null,
  firstMs: minuteMsAt(minute),
  byMinute: [{ minuteMs: minuteMsAt(minute), count }],
});

const causeNamed = (
  groups: readonly FailureGroup[],
  { critAt = DEFAULT_THRESHOLDS.memory.critAt, severity = 'warn' as Reason['severity'] },
) => {
  const reasons = [reasonOf('timeout', { severity, value: 1, sinceMs: null })];
  const thresholds = { memory: { warnAt: 0, critAt } };
  const [cause] = causesOf([{ ...RENDERER, reasons }], null);
  return namedByLog(cause!, { ...RENDERER, reasons, thresholds, weekOnset: null }, { ...SPAN, groups });
};

const named = (
  groups: readonly FailureGroup[],
  more: Partial<typeof SPAN> = {},
  weekOnset: WeekOnset | null = null,
) => {
  const [cause] = causesOf([RENDERER], null);
  return lineText(
    sentenceOf(
      namedByLog(
        cause!,
        { ...RENDERER, thresholds: DEFAULT_THRESHOLDS, weekOnset },
        { ...SPAN, ...more, groups },
      ),
      TOLD_IN_UTC.present,
    ).says,
  );
};

describe('a cause named by the log', () => {
  it('counts whole minutes, so that it is the same at any second of a minute', () => {
    const groups = [
      {
        ...ended('outOfMemory', 12),
        byMinute: [46, 59, 60].map((at) => ({ minuteMs: minuteMsAt(at), count: 4 })),
      },
    ];
    const readAfter = (ms: number) => named(groups, { fromMs: SPAN.fromMs + ms, toMs: SPAN.toMs + ms });
    expect([1, 20_000, 59_999].map(readAfter)).toEqual(
      Array<string>(3).fill('running out of memory: 8 calls died of it in 14 min'),
    );
  });

  it.each([
    {
      of: 'most of the errors are calls that ran out of memory',
      says: named([ended('outOfMemory', 12), ended('timeout', 3)]),
      is: 'running out of memory: 12 calls died of it in 15 min',
    },
    {
      of: 'not all failures were read',
      says: named([ended('outOfMemory', 12)], { isComplete: false }),
      is: 'running out of memory: at least 12 calls died of it in 15 min',
    },
    {
      of: 'few of the errors are out of memory',
      says: named([ended('outOfMemory', 2)]),
      is: 'its longest call in 15 min took 100 % of the timeout',
    },
    {
      of: 'few of the errors are, but a burst of them has not settled yet',
      says: named([ended('outOfMemory', 40, 60)], { toMs: minuteMsAt(62) }),
      is: 'its longest call in 15 min took 100 % of the timeout',
    },
    {
      of: 'more of them are timeouts',
      says: named([ended('timeout', 9), ended('outOfMemory', 6)]),
      is: 'its longest call in 15 min took 100 % of the timeout',
    },
  ])('is used if $of', ({ says, is }) => {
    expect(says).toBe(is);
  });
});

describe('deaths by memory', () => {
  it.each([
    { deaths: 12, critAt: 0.005, failures: 'warn', severity: 'crit' },
    { deaths: 12, critAt: 0.01, failures: 'warn', severity: 'warn' },
    { deaths: 12, critAt: 0.01, failures: 'crit', severity: 'crit' },
  ] as const)(
    '$deaths of 1,500 calls are $severity where $critAt are critical, and what they explain is $failures',
    ({ deaths, critAt, failures, severity }) => {
      expect(causeNamed([ended('outOfMemory', deaths)], { critAt, severity: failures })).toMatchObject({
        kind: 'outOfMemory',
        severity,
        deaths: { severity },
      });
    },
  );
});

it.each([
  ['the use of its limit, which memory does not explain', 'use', 'use'],
  ['its slowest calls, which memory explains', 'timeout', undefined],
] as const)('a critical cause that the log renames is critical by %s', (_what, rule, by) => {
  const reasons = [reasonOf('errors', { severity: 'warn' }), reasonOf(rule)];
  const [cause] = causesOf([{ ...RENDERER, reasons }], null);
  const facts = { ...RENDERER, reasons, thresholds: { memory: { warnAt: 0, critAt: 1 } }, weekOnset: null };
  const renamed = namedByLog(cause!, facts, { ...SPAN, groups: [ended('outOfMemory', 12)] });
  expect(renamed).toMatchObject({ kind: 'outOfMemory', severity: 'crit' });
  expect(renamed.criticalBy?.rule).toBe(by);
});
