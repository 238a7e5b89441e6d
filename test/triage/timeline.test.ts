import { describe, expect, it } from 'vitest';
import { rawText } from '../../src/terminal/text.ts';
import type { PoolPressure } from '../../src/triage/pool.ts';
import { timelineOf } from '../../src/triage/timeline.ts';
import { minuteMsAt, reasonOf, troubled } from './troubled.ts';

const SINCE_MS = minuteMsAt(70);

function pressure(eta: PoolPressure['eta']): PoolPressure {
  return { severity: 'warn', culprit: null, growthPerMinute: 5, holder: null, use: 0.7, eta, sharedBy: 3 };
}

describe('the timeline', () => {
  it.each([
    { rule: 'throttles', kind: 'throttlesBegan' },
    { rule: 'errors', kind: 'errorsBegan' },
    { rule: 'iteratorAge', kind: 'lagBegan' },
    { rule: 'silence', kind: 'callsStopped' },
  ] as const)('tells when $rule began', ({ rule, kind }) => {
    const functions = [troubled('a', { reasons: [reasonOf(rule, { sinceMs: minuteMsAt(7) })] })];
    expect(timelineOf(functions, null, SINCE_MS)).toEqual([{ atMs: minuteMsAt(7), functionName: 'a', kind }]);
  });

  it('tells when calls became slow, from what to what', () => {
    const rise = { sinceMs: minuteMsAt(3), beforeMs: 100, nowMs: 900 };
    expect(timelineOf([troubled('a', { durationRise: rise })], null, SINCE_MS)).toEqual([
      { atMs: rise.sinceMs, functionName: 'a', kind: 'durationRose', rise },
    ]);
  });

  it('dates the pool’s forecast by when the pool began to grow, and tells of none without a date or a forecast', () => {
    const eta = { earlyMs: 1, likelyMs: 2, lateMs: 3 };
    expect(timelineOf([], pressure(eta), SINCE_MS)).toEqual([
      { atMs: SINCE_MS, functionName: null, kind: 'poolForecast', pressure: pressure(eta) },
    ]);
    expect(timelineOf([], pressure(eta), null)).toEqual([]);
    expect(timelineOf([], pressure(null), SINCE_MS)).toEqual([]);
  });

  it('is silent about what has no beginning: over, chronic, or no run', () => {
    const reasons = [
      reasonOf('errors', { sinceMs: null }),
      reasonOf('use', { sinceMs: null }),
      reasonOf('pool', { sinceMs: minuteMsAt(1) }),
      reasonOf('deadLetterErrors', { sinceMs: minuteMsAt(1) }),
    ];
    expect(timelineOf([troubled('a', { reasons })], null, SINCE_MS)).toEqual([]);
  });

  it('goes from the newest to the oldest over all functions', () => {
    const at = (name: string, minute: number) =>
      troubled(name, { reasons: [reasonOf('errors', { sinceMs: minuteMsAt(minute) })] });
    const events = timelineOf([at('old', 3), at('new', 9), at('middle', 6)], null, SINCE_MS);
    expect(events.map(({ functionName }) => functionName)).toEqual(['new', 'middle', 'old'].map(rawText));
  });
});
