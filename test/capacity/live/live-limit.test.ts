import { describe, expect, it } from 'vitest';
import type { BindingLimit } from '../../../src/capacity/assessment.ts';
import { judgeLiveAgainst } from '../../../src/capacity/live/live-limit.ts';
import { seenInFlight } from '../in-flight-marks.ts';

/** This many calls of 50 ms a second, with the usual variation of arrivals. */
function shortCalls(perSecond: number) {
  const busy = Array.from({ length: 300 }, () => perSecond * 0.05);
  const arrivals = Float32Array.from(
    busy,
    (_, second) => perSecond + Math.sqrt(perSecond) * Math.sin(second * 2.399),
  );
  return { ...seenInFlight(busy, 0.05), arrivals };
}

describe('what a log shows about a request rate, by the second', () => {
  const limit = { kind: 'requestRate', value: 350, inUse: 300 } as const;

  it.each([
    { case: 'far below', perSecond: 200, flag: 'ok' },
    { case: 'so near that a second of random arrivals meets it', perSecond: 330, flag: 'near' },
  ])('is $flag $case', ({ perSecond, flag }) => {
    const judged = judgeLiveAgainst(limit, shortCalls(perSecond), null);
    expect(judged).toMatchObject({ flag, inUse: expect.closeTo(perSecond, -1) });
    // The level counts environments, and calls of 50 ms keep only a few of them busy.
    expect(judged?.level).toBeCloseTo(perSecond * 0.05, 0);
  });
});

it.each<BindingLimit>([
  { kind: 'account', value: 100, inUse: 95 },
  { kind: 'source', value: 100, inUse: 95 },
  { kind: 'off', value: 0, inUse: 0 },
  { kind: 'unknown', because: 'denied' },
])('a log does not show how near a limit of kind $kind is', (limit) => {
  expect(judgeLiveAgainst(limit, shortCalls(330), null)).toBeNull();
});
