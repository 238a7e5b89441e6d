import { expect, it } from 'vitest';
import type { PatternChange } from '../../../src/logs/story/pattern-changes.ts';
import { patternClaims } from '../../../src/triage/report/pattern-claims.ts';
import { minuteMsAt } from '../troubled.ts';
import { caseOf } from './case.ts';
import { readingOf } from './case-file-of.ts';

const CHANGED: PatternChange = {
  id: 1,
  wording: ['cart loaded'],
  level: 'INFO',
  countNow: 400,
  countBefore: 300,
  factor: 9,
  isNew: false,
  ofFailed: 1,
  ofOthers: 1,
  firstMs: minuteMsAt(41),
  isFirstKnown: false,
};
const SPAN = { fromMs: minuteMsAt(40), toMs: minuteMsAt(42), lines: 90, runs: 80, failed: 20 };

it.each([
  ['what is said nine times as often', {}, true],
  ['what is said a third more by all calls alike', { factor: 1.3 }, false],
  ['what is said as often, and by failed calls above all', { factor: 1.3, ofOthers: 0.2 }, true],
  ['what is new', { factor: null, isNew: true }, true],
])('of patterns that changed is told or not: %s', (_what, change, isTold) => {
  const comparison = {
    now: SPAN,
    before: SPAN,
    patterns: [{ ...CHANGED, ...change }],
    hits: [],
    comparedFields: [],
  };
  expect(patternClaims(caseOf({ reading: readingOf({ comparison }) }))).toHaveLength(isTold ? 1 : 0);
});
