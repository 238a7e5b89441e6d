import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { timeouts } from '../../../../src/triage/report/suspects/timeouts.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { failuresIn } from '../case-file-of.ts';

describe('hanging calls without a readable log', () => {
  const hanging = (durationMaxMs: number) =>
    caseOf({
      log: null,
      reasons: [reasonOf('errors'), reasonOf('timeout', { value: durationMaxMs / 3_000 })],
      minutes: minutesOf(...times(20, {}), ...times(5, { errors: 30, durationMaxMs })),
    });

  it('are found by metrics if the longest calls take all of the timeout in minutes with errors', () => {
    const file = hanging(3_000);
    const found = timeouts.weigh(file, onsetsOf(file));
    expect(found?.pro.map(({ says }) => lineText(says))[0]).toMatch(
      /^in most minutes with errors the longest call took all of the .* timeout$/,
    );
  });

  it('are not found if calls only come near the timeout', () => {
    const file = hanging(2_700);
    expect(timeouts.weigh(file, onsetsOf(file))).toBeNull();
  });
});

it('says of which time the failures are that end at the timeout', () => {
  const file = caseOf({
    reasons: [reasonOf('errors')],
    log: failuresIn([
      {
        kind: 'timeout',
        says: rawText('timed out'),
        wording: [rawText('timed out')],
        count: 7,
        endedCount: 7,
        firstMs: minuteMsAt(50),
        byMinute: [],
      },
    ]),
  });
  const found = timeouts.weigh(file, onsetsOf(file));
  expect(found?.pro.map(({ says }) => lineText(says))[0]).toMatch(
    /^100 % of its failures since \d\d:\d\dZ end at the .* timeout$/,
  );
});
