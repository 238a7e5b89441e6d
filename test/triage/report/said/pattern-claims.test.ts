import { expect, it } from 'vitest';
import type { PatternChange } from '../../../../src/logs/comparison/pattern-changes.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { patternClaims } from '../../../../src/triage/report/said/pattern-claims.ts';
import { minuteMsAt, minutesOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { readingOf } from '../case-file-of.ts';

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
  ['one that is nine times as frequent', {}, true],
  ['one that is a third more frequent in all calls alike', { factor: 1.3 }, false],
  ['one that is as frequent as before, mainly in failed calls', { factor: 1.3, ofOthers: 0.2 }, true],
  ['one in none of the failed calls and few of the others', { ofFailed: 0, ofOthers: 0.06 }, false],
  ['one in none of the failed calls and most of the others', { ofFailed: 0, ofOthers: 0.9 }, true],
])('of changed patterns the report lists or leaves out: %s', (_what, change, isTold) => {
  const comparison = {
    now: SPAN,
    before: SPAN,
    patterns: [{ ...CHANGED, ...change }],
    said: [],
    hits: [],
    hitsOf: null,
    comparedFields: [],
  };
  expect(patternClaims(caseOf({ reading: readingOf({ comparison }) }))).toHaveLength(isTold ? 1 : 0);
});

it.each([
  ['none of many failed calls', 20, 0, 'in none of the failed calls, 90 % of the others'],
  ['none of a few failed calls, which is chance', 2, 0, '400 lines, 300 before'],
  ['four of a thousand failed calls', 1_000, 0.004, 'in <1 % of failed calls, 90 % of the others'],
])('a pattern in %s has no meaningless share', (_what, failed, ofFailed, says) => {
  const span = { ...SPAN, failed };
  const patterns = [{ ...CHANGED, ofFailed, ofOthers: 0.9 }];
  const comparison = {
    now: span,
    before: span,
    patterns,
    said: [],
    hits: [],
    hitsOf: null,
    comparedFields: [],
  };
  const [claim] = patternClaims(caseOf({ reading: readingOf({ comparison }) }));
  expect(lineText(claim?.says ?? [])).toContain(says);
});

it('lists first what names a cause, if no line shows which calls failed', () => {
  const span = { ...SPAN, failed: 0 };
  const isNew = { factor: null, isNew: true, ofFailed: null };
  const patterns = [
    { ...CHANGED, ...isNew, wording: ['using price list of autumn'] },
    { ...CHANGED, ...isNew, wording: ['dial tcp 10.0.7.31:8080: connect: connection refused'] },
  ];
  const first = (now: typeof span) => {
    const comparison = { now, before: span, patterns, said: [], hits: [], hitsOf: null, comparedFields: [] };
    return patternClaims(caseOf({ reading: readingOf({ comparison }) }))[0]?.change.wording;
  };
  expect(first(span)).toEqual(patterns[1]?.wording);
  expect(first({ ...span, failed: 20 })).toEqual(patterns[0]?.wording);
});

it('lists what is logged by as many calls as fail before what all calls log, if no line shows which calls failed', () => {
  const minutes = minutesOf(...times(40, {}), ...times(20, { errors: 20 }));
  const span = { fromMs: minuteMsAt(50), toMs: minuteMsAt(52), lines: 500, runs: 190, failed: 0 };
  const isNew = { factor: null, isNew: true, ofFailed: null };
  const patterns = [
    { ...CHANGED, ...isNew, ofOthers: 1, wording: ['using price list of autumn'] },
    { ...CHANGED, ...isNew, ofOthers: 0.2, wording: ['price order: discount ', ' has no rule'] },
  ];
  const comparison = {
    now: span,
    before: null,
    patterns,
    said: [],
    hits: [],
    hitsOf: null,
    comparedFields: [],
  };
  const [first] = patternClaims(caseOf({ minutes, reading: readingOf({ comparison }) }));
  expect(first?.change.wording).toEqual(patterns[1]?.wording);
});
