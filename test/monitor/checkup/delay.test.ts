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
    ['nothing while that minute is under way', [answer('03:12:00')], '03:12:00', 0],
  ])('is %s', (_case, answers, newest, endedAgoMs) => {
    const newestMinuteMs = Date.parse(`2026-11-24T${newest}Z`);
    expect(metricDelay(answers, NOW)).toEqual({ isMeasured: true, value: { newestMinuteMs, endedAgoMs } });
  });

  it.each([
    ['no answer came', null, 'no answer from GetMetricData'],
    ['the answer holds no point', [answer()], 'no function was called of late'],
  ])('is not measured when %s', (_case, answers, because) => {
    expect(metricDelay(answers, NOW)).toEqual({ isMeasured: false, because });
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
  it('is what lies between an event and its ingestion: in the middle, usually, at worst', () => {
    const events = Array.from({ length: 101 }, (_, index) => event(index * 10));
    expect(logDelay(events.toReversed(), GROUP)).toEqual({
      isMeasured: true,
      value: { group: GROUP, events: 101, medianMs: 500, p95Ms: 950, longestMs: 1_000 },
    });
  });

  it('leaves out events from the future, whose writer has a fast clock', () => {
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
