import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import type { AliasOutcome } from '../../../../src/triage/report/case-file/case-file.ts';
import { affectedOf } from '../../../../src/triage/report/impact/affected.ts';
import { minuteMsAt } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { raw, readingOf } from '../case-file-of.ts';

it.each([
  ['none', 0, '0 % of the others'],
  ['four of a thousand', 0.004, '<1 % of the others'],
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

it('names what was compared, and what of it the function logs, where failed calls are like the others', () => {
  const now = { fromMs: minuteMsAt(59), toMs: minuteMsAt(60), lines: 900, runs: 800, failed: 29 };
  const nothing = { before: null, patterns: [], said: [], hits: [], hitsOf: null };
  const comparison = { now, ...nothing, comparedFields: ['environment', 'items'] };
  const [affected] = affectedOf(caseOf({ reading: readingOf({ comparison }) }));
  expect(lineText(affected?.says ?? [])).toContain(
    'not differ from the others in environment or logged "items" (of',
  );
});

describe('a version that fails', () => {
  const version = (name: string, errorRate: number | null) => ({
    version: raw(name),
    weight: 0.5,
    invocations: 3_000,
    errorRate,
    durationP95Ms: null,
  });
  const affectedBy = (...versions: AliasOutcome['versions']) => {
    const now = { fromMs: minuteMsAt(59), toMs: minuteMsAt(60), lines: 900, runs: 800, failed: 29 };
    const shares = { ofFailed: 1, ofOthers: 0.09, failsWith: 0.43, failsWithout: 0, runs: 68 };
    const hits = [{ field: 'version', value: raw('42'), ...shares }];
    const comparison = { now, before: null, patterns: [], said: [], hits, hitsOf: null, comparedFields: [] };
    const aliases = { known: true, value: [{ name: raw('live'), versions }] } as const;
    return affectedOf(caseOf({ reading: readingOf({ comparison }), aliases })).map(({ says }) =>
      lineText(says),
    );
  };

  it('has one failure rate: that of all its calls, where metrics tell it', () => {
    const [ofLog, ofMetrics] = affectedBy(version('41', 0.001), version('42', 0.309));
    expect(ofLog).toMatch(/^version 42: 100 % of the calls that fail, 9 % of the others \(of 800 calls read/);
    expect(ofMetrics).toContain('version 42 with 50 %: 30.9 % of 3,000 calls fail');
  });

  it.each([
    ['its alias has no such version', [version('41', 0.1), version('40', 0.1)]],
    ['no line of metrics is told of an alias with one version', [version('42', 0.309)]],
  ])('has that of the calls that were read, with their time, where %s', (_case, versions) => {
    expect(affectedBy(...versions)[0]).toMatch(
      /9 % of the others; 43 % of its calls fail, .* \(of 800 calls read/,
    );
  });
});
