import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../src/logs/failures/failure.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { LogTestimony } from '../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../src/triage/report/case-file/onsets.ts';
import { clearOf } from '../../../src/triage/report/clear.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../troubled.ts';
import { caseOf } from './case.ts';
import { failuresIn } from './case-file-of.ts';

function logOf(kind: FailureKind): LogTestimony {
  const group = { kind, says: rawText('it ended'), wording: [], count: 10, endedCount: 10 };
  return failuresIn([{ ...group, firstMs: minuteMsAt(50), byMinute: [] }]);
}

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
  ])('%s', (_case, pool, isClear) => {
    expect(clearWith(pool).includes('account pool 46 % in use')).toBe(isClear);
  });

  it.each([
    ['throttles', /^no throttles in/],
    ['errors', /^no errors$/],
  ] as const)('includes that there were no %s only where each minute with calls says so', (metric, says) => {
    const isClear = (...unknown: readonly null[]) => {
      const minutes = minutesOf(
        ...times(60, { [metric]: 0 }),
        ...unknown.map((none) => ({ [metric]: none })),
      );
      const file = caseOf({ minutes });
      return clearOf(file, onsetsOf(file)).some((each) => says.test(lineText(each.says)));
    };
    expect([isClear(), isClear(null)]).toEqual([true, false]);
  });

  it.each([
    ['includes memory that no call used up', {}, true],
    [
      'does not include memory of which a call ran out, whatever the calls that survived used',
      { log: logOf('outOfMemory') },
      false,
    ],
    [
      'does not include memory that is the verdict',
      { reasons: [reasonOf('memory', { sinceMs: null })] },
      false,
    ],
  ])('%s', (_case, more, isClear) => {
    const memory = { calls: 400, spanMs: 600_000, coldStarts: 0, initMs: null, maxMemoryMb: 114, reruns: 0 };
    const file = caseOf({ memory, ...more });
    const says = clearOf(file, onsetsOf(file)).map((each): string => lineText(each.says));
    expect(says.includes('memory 89 % of 128 MB')).toBe(isClear);
  });
});
