import { expect, it } from 'vitest';
import { sourceLines } from '../../../src/print/triage/source-lines.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { minuteMsAt, reasonOf, troubled } from '../troubled.ts';
import { caseOf, turned } from './case.ts';
import { ACCESS, failuresIn, raw, readingOf } from './case-file-of.ts';

it('the sources are every span of the log that a statement rests on', () => {
  const hit = {
    minutes: turned(40, 20, { errors: 30 }),
    reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })],
  };
  const [cause = null] = causesOf([troubled('checkout-api', hit)], null);
  const window = { lines: 500, runs: 100, failed: 30 };
  const report = triageReport(
    caseOf({
      ...hit,
      cause,
      log: failuresIn([
        {
          kind: 'ended',
          says: raw('TypeError: no rates'),
          wording: [raw('TypeError: no rates')],
          count: 200,
          endedCount: 200,
          firstMs: minuteMsAt(45),
          byMinute: [],
        },
      ]),
      reading: readingOf({
        comparison: {
          now: { ...window, fromMs: minuteMsAt(40), toMs: minuteMsAt(42) },
          before: { ...window, fromMs: minuteMsAt(30), toMs: minuteMsAt(38), failed: 0 },
          patterns: [
            {
              id: 1,
              wording: ['TypeError: no rates'],
              level: 'ERROR',
              countNow: 30,
              countBefore: 0,
              factor: null,
              isNew: true,
              ofFailed: 1,
              ofOthers: 0,
              firstMs: minuteMsAt(40) + 12_000,
              isFirstKnown: true,
            },
          ],
          said: [],
          hits: [],
          hitsOf: null,
          comparedFields: [],
        },
      }),
    }),
    ACCESS,
  );
  expect(report.timeline.map(({ says }): string => lineText(says))).toContain(
    'errors began at 02:40:12Z: TypeError: no rates',
  );
  const ofLog = sourceLines(report.sources)
    .map(lineText)
    .filter((line) => line.startsWith('log '));
  expect(ofLog.map((line) => line.slice(-22)).toSorted()).toEqual([
    '02:30:00Z to 02:38:00Z',
    '02:40:00Z to 02:42:00Z',
    '02:45:00Z to 03:00:00Z',
  ]);
});

it('the sources are the compared spans of the log even where no statement comes of them', () => {
  const window = { lines: 500, runs: 100, failed: 0 };
  const comparison = {
    now: { ...window, fromMs: minuteMsAt(40), toMs: minuteMsAt(42) },
    before: null,
    patterns: [],
    said: [],
    hits: [],
    hitsOf: null,
    comparedFields: [],
  };
  const { sources } = triageReport(caseOf({ reading: readingOf({ comparison }) }), ACCESS);
  expect(sourceLines(sources).map(lineText).join('\n')).toContain('02:40:00Z to 02:42:00Z');
});
