import { describe, expect, it } from 'vitest';
import { words } from '../../../../src/terminal/words.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { metric } from '../../../../src/triage/report/claims/evidence.ts';
import { type SuspectRule, suspectsOf } from '../../../../src/triage/report/claims/suspect.ts';
import { caseOf } from '../case.ts';

const FILE = caseOf({ log: null });
const WHOLE = caseOf({
  log: { fromMs: 0, toMs: 60_000, isComplete: true, hasLines: true, groups: [], newest: [] },
});

function ruleOf(name: string, weight: number): SuspectRule {
  const advice = { now: words`look`, next: words`look`, later: words`look`, harms: null };
  const evidence = [metric(FILE, 'Errors', 'Sum')];
  return {
    name,
    weigh: () => ({ title: words`it`, pro: [{ weight, says: words`so`, evidence }], contra: [], advice }),
  };
}

describe('suspects', () => {
  it.each([
    { other: 7, lookAlikes: ['other'] },
    { other: 1, lookAlikes: [] },
  ])('are about equal if both are likely: beside a weight of 8 one of $other', ({ other, lookAlikes }) => {
    const [first] = suspectsOf([ruleOf('first', 8), ruleOf('other', other)], WHOLE, onsetsOf(WHOLE));
    expect(first?.name).toBe('first');
    expect(first?.basis.lookAlikes).toEqual(lookAlikes);
  });

  it('list what explains throttles alone by its likelihood, but never first', () => {
    const throttles = ruleOf('throttles', 9);
    const apart: SuspectRule = {
      ...throttles,
      weigh: (...args) => {
        const found = throttles.weigh(...args);
        return found === null ? null : { ...found, explainsThrottlesAlone: true };
      },
    };
    const rules = [ruleOf('unlikely', 2), apart, ruleOf('first', 6)];
    const names = suspectsOf(rules, WHOLE, onsetsOf(WHOLE)).map(({ name }) => name);
    expect(names).toEqual(['first', 'throttles', 'unlikely']);
  });

  it('are less likely if evidence against them could not be read', () => {
    const likely = (file: typeof FILE) =>
      suspectsOf([ruleOf('first', 4)], file, onsetsOf(file))[0]?.confidence ?? 0;
    expect(likely(FILE)).toBeLessThan(likely(WHOLE));
  });
});
