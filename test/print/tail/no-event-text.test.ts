import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import { ALL_LINES } from '../../../src/logs/selection/selection-rules.ts';
import { noEventText } from '../../../src/print/tail/no-event-text.ts';

const NOON_MS = Date.parse('2026-11-24T12:00:00Z');

describe('a span without an event', () => {
  it.each([
    { says: 'lies before all that the demo has', startsAt: 12, endsAt: 8, isBefore: true },
    {
      says: 'lies within the past that the demo had at its start',
      startsAt: 12,
      endsAt: 10,
      isBefore: false,
    },
    { says: 'lies after the start of a demo that runs for hours', startsAt: 6, endsAt: 8, isBefore: false },
    { says: 'is of an account', startsAt: null, endsAt: 2, isBefore: false },
  ])('$says', ({ startsAt, endsAt, isBefore }) => {
    const at = (hour: number) => NOON_MS + (hour - 12) * HOUR_MS;
    const span = { sinceMs: at(endsAt - 1), untilMs: at(endsAt) };
    const says = noEventText([], ALL_LINES, span, startsAt === null ? null : at(startsAt));
    expect(says.includes("; the demo's logs begin 3 h before it was started")).toBe(isBefore);
  });
});
