import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { onsetsOf } from '../../../src/triage/report/onsets.ts';
import { refusedEvents } from '../../../src/triage/report/suspects/refused-events.ts';
import { minuteMsAt, reasonOf } from '../troubled.ts';
import { caseOf, turned } from './case.ts';

/** Events are lost from minute 50 on, and calls fail from minute `failsFrom` on. */
function against(lost: Partial<FunctionMinute>, failsFrom: number): readonly string[] {
  const file = caseOf({
    minutes: turned(40, 20, { errors: 30, ...lost }),
    reasons: [
      reasonOf('deadLetterErrors', { value: 10, sinceMs: minuteMsAt(50) }),
      reasonOf('errors', { sinceMs: minuteMsAt(failsFrom) }),
    ],
  });
  const contra = refusedEvents.weigh(file, onsetsOf(file))?.contra ?? [];
  return contra.filter(({ weight }) => weight > 0).map(({ says }) => lineText(says));
}

describe('that events have no place to go', () => {
  it('is how they are lost and not why, where calls failed before', () => {
    expect(against({ asyncEventsDropped: 2 }, 40)).toEqual([
      'calls fail since 02:40Z: what is lost is what failed each time it was tried',
    ]);
  });

  it.each([
    ['they were lost first', { asyncEventsDropped: 2 }, 55],
    ['there is a place, which takes them not', { deadLetterErrors: 2 }, 40],
  ] as const)('is why they are lost where %s', (_what, lost, failsFrom) => {
    expect(against(lost, failsFrom)).toEqual([]);
  });
});
