import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { TimelineEvent } from '../../../src/triage/timeline/timeline.ts';
import { timelineLines, toldPart } from '../../../src/views/fleet/timeline-section.ts';
import type { Times } from '../../../src/views/parts/look/time-notation.ts';
import { ASCII } from './fleet-on-screen.ts';

const AT_MS = Date.UTC(2026, 10, 24, 3, 0);
const TIMES: Times = { notation: 'utc', nowMs: AT_MS + 600_000, localOffsetMinutes: 60 };
const orders = rawText('orders');
const checkout = rawText('checkout-api');

const TIMELINE: readonly TimelineEvent[] = [
  { kind: 'passed', what: 'errors', lastedMs: 60_000, functionName: orders, atMs: AT_MS },
  { kind: 'lagBegan', functionName: orders, atMs: AT_MS },
  { kind: 'passed', what: 'throttles', lastedMs: 60_000, functionName: checkout, atMs: AT_MS - 60_000 },
  { kind: 'throttlesBegan', functionName: checkout, atMs: AT_MS - 120_000 },
];

function shown(most: number, width = 80, timeline = TIMELINE): readonly string[] {
  return timelineLines(timeline, { most, width }, TIMES, ASCII).map((line) =>
    plainLine(line).replace(/ {2,}/g, '  '),
  );
}

describe('the events of all functions', () => {
  it('tell in one line what happened to a function in a minute, with what is still going on first', () => {
    expect(shown(3)).toEqual([
      '03:00Z  orders  iterator age began to rise; errors for 1 min',
      '02:59Z  checkout-api  throttles for 1 min',
      '02:58Z  checkout-api  throttles began',
    ]);
  });

  it('leave no columns blank behind short names, which the name of an alarm may need', () => {
    const name = rawText('prod-checkout-api-throttles-of-the-last-five-minutes');
    const alarm: TimelineEvent = { kind: 'alarmRang', name, functionName: checkout, atMs: AT_MS };
    expect(shown(1, 86, [alarm])).toEqual([`03:00Z  checkout-api  alarm rang: ${name}`]);
  });

  it('count what has no room, and cut no event in two', () => {
    expect(shown(1, 54)).toEqual(['03:00Z  orders  iterator age began to rise; 1 more']);
  });

  it('continue in the next row if one has no room for all and the list does', () => {
    expect(shown(4, 60)).toEqual([
      '03:00Z  orders  iterator age began to rise',
      '  errors for 1 min',
      '02:59Z  checkout-api  throttles for 1 min',
      '02:58Z  checkout-api  throttles began',
    ]);
    expect(shown(3, 60)[0]).toBe('03:00Z  orders  iterator age began to rise; 1 more');
  });

  it('drop what was soon over if there is no room for all', () => {
    expect(shown(2)).toEqual([
      '03:00Z  orders  iterator age began to rise; errors for 1 min',
      '02:58Z  checkout-api  throttles began',
    ]);
  });

  it.each([
    { what: 'all with room for all', most: 3, told: 2, briefLeftOut: 0 },
    { what: 'the lasting ones, where one soon over is left out between', most: 2, told: 2, briefLeftOut: 1 },
    { what: 'the newest of the lasting ones', most: 1, told: 1, briefLeftOut: 1 },
  ])('are counted apart from those soon over: $what', ({ most, told, briefLeftOut }) => {
    expect(toldPart(TIMELINE, most)).toEqual({ told, lasting: 2, briefLeftOut });
  });

  it("say that a pool was full by today's limit if the limit at that time is unknown", () => {
    const ofPool = { functionName: null, isByTodaysLimit: true } as const;
    const full: readonly TimelineEvent[] = [
      { kind: 'ended', what: 'fullPool', lastedMs: 600_000, atMs: AT_MS, ...ofPool },
      { kind: 'poolFilled', others: 2, atMs: AT_MS - 600_000, ...ofPool },
    ];
    expect(shown(2, 100, full).map((line) => line.replace(/^.{6}Z?\s+\S+( pool)?\s+/, ''))).toEqual([
      "has room again by today's limit after 10 min",
      "full by today's limit; 2 functions turned away from then on",
    ]);
  });
});
