import { expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { affectedOf } from '../../../../src/triage/report/impact/affected.ts';
import { minuteMsAt } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { raw, readingOf } from '../case-file-of.ts';

it.each([
  ['none', 0, '0 % of the others'],
  ['four of a thousand', 0.004, '<1 % of the others'],
  ['four of a hundred', 0.04, '4 % of the others'],
])('says that %s calls that did not fail share what failed calls have', (_what, ofOthers, says) => {
  const now = { fromMs: minuteMsAt(30), toMs: minuteMsAt(60), lines: 9_000, runs: 3_000, failed: 300 };
  const shares = { ofFailed: 0.9, ofOthers, failsWith: 0.9, failsWithout: 0.01, runs: 300 };
  const hits = [{ field: 'tenant', value: raw('acme'), ...shares }];
  const comparison = {
    now,
    before: null,
    patterns: [],
    said: [],
    hits,
    hitsOf: null,
    comparedFields: ['tenant'],
  };
  const [affected] = affectedOf(caseOf({ reading: readingOf({ comparison }) }));
  expect(lineText(affected?.says ?? [])).toContain(`tenant acme: 90 % of the calls that fail, ${says};`);
});
