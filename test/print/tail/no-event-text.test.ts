import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import { ALL_LINES } from '../../../src/logs/selection/selection-rules.ts';
import { noEventText } from '../../../src/print/tail/no-event-text.ts';

const NOW_MS = Date.parse('2026-11-24T18:00:00Z');

describe('a span without an event', () => {
  it.each([
    ['of the demo is said to lie before all that it has', 6, true, true],
    ['of the demo within its three hours is only empty', 2, true, false],
    ['of an account is only empty', 6, false, false],
  ])('%s', (_case, hoursAgo, isDemo, isBefore) => {
    const untilMs = NOW_MS - hoursAgo * HOUR_MS;
    const span = { sinceMs: untilMs - HOUR_MS, untilMs };
    const says = noEventText([], ALL_LINES, span, { isDemo, nowMs: NOW_MS });
    expect(says.includes("; the demo's logs begin three hours before it was started")).toBe(isBefore);
  });
});
