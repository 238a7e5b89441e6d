import { describe, expect, it } from 'vitest';
import type { FailureGroup } from '../../../../src/logs/failures/failure-group.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import type { SuspectRule } from '../../../../src/triage/report/claims/suspect.ts';
import { cutStartsInstead, slowStarts } from '../../../../src/triage/report/suspects/slow-starts.ts';
import { timeouts } from '../../../../src/triage/report/suspects/timeouts.ts';
import { minuteMsAt, reasonOf } from '../../troubled.ts';
import { caseOf, turned } from '../case.ts';
import { failuresIn } from '../case-file-of.ts';

const groupOf = (
  kind: FailureGroup['kind'],
  count: number,
  endedCount: number | null = kind === 'startCutOff' ? 0 : count,
): FailureGroup => ({
  kind,
  says: rawText(kind),
  wording: [rawText(kind)],
  count,
  endedCount,
  firstMs: minuteMsAt(50),
  byMinute: [{ minuteMs: minuteMsAt(50), count }],
});

function fileWith(more: Partial<CaseFile>, groups: readonly FailureGroup[]) {
  return caseOf({
    reasons: [reasonOf('errors')],
    ...more,
    log: failuresIn(groups),
  });
}

function weightOf(rule: SuspectRule, ...groups: readonly FailureGroup[]) {
  return weightIn(rule, fileWith({}, groups));
}

function weightIn(rule: SuspectRule, file: CaseFile) {
  const found = rule.weigh(file, onsetsOf(file));
  const sum = (claims: readonly { weight: number }[]) => claims.reduce((all, { weight }) => all + weight, 0);
  return found === null
    ? null
    : {
        speaksForIt: sum(found.pro) - sum(found.contra),
        pro: found.pro.map(({ says }) => lineText(says)).join('; '),
        contra: found.contra.map(({ says }) => lineText(says)).join('; '),
      };
}

describe('inits cut off by Lambda', () => {
  it('explain timeouts if about as many were cut off', () => {
    const cut = weightOf(slowStarts, groupOf('timeout', 20), groupOf('startCutOff', 20));
    const hang = weightOf(timeouts, groupOf('timeout', 20), groupOf('startCutOff', 20));

    expect(cut?.pro).toMatch(/^20 starts of environments were cut off at 10.0 s since /);
    expect(cut?.speaksForIt).toBeGreaterThan(4);
    expect(hang?.contra).toContain('what takes long is the start, before the code is called');
    expect(hang?.speaksForIt).toBeLessThan(0);
  });

  it('do not if most failed calls had no such start', () => {
    const cut = weightOf(slowStarts, groupOf('timeout', 100), groupOf('startCutOff', 4));
    const hang = weightOf(timeouts, groupOf('timeout', 100), groupOf('startCutOff', 4));

    expect(cut?.contra).toBe('for 96 % of its failures no start was cut off');
    expect(cut?.speaksForIt).toBeLessThan(0);
    expect(hang?.contra).not.toContain('start');
  });

  it('do not if hundreds of calls log an error and nothing shows which of them it ended', () => {
    const groups = [groupOf('logged', 500, null), groupOf('startCutOff', 3)];
    const cut = weightOf(slowStarts, ...groups);

    expect(cut?.contra).toBe('for 99 % of its failures no start was cut off');
    expect(cut?.speaksForIt).toBeLessThan(0);
    expect(cutStartsInstead(fileWith({}, groups))).toEqual([]);
  });

  it('do not if the log has no other failure and the metric counts many', () => {
    const minutes = turned(50, 10, { errors: 30 });
    const file = fileWith({ minutes }, [groupOf('startCutOff', 3)]);

    expect(weightIn(slowStarts, file)?.contra).toBe('for 99 % of its failures no start was cut off');
    expect(cutStartsInstead(file)).toEqual([]);
  });

  it('explain why calls wait if none fails, by the log and by the metric', () => {
    const file = fileWith({ reasons: [reasonOf('throttles')] }, [groupOf('startCutOff', 3)]);

    expect(weightIn(slowStarts, file)?.speaksForIt).toBe(5);
    expect(weightIn(slowStarts, file)?.contra).toContain('whether the start works or waits');
    expect(cutStartsInstead(file)).toHaveLength(1);
  });

  it('are no suspect if there were none', () => {
    expect(weightOf(slowStarts, groupOf('timeout', 20))).toBeNull();
  });
});
