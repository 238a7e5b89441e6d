import { describe, expect, it } from 'vitest';
import type { PatternChange } from '../../../src/logs/story/pattern-changes.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../src/triage/report/onsets.ts';
import { namedInLog } from '../../../src/triage/report/suspects/log-words.ts';
import { minuteMsAt } from '../troubled.ts';
import { caseOf } from './case.ts';
import { raw, readingOf } from './case-file-of.ts';

const REFUSED: PatternChange = {
  id: 1,
  wording: ['post to ledger: dial tcp 10.0.7.31:8080: connect: connection refused'],
  level: null,
  countNow: 40,
  countBefore: 0,
  factor: null,
  isNew: true,
  ofFailed: null,
  ofOthers: null,
  firstMs: minuteMsAt(41),
  isFirstKnown: true,
};
const SPAN = { fromMs: minuteMsAt(40), toMs: minuteMsAt(42), lines: 90, runs: 80, failed: 0 };
const SAID = {
  kind: 'logged',
  says: raw('no price'),
  wording: [raw('no price')],
  count: 3,
  endedCount: null,
} as const;

function namedWhere(change: Partial<PatternChange>, groups: readonly (typeof SAID)[] = []) {
  const file = caseOf({
    reasons: [{ rule: 'errors', severity: 'crit', value: 0.4, sinceMs: minuteMsAt(40) }],
    log: {
      fromMs: minuteMsAt(30),
      toMs: minuteMsAt(60),
      isComplete: true,
      hasLines: true,
      groups: groups.map((group) => ({ ...group, firstMs: minuteMsAt(41) })),
      newest: [],
    },
    reading: readingOf({
      comparison: {
        now: SPAN,
        before: SPAN,
        patterns: [{ ...REFUSED, ...change }],
        hits: [],
        comparedFields: [],
      },
    }),
  });
  return namedInLog.flatMap(({ name, weigh }) => {
    const found = weigh(file, onsetsOf(file));
    return found === null ? [] : [`${name}: ${found.pro.map(({ says }) => lineText(says)).join()}`];
  });
}

describe('a cause that lines without a level name', () => {
  it('is told where they came when it began', () => {
    expect(namedWhere({})).toEqual([
      'network: new in its log since it began: post to ledger: dial tcp 10.0.7.31:8080: connect: connection refused',
    ]);
  });

  it('is told where failed calls alone say them', () => {
    expect(namedWhere({ isNew: false, ofFailed: 0.9, ofOthers: 0.01 })).toEqual([
      'network: said in 90 % of the calls that fail, and in 1 % of the others: post to ledger: dial tcp 10.0.7.31:8080: connect: connection refused',
    ]);
  });

  it.each([
    ['they were said as often before', { isNew: false }],
    ['calls that end well say them too', { isNew: false, ofFailed: 0.9, ofOthers: 0.4 }],
    ['they name none', { wording: ['flag new-basket is on'] }],
  ])('is not told where %s', (_where, change) => {
    expect(namedWhere(change)).toEqual([]);
  });

  it('is not told where failures of the log say something else', () => {
    expect(namedWhere({}, [SAID])).toEqual([]);
  });
});
