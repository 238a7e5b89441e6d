import { describe, expect, it } from 'vitest';
import type { FailureGroup } from '../../../src/logs/failures/failure-log.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { onsetsOf } from '../../../src/triage/report/onsets.ts';
import { timeouts } from '../../../src/triage/report/suspects/endings.ts';
import { slowStarts } from '../../../src/triage/report/suspects/slow-starts.ts';
import { minuteMsAt, reasonOf } from '../troubled.ts';
import { caseOf } from './case.ts';

const groupOf = (kind: FailureGroup['kind'], count: number): FailureGroup => ({
  kind,
  says: rawText(kind),
  wording: [rawText(kind)],
  count,
  endedCount: kind === 'startCutOff' ? 0 : count,
  firstMs: minuteMsAt(50),
});

function fileWith(...groups: readonly FailureGroup[]) {
  return caseOf({
    reasons: [reasonOf('errors')],
    log: {
      fromMs: minuteMsAt(45),
      toMs: minuteMsAt(60),
      isComplete: true,
      hasLines: true,
      groups,
      newest: [],
    },
  });
}

function told(rule: typeof timeouts, ...groups: readonly FailureGroup[]) {
  const file = fileWith(...groups);
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

describe('starts that Lambda cuts off', () => {
  it('are behind calls that time out where about as many were cut off', () => {
    const cut = told(slowStarts, groupOf('timeout', 20), groupOf('startCutOff', 20));
    const hang = told(timeouts, groupOf('timeout', 20), groupOf('startCutOff', 20));

    expect(cut?.pro).toMatch(/^20 starts of environments were cut off at 10.0 s since /);
    expect(cut?.speaksForIt).toBeGreaterThan(4);
    expect(hang?.contra).toContain('what takes long is the start, before the code is called');
    expect(hang?.speaksForIt).toBeLessThan(0);
  });

  it('are not where most calls that fail had no such start', () => {
    const cut = told(slowStarts, groupOf('timeout', 100), groupOf('startCutOff', 4));
    const hang = told(timeouts, groupOf('timeout', 100), groupOf('startCutOff', 4));

    expect(cut?.contra).toBe('for 96 % of its failures no start was cut off');
    expect(cut?.speaksForIt).toBeLessThan(0);
    expect(hang?.contra).not.toContain('start');
  });

  it('are no suspect where none was', () => {
    expect(told(slowStarts, groupOf('timeout', 20))).toBeNull();
  });
});
