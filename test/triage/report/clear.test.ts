import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../src/triage/report/case-file/onsets.ts';
import { clearOf } from '../../../src/triage/report/clear.ts';
import { caseOf } from './case.ts';

describe('what was checked and is clear', () => {
  const clearWith = (pool: ReturnType<typeof caseOf>['pool']) => {
    const file = caseOf({ pool });
    return clearOf(file, onsetsOf(file)).map(({ says }): string => lineText(says));
  };
  const FILLS = { earlyMs: 600_000, likelyMs: 780_000, lateMs: 960_000 };

  it.each([
    ['includes a pool with room and no trend', { limit: 765, use: 0.46, eta: null }, true],
    [
      'does not include a pool that fills, however much room it has',
      { limit: 765, use: 0.46, eta: FILLS },
      false,
    ],
    ['does not include a pool that is nearly full', { limit: 765, use: 0.97, eta: null }, false],
    ['does not include an unknown pool', null, false],
  ])('%s', (_case, pool, isClear) => {
    expect(clearWith(pool).includes('account pool 46 % in use')).toBe(isClear);
  });
});
