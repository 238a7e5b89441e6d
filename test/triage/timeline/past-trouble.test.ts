import { describe, expect, it } from 'vitest';
import type { TroubledFunction } from '../../../src/triage/cause/troubled-function.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { asItWas, type Judged, pastTroubleOf } from '../../../src/triage/timeline/past-trouble.ts';
import { type KnownMinute, minuteMsAt, minutesOf, reasonOf, times, troubled } from '../troubled.ts';

function judged(minutes: readonly (KnownMinute | null)[], more: Partial<TroubledFunction> = {}): Judged {
  return {
    ...troubled('order-intake', { minutes: minutesOf(...minutes), ...more }),
    configuration: { timeoutMs: 10_000 },
    thresholds: DEFAULT_THRESHOLDS,
  };
}

/** An hour of good minutes, then `bad` bad ones and `well` good ones. */
const over = (bad: number, minute: KnownMinute, well: number) => [
  ...times(60, { deadLetterErrors: 0 }),
  ...times(bad, minute),
  ...times(well, { deadLetterErrors: 0 }),
];

describe('past trouble', () => {
  it.each([
    { rule: 'errors', minute: { errors: 20 } },
    { rule: 'deadLetterErrors', minute: { deadLetterErrors: 3 } },
  ])('is described as it was when it ended, by the rule about $rule', ({ rule, minute }) => {
    const past = pastTroubleOf(judged(over(20, minute, 15)));
    expect(past).toMatchObject({ endedMs: minuteMsAt(80), knownToMs: minuteMsAt(94) });
    expect(past?.then.minutes.at(-1)?.minuteMs).toBe(minuteMsAt(79));
    expect(past?.then.reasons).toMatchObject([{ rule, sinceMs: minuteMsAt(60) }]);
  });

  it('includes how slow calls were during it, not in the minute of recovery', () => {
    const lasting = (averageMs: number) => ({ invocations: 100, durationSumMs: 100 * averageMs });
    const past = pastTroubleOf(
      judged([
        ...times(60, lasting(1_100)),
        ...times(18, { ...lasting(4_700), errors: 20 }),
        ...times(2, { ...lasting(2_600), errors: 20 }),
        ...times(15, lasting(1_100)),
      ]),
    );
    expect(past?.then.durationRise).toMatchObject({
      sinceMs: minuteMsAt(60),
      beforeMs: 1_100,
      nowMs: 4_700,
    });
  });

  it('counts as over although some calls fail as always', () => {
    const asEver = times(60, { errors: 2 });
    const past = pastTroubleOf(
      judged([...asEver, ...times(20, { errors: 30 }), ...times(15, { errors: 2 })]),
    );
    expect(past?.endedMs).toBe(minuteMsAt(80));
    expect(past?.then.reasons).toMatchObject([{ rule: 'errors', sinceMs: minuteMsAt(60) }]);
  });

  it('ended with its many errors, though a single one came minutes later', () => {
    const asEver = Array.from({ length: 60 }, (_, minute) => ({
      invocations: 45,
      errors: minute % 6 === 0 ? 1 : 0,
    }));
    const well = times(4, { invocations: 45, errors: 0 });
    const one = { invocations: 45, errors: 1 };
    const past = pastTroubleOf(
      judged([...asEver, ...times(30, { invocations: 45, errors: 4 }), ...well, one, ...well, ...well]),
    );
    expect(past?.endedMs).toBe(minuteMsAt(90));
    expect(past?.then.reasons).toMatchObject([{ rule: 'errors', sinceMs: minuteMsAt(60) }]);
  });

  it('is not over if errors came back', () => {
    const swinging = [...times(60, { errors: 2 }), ...times(10, { errors: 30 })];
    const again = [...swinging, ...times(8, { errors: 2 }), ...times(8, { errors: 30 })];
    expect(pastTroubleOf(judged(again))).toBeNull();
  });

  it('carries a call near the timeout that is still reported', () => {
    const reasons = [reasonOf('timeout', { sinceMs: null })];
    expect(pastTroubleOf(judged(over(20, { errors: 20 }, 12), { reasons }))).toMatchObject({
      nearTimeout: reasons[0]?.value,
    });
  });

  it('does not include that call itself, which is not over', () => {
    const near = { durationMaxMs: 9_800 };
    const minutes = [...times(60, near), ...times(20, { ...near, throttles: 20 }), ...times(12, near)];
    const past = pastTroubleOf(judged(minutes, { reasons: [reasonOf('timeout', { sinceMs: null })] }));
    expect(past?.then.reasons.map(({ rule }) => rule)).toEqual(['throttles']);
  });

  it.each([
    { what: 'it ended more than half an hour ago', minutes: over(20, { errors: 20 }, 31) },
    { what: 'it was short and mild', minutes: over(3, { errors: 4 }, 15) },
    {
      what: 'there were a few more errors by chance',
      minutes: [...times(60, { errors: 1 }), { errors: 2 }, ...times(15, { errors: 0 })],
    },
    { what: 'it failed as always, and stopped', minutes: [...times(60, { errors: 5 }), ...times(15, {})] },
  ])('is not found if $what', ({ minutes }) => {
    expect(pastTroubleOf(judged(minutes))).toBeNull();
  });

  it('does not include what hurts now', () => {
    const reasons = [reasonOf('throttles', { sinceMs: minuteMsAt(90) })];
    expect(pastTroubleOf(judged(over(20, { errors: 20 }, 15), { reasons }))).toBeNull();
  });

  it('leaves other functions unchanged', () => {
    const now = judged(over(20, { errors: 20 }, 15));
    expect(asItWas(now, null)).toBe(now);
    expect(asItWas(now, pastTroubleOf(now))).toMatchObject({
      name: 'order-intake',
      reasons: [{ rule: 'errors' }],
    });
  });
});
