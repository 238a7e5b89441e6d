import { describe, expect, it } from 'vitest';
import type { LogComparison } from '../../../../src/logs/comparison/log-comparison.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { affectedOf } from '../../../../src/triage/report/impact/affected.ts';
import { badInput } from '../../../../src/triage/report/suspects/bad-input.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { raw, readingOf } from '../case-file-of.ts';

const HIT = {
  field: 'tenant',
  value: raw('brook-42'),
  ofFailed: 1,
  ofOthers: 0.01,
  failsWith: 0.9,
  failsWithout: 0.001,
  runs: 30,
};
const SAYS = {
  id: 1,
  wording: ['discount ', ' has no rule'],
  level: null,
  countNow: 30,
  countBefore: 0,
  factor: null,
  isNew: true,
  ofFailed: null,
  ofOthers: 0.2,
  firstMs: minuteMsAt(41),
  isFirstKnown: true,
} as const;

/** One call in five fails since the fortieth minute, unless stated otherwise. */
function fileWhere({
  hitsOf = null,
  otherHits = [],
  minutes = minutesOf(...times(40, {}), ...times(20, { errors: 20 })),
}: {
  readonly hitsOf?: LogComparison['hitsOf'];
  readonly otherHits?: LogComparison['otherHits'];
  readonly minutes?: ReturnType<typeof minutesOf>;
} = {}) {
  const span = { fromMs: minuteMsAt(50), toMs: minuteMsAt(52), lines: 500, runs: 190, failed: 38 };
  const comparison = {
    now: { ...span, failed: hitsOf === null ? 38 : 0 },
    before: null,
    patterns: hitsOf === null ? [] : [hitsOf],
    said: [],
    hits: otherHits.length > 0 ? [] : [HIT],
    hitsOf,
    otherHits,
    comparedFields: ['tenant'],
  };
  return caseOf({
    minutes,
    reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })],
    reading: readingOf({ comparison }),
  });
}

const contraOf = (file: ReturnType<typeof fileWhere>) =>
  badInput.weigh(file, onsetsOf(file))?.contra.map(({ says }) => lineText(says));

describe('the input of one tenant', () => {
  it('is a suspect if only its calls fail', () => {
    expect(contraOf(fileWhere())).toEqual(['the log does not say what else these calls share']);
  });

  it('is no suspect if calls failed as often before', () => {
    const file = fileWhere();
    const reasons = [
      reasonOf('errors', { sinceMs: null }),
      reasonOf('iteratorAge', { sinceMs: minuteMsAt(40) }),
    ];
    expect(contraOf({ ...file, reasons })).toContain('calls failed as often before: that is not what began');
  });

  it('is a suspect if no line shows which calls fail, but as many calls as fail name what came with it', () => {
    const file = fileWhere({ hitsOf: SAYS });
    expect(contraOf(file)).toEqual([
      'no line says which calls fail: those that say discount # has no rule are as many',
    ]);
    expect(affectedOf(file).map(({ says }) => lineText(says))).toEqual([
      'tenant brook-42: 100 % of the calls that say discount # has no rule, 1 % of the others; 90 % of its calls say it, 0.1 % of the rest (of 190 calls read; as many say it as fail)',
    ]);
  });

  it('is a suspect even if more calls than fail name the first field, and as many the second', () => {
    const file = fileWhere({
      hitsOf: { ...SAYS, wording: ['price list of autumn'], ofOthers: 0.6 },
      otherHits: [{ of: SAYS, hits: [HIT] }],
    });
    expect(contraOf(file)).toEqual([
      'no line says which calls fail: those that say discount # has no rule are as many',
    ]);
  });

  it('is no suspect if far fewer calls name it than fail', () => {
    expect(contraOf(fileWhere({ hitsOf: { ...SAYS, ofOthers: 0.05 } }))).toBeUndefined();
  });
});
