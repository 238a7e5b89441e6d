import { describe, expect, it } from 'vitest';
import type { LogComparison } from '../../../../src/logs/comparison/log-comparison.ts';
import type { PatternChange } from '../../../../src/logs/comparison/pattern-changes.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { suspectsOf } from '../../../../src/triage/report/claims/suspect.ts';
import { namedInLog } from '../../../../src/triage/report/suspects/log-words.ts';
import { ownError } from '../../../../src/triage/report/suspects/own-error.ts';
import { minuteMsAt, minutesOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { raw, readingOf } from '../case-file-of.ts';

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
const SPAN = { fromMs: minuteMsAt(40), toMs: minuteMsAt(42), lines: 220, runs: 190, failed: 0 };
const SAID = {
  kind: 'logged',
  says: raw('no price'),
  wording: [raw('no price')],
  count: 3,
  endedCount: null,
  byMinute: [{ minuteMs: minuteMsAt(41), count: 3 }],
} as const;

interface Told {
  readonly groups?: readonly (Omit<typeof SAID, 'endedCount'> & { readonly endedCount: number | null })[];
  /** What some calls say. */
  readonly said?: LogComparison['said'];
  /** The share of calls that fail. */
  readonly failing?: number;
  /** Calls that are complete in the log, of the two minutes that were read. */
  readonly runs?: number;
}

/** Four of ten calls fail, unless stated otherwise. */
function fileWhere(
  change: Partial<PatternChange>,
  { groups = [], said = [], failing = 0.4, runs = SPAN.runs }: Told = {},
) {
  return caseOf({
    minutes: minutesOf(...times(30, {}), ...times(30, { errors: 100 * failing })),
    reasons: [{ rule: 'errors', severity: 'crit', value: failing, sinceMs: minuteMsAt(40) }],
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
        now: { ...SPAN, runs },
        before: SPAN,
        patterns: [{ ...REFUSED, ...change }],
        said,
        hits: [],
        hitsOf: null,
        comparedFields: [],
      },
    }),
  });
}

function namedWhere(change: Partial<PatternChange>, more: Told = {}) {
  const file = fileWhere(change, more);
  return namedInLog.flatMap(({ name, weigh }) => {
    const found = weigh(file, onsetsOf(file));
    return found === null ? [] : [`${name}: ${found.pro.map(({ says }) => lineText(says)).join()}`];
  });
}

describe('a cause named by lines without a level', () => {
  it('is suspected if they are new since the onset', () => {
    expect(namedWhere({})).toEqual([
      'network: new in its log since it began: post to ledger: dial tcp 10.0.7.31:8080: connect: connection refused',
    ]);
  });

  it('is suspected if only failed calls log them', () => {
    expect(namedWhere({ isNew: false, ofFailed: 0.9, ofOthers: 0.01 })).toEqual([
      'network: said in 90 % of the calls that fail, and in 1 % of the others: post to ledger: dial tcp 10.0.7.31:8080: connect: connection refused',
    ]);
  });

  it.each([
    ['successful calls log them too', { isNew: false, ofFailed: 0.9, ofOthers: 0.4 }],
    ['they name no cause', { wording: ['flag new-basket is on'] }],
  ])('is not suspected if %s', (_where, change) => {
    expect(namedWhere(change)).toEqual([]);
  });

  it.each([
    ['as many calls log them as fail, for as long as is known', 0.38, true],
    ['far fewer calls log them than fail', 0.1, false],
    ['far more calls log them than fail', 0.8, false],
  ])('is suspected or not if %s', (_where, ofRuns, isTold) => {
    const said = [{ wording: ['write /tmp/a.pdf: no space left on device'], level: null, ofRuns }];
    expect(namedWhere({ isNew: false }, { said })).toEqual(
      isTold
        ? [
            'diskFull: said in 38.0 % of the calls, and 40.0 % fail: write /tmp/a.pdf: no space left on device',
          ]
        : [],
    );
  });

  it('is suspected with its small share if few calls fail', () => {
    const said = [{ wording: ['write /tmp/a.pdf: no space left on device'], level: null, ofRuns: 0.005 }];
    expect(namedWhere({ isNew: false }, { said, failing: 0.004 })).toEqual([
      'diskFull: said in 0.5 % of the calls, and 0.4 % fail: write /tmp/a.pdf: no space left on device',
    ]);
  });

  it('is not suspected if failures in the log say something else', () => {
    expect(namedWhere({}, { groups: [SAID] })).toEqual([]);
  });

  it('is suspected if those name no cause, and only failed calls log what names one', () => {
    expect(namedWhere({ level: 'ERROR', ofFailed: 1, ofOthers: 0.01 }, { groups: [SAID] })).toEqual([
      'network: new in its log since it began: post to ledger: dial tcp 10.0.7.31:8080: connect: connection refused',
    ]);
  });

  it("is not suspected if those are told by how calls ended: the line may be the function's answer", () => {
    const answered = {
      wording: ['answered statusCode=500'],
      level: 'INFO',
      ofFailed: 1,
      ofOthers: 0,
    } as const;
    expect(namedWhere(answered, { groups: [SAID] })).toEqual([]);
  });
});

describe('a cause named by some failures, beside an error that names none', () => {
  const group = (says: string, endedCount: number, root?: string) => ({
    kind: 'logged' as const,
    says: raw(says),
    ...(root === undefined ? {} : { root: raw(root) }),
    wording: [raw(says)],
    count: endedCount,
    endedCount,
    firstMs: minuteMsAt(41),
    byMinute: [{ minuteMs: minuteMsAt(41), count: endedCount }],
  });
  const WRAPPER = group('OrderNotStored: order 1 could not be stored', 29);
  const DENIED = 'AccessDeniedException: not authorized to perform: dynamodb:UpdateItem';
  const suspectsWith = (...groups: readonly ReturnType<typeof group>[]) => {
    const file = fileWhere({ wording: [raw('flag is on')] });
    const log = file.log === null ? null : { ...file.log, groups };
    return suspectsOf([...namedInLog, ownError], { ...file, log }, onsetsOf(file));
  };

  it('comes first: an error that wraps another names none, and lines may be missing', () => {
    const [first, second] = suspectsWith(WRAPPER, group('order not taken', 16, DENIED));
    expect([first?.name, second?.name]).toEqual(['permission', 'ownError']);
    expect(second?.contra.map(({ says }) => lineText(says))).toContain(
      '36 % of its failures name a cause: this may be what wraps it',
    );
  });

  it('is quoted from within another error', () => {
    const [first] = suspectsWith(group('order not taken', 16, DENIED));
    expect(lineText(first?.pro[0]?.says ?? [])).toBe(
      `100 % of its failures (16): order not taken (${DENIED})`,
    );
  });

  it('comes second if few of them name it', () => {
    expect(suspectsWith(WRAPPER, group('order not taken', 4, DENIED)).map(({ name }) => name)[0]).toBe(
      'ownError',
    );
  });
});

describe('an error of the code in lines without a level', () => {
  const weighed = (change: Partial<PatternChange>, more: Told = {}) => {
    const file = fileWhere({ wording: ['price order: discount ', ' has no rule'], ...change }, more);
    return ownError.weigh(file, onsetsOf(file))?.pro.map(({ says }) => lineText(says)) ?? [];
  };

  it('is new, names no other cause and is logged by as many calls as fail', () => {
    expect(weighed({ ofOthers: 0.42 })).toEqual([
      'new in its log since it began, in 42.0 % of the calls, and 40.0 % fail: price order: discount # has no rule',
    ]);
  });

  it('may be far more frequent since the onset, though a few calls logged it before', () => {
    expect(weighed({ ofOthers: 0.42, isNew: false, factor: 4 })).toEqual([
      'said far more often since it began, in 42.0 % of the calls, and 40.0 % fail: price order: discount # has no rule',
    ]);
  });

  it.each([
    ['a warning', 'WARN' as const, true],
    ['no warning', 'INFO' as const, false],
  ])('is what as many calls log as fail, for as long as is known, if it is %s', (_what, level, isTold) => {
    const said = [{ wording: ['order declined, no lines left'], level, ofRuns: 0.42 }];
    expect(weighed({ isNew: false, factor: 1 }, { said })).toEqual(
      isTold ? ['said in 42.0 % of the calls, and 40.0 % fail: order declined, no lines left'] : [],
    );
  });

  it('comes before an error that others seem to survive, if no line shows which calls fail', () => {
    expect(weighed({ ofOthers: 0.42 }, { groups: [SAID] })[0]).toContain('discount');
    expect(weighed({ ofOthers: 0.42 }, { groups: [{ ...SAID, endedCount: 3 }] })[0]).toContain('no price');
  });

  it('is logged by fewer calls than fail if lines are missing', () => {
    expect(weighed({ ofOthers: 0.16 })).toEqual([]);
    expect(weighed({ ofOthers: 0.16 }, { runs: 32 })).toEqual([
      'new in its log since it began, in about 40.0 % of the calls, missing lines counted in, and 40.0 % fail: price order: discount # has no rule',
    ]);
  });

  it.each([
    ['is logged by all calls', { ofOthers: 1 }],
    ['names another cause', { ofOthers: 0.42, wording: REFUSED.wording }],
  ])('is not what %s', (_what, change) => {
    expect(weighed(change)).toEqual([]);
  });
});
