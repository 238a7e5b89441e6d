import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../src/logs/event.ts';
import { logDelay, metricDelay } from '../../../src/monitor/checkup/delay.ts';
import type { MetricAnswer } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';

const NOW = Date.parse('2026-11-24T03:12:10Z');
const GROUP = rawText('/aws/lambda/f');

const answer = (...times: readonly string[]): MetricAnswer => ({
  index: 0,
  status: 'complete',
  points: times.map((time) => ({ timestampMs: Date.parse(`2026-11-24T${time}Z`), value: 1 })),
});

describe('the delay of metrics', () => {
  it.each([
    [
      'the time since the newest minute ended',
      [answer('03:09:00', '03:10:00', '03:08:00')],
      '03:10:00',
      70_000,
    ],
    ['zero while that minute is in progress', [answer('03:12:00')], '03:12:00', 0],
  ])('is %s', (_case, answers, newest, endedAgoMs) => {
    const newestMinuteMs = Date.parse(`2026-11-24T${newest}Z`);
    const value = { newestMinuteMs, endedAgoMs, whole: null };
    expect(metricDelay(answers, NOW)).toEqual({ isMeasured: true, value });
  });

  it.each([
    ['no answer came', null, 'no answer from GetMetricData'],
    ['the answer has no point', [answer()], 'no function was called of late'],
  ])('is not measured when %s', (_case, answers, because) => {
    expect(metricDelay(answers, NOW)).toEqual({ isMeasured: false, because });
  });
});

/** Calls per minute; the last minute is still in progress at 03:12:10. */
const calls = (...counts: readonly number[]): readonly MetricAnswer[] => {
  const firstMs = Date.parse('2026-11-24T03:12:00Z') - (counts.length - 1) * 60_000;
  const points = counts.map((value, index) => ({ timestampMs: firstMs + index * 60_000, value }));
  return [{ index: 0, status: 'complete', points }];
};
const STEADY = [1_000, 1_010, 990, 1_005, 995, 1_000, 1_000, 1_010];

describe('how long it takes until a minute has all its calls', () => {
  it.each([
    { what: 'the minute that ended 10 s ago is complete', newest: [1_000, 990, 160], within: [0, 10_000] },
    {
      what: 'that one is partial and the one before is complete',
      newest: [1_000, 620, 90],
      within: [10_000, 70_000],
    },
    { what: 'two are partial', newest: [700, 300, 10], within: [70_000, 130_000] },
  ])('is bounded by two minutes when $what', ({ newest, within: [leastMs, mostMs] }) => {
    expect(metricDelay(calls(...STEADY, ...newest), NOW)).toMatchObject({
      value: { whole: { leastMs, mostMs } },
    });
  });

  it.each([
    ['there are few calls', STEADY.map((each) => Math.round(each / 100))],
    ['calls come in bursts', [1_000, 20, 1_000, 30, 1_000, 20, 1_000, 40, 1_000, 20, 10]],
    ['little is known about earlier minutes', [1_000, 1_000, 500]],
  ])('is unknown when %s', (_what, counts) => {
    expect(metricDelay(calls(...counts), NOW)).toMatchObject({ isMeasured: true, value: { whole: null } });
  });
});

const event = (delayMs: number): LogEvent => ({
  eventId: rawText(String(delayMs)),
  logStream: rawText('s'),
  timestampMs: NOW,
  ingestionMs: NOW + delayMs,
  message: rawText('m'),
});

describe('the delay of logs', () => {
  it('is the time from an event to its ingestion: median, usual and maximum', () => {
    const events = Array.from({ length: 101 }, (_, index) => event(index * 10));
    expect(logDelay(events.toReversed(), GROUP)).toEqual({
      isMeasured: true,
      value: { group: GROUP, events: 101, medianMs: 500, p95Ms: 950, longestMs: 1_000 },
    });
  });

  it('leaves out events from the future, written by a fast clock', () => {
    expect(logDelay([event(-5_000), event(300)], GROUP)).toMatchObject({
      value: { events: 1, medianMs: 300, longestMs: 300 },
    });
  });

  it.each([
    ['no answer came', null, 'no answer from FilterLogEvents'],
    ['nothing was written', [], 'nothing was written to the log of late'],
  ])('is not measured when %s', (_case, events, because) => {
    expect(logDelay(events, GROUP)).toEqual({ isMeasured: false, because });
  });
});
