import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import type { FunctionMinute } from '../../../../src/triage/minute/function-minute.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { refusedEvents } from '../../../../src/triage/report/suspects/refused-events.ts';
import { minuteMsAt, reasonOf } from '../../troubled.ts';
import { caseOf, turned } from '../case.ts';

/** Events are lost from minute 50 on, and calls fail from minute `failsFrom` on. */
function weighed(lost: Partial<FunctionMinute>, failsFrom: number) {
  const file = caseOf({
    minutes: turned(40, 20, { errors: 30, ...lost }),
    reasons: [
      reasonOf('deadLetterErrors', { value: 10, sinceMs: minuteMsAt(50) }),
      reasonOf('errors', { sinceMs: minuteMsAt(failsFrom) }),
    ],
  });
  const found = refusedEvents.weigh(file, onsetsOf(file));
  if (found === null) throw new Error('lost events are suspected');
  return found;
}

function against(lost: Partial<FunctionMinute>, failsFrom: number): readonly string[] {
  const { contra } = weighed(lost, failsFrom);
  return contra.filter(({ weight }) => weight > 0).map(({ says }) => lineText(says));
}

describe('events without a destination', () => {
  it('explain how events are lost, not why, if calls failed before', () => {
    expect(against({ asyncEventsDropped: 2 }, 40)).toEqual([
      'calls fail since 02:40Z: what is lost is what failed each time it was tried',
    ]);
  });

  it.each([
    ['they were lost first', { asyncEventsDropped: 2 }, 55],
    ['the destination refuses them', { deadLetterErrors: 2 }, 40],
  ] as const)('explain why events are lost if %s', (_what, lost, failsFrom) => {
    expect(against(lost, failsFrom)).toEqual([]);
  });

  it.each([
    [{ asyncEventsDropped: 2 }, 'events that have no place to go', /^give it an on-failure destination/],
    [{ deadLetterErrors: 2 }, 'the dead-letter target takes no events', /^check that the target exists/],
    [{ destinationFailures: 2 }, 'the destination takes no events', /^check that the target exists/],
  ])('are named by what lost them, with what to do about it: %o', (lost, title, now) => {
    const found = weighed(lost, 40);
    expect(lineText(found.title)).toBe(title);
    expect(lineText(found.advice.now)).toMatch(now);
  });
});
