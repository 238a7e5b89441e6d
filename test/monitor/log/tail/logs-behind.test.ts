import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import { logsBehind } from '../../../../src/monitor/log/tail/logs-behind.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, logEvent } from '../scripted-log.ts';
import { EVENTS, openedTail } from './opened-tail.ts';

/** A log of 40 lines a second, of which a page holds half a second. */
const RUSH = Array.from({ length: 40 * 60 * 5 }, (_, index) =>
  logEvent(`rush-${index}`, START_MS - MINUTE_MS + index * 25),
);

/** The tail of `count` logs, of which the first grows faster than it is read. */
function tailOfOneRushing(count: number) {
  const clock = createManualClock(START_MS);
  const rushing = createScriptedLog({ clock, events: RUSH, pageSize: 20 });
  const quiet = createScriptedLog({ clock, events: EVENTS });
  const source: LogSource = {
    page: (question, signal) => (question.group === 'log-0' ? rushing : quiet).page(question, signal),
  };
  const choices = Array.from({ length: count }, (_, index) => ({
    group: rawText(`log-${index}`),
    writers: [],
  }));
  return { clock, tail: openedTail(clock, { source, choices }) };
}

it('logs that are up to date are followed, and the one that is read for minutes is behind', async () => {
  const { clock, tail } = tailOfOneRushing(20);
  await clock.advance(90 * SECOND_MS);
  const { status, logs, readThroughMs } = tail.getSnapshot();
  const behind = logsBehind(logs, clock.now());
  tail.close();
  expect(status).toBe('live');
  expect(behind.map(({ log }) => log.choice.group)).toEqual(['log-0']);
  expect(behind[0]!.behindMs).toBeGreaterThan(MINUTE_MS);
  expect(readThroughMs).toBe(clock.now() - behind[0]!.behindMs);
});

it('a log that is read alone is not behind others', async () => {
  const { clock, tail } = tailOfOneRushing(1);
  await clock.advance(5 * SECOND_MS);
  const { status, logs } = tail.getSnapshot();
  tail.close();
  expect(status).toBe('starting');
  expect(logsBehind(logs, clock.now())).toEqual([]);
});
