import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../src/triage/report/case-file/onsets.ts';
import { clearOf } from '../../../src/triage/report/clear.ts';
import { caseOf } from './case.ts';

describe('what is checked and clear', () => {
  const clearWith = (pool: ReturnType<typeof caseOf>['pool']) => {
    const file = caseOf({ pool });
    return clearOf(file, onsetsOf(file)).map(({ says }): string => lineText(says));
  };
  const FILLS = { earlyMs: 600_000, likelyMs: 780_000, lateMs: 960_000 };

  it.each([
    ['is a pool that has room and no trend', { limit: 765, use: 0.46, eta: null }, true],
    ['is no pool that fills, however much room it has', { limit: 765, use: 0.46, eta: FILLS }, false],
    ['is no pool that is nearly full', { limit: 765, use: 0.97, eta: null }, false],
    ['is no pool that is not known', null, false],
  ])('%s', (_case, pool, isClear) => {
    expect(clearWith(pool).includes('account pool 46 % in use')).toBe(isClear);
  });
});
