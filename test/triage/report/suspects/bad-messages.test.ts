import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { badMessages } from '../../../../src/triage/report/suspects/bad-messages.ts';
import { minuteMsAt, reasonOf } from '../../troubled.ts';
import { caseFileOf } from '../case-file-of.ts';

function against(throttlesMs: number | null) {
  const throttles = throttlesMs === null ? [] : [reasonOf('throttles', { sinceMs: throttlesMs })];
  const file = caseFileOf({ reasons: [reasonOf('redrive', { sinceMs: minuteMsAt(20) }), ...throttles] });
  return (badMessages.weigh(file, onsetsOf(file))?.contra ?? []).map(({ says }) => lineText(says));
}

describe('messages that are moved to a redrive queue', () => {
  it('may be due to earlier throttles', () => {
    expect(against(minuteMsAt(15))).toEqual(['throttles use up receives too']);
  });

  it.each([minuteMsAt(40), null])(
    'are not due to throttles that began later, or never: %s',
    (throttlesMs) => {
      expect(against(throttlesMs)).toEqual(['lmon does not read what is in the messages']);
    },
  );
});
