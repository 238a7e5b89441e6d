import { describe, expect, it } from 'vitest';
import type { FunctionSetup } from '../../../src/lambda/function/function-setup.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import type { CaseFile } from '../../../src/triage/report/case-file/case-file.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../troubled.ts';
import { caseOf } from './case.ts';
import { ACCESS, raw, readingOf } from './case-file-of.ts';
import { comparisonWith } from './comparison-with.ts';

/** The evidence for the suspects of trouble that is over. */
function proOfPast(more: Partial<CaseFile>): readonly string[] {
  const then = {
    minutes: minutesOf(...times(60, {}), ...times(20, { errors: 20 })),
    reasons: [reasonOf('errors', { sinceMs: minuteMsAt(60), value: 0.2 })],
    durationRise: null,
  };
  const past = { endedMs: minuteMsAt(80), knownToMs: minuteMsAt(94), nearTimeout: null, then };
  const file = caseOf({ ...then, severity: 'ok', toMs: minuteMsAt(80), past, ...more });
  const causes = causesOf([file], null);
  const { suspects } = triageReport({ ...file, causes, cause: causes[0] ?? null }, ACCESS);
  return suspects.flatMap(({ pro }) => pro.map(({ says }) => lineText(says)));
}

describe('past trouble is described in the past tense, except for quotes', () => {
  it.each([
    ['result', 'fail'],
    ['verdict', 'calls take long and fail'],
  ])('of what its log says about calls: %s %s', (field, value) => {
    const pro = proOfPast({ reading: readingOf({ comparison: comparisonWith(field, value) }) });
    expect(pro).toContain(`90 % of the calls that failed had ${field} ${value}, and 10 % of the others`);
  });

  it('of what hardly any of the others had', () => {
    const pro = proOfPast({ reading: readingOf({ comparison: comparisonWith('tenant', 'acme', 0.004) }) });
    expect(pro).toContain('90 % of the calls that failed had tenant acme, and <1 % of the others');
  });

  it.each([
    ['its state is', 'state'],
    ['its last update failed:', 'lastUpdate'],
  ])('of what Lambda says about it: %s', (says, member) => {
    const state = {
      status: raw('Failed'),
      reasonCode: raw('EFSIOError'),
      reason: raw('mounts fail and calls take long'),
    };
    const setup: FunctionSetup = {
      ephemeralStorageMb: 512,
      kmsKeyArn: null,
      vpc: null,
      fileSystems: 1,
      startsFromSnapshot: false,
      state: null,
      lastUpdate: null,
      [member]: state,
    };
    const { configuration } = caseOf();
    const pro = proOfPast({ described: { known: true, value: { ...configuration, setup } } });
    const then = says.replace(/is$/, 'was');
    expect(pro).toContain(`${then} Failed, EFSIOError: mounts fail and calls take long`);
  });
});
