import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InFlightRing } from '../../../src/capacity/in-flight/in-flight-ring.ts';

const SPAN_S = 60;
const START_MS = 1_000_000;

const ring = () => new InFlightRing(SPAN_S * 1_000, 20, START_MS);

describe('busy environments by second', () => {
  it('are the same whether or not they were read in between', () => {
    const changes = fc.array(
      fc.record({
        /** Time after the previous one, except for those that are ingested late. */
        onMs: fc.integer({ min: 0, max: 9_000 }),
        lateMs: fc.integer({ min: 0, max: 90_000 }),
        change: fc.constantFrom(1, -1),
        isAsked: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: SPAN_S }), (rows, count) => {
        const asked = ring();
        const once = ring();
        let nowMs = START_MS;
        for (const { onMs, lateMs, change, isAsked } of rows) {
          nowMs += onMs;
          const atMs = Math.max(START_MS, nowMs - lateMs);
          asked.add(atMs, change);
          once.add(atMs, change);
          if (isAsked) asked.seconds(Math.floor(nowMs / 1_000) * 1_000, count);
        }
        const endMs = Math.ceil(nowMs / 1_000) * 1_000;
        expect(asked.seconds(endMs, count)).toEqual(once.seconds(endMs, count));
      }),
    );
  });

  it('include what came before once the ring has wrapped around', () => {
    const counted = ring();
    counted.add(START_MS, 2);
    counted.seconds(START_MS + 5_000, 5);
    counted.add(START_MS + 200_500, -1);
    const { peaks, means } = counted.seconds(START_MS + 202_000, 3);
    expect([...peaks]).toEqual([2, 2, 1]);
    expect([...means]).toEqual([2, 1.5, 1]);
  });
});
