import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import type { Gap, TailItem } from '../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { createLogSet } from '../../../src/monitor/log/set/log-set.ts';
import { processSleeps } from '../../../src/monitor/process-sleeps.ts';
import { watchSleeps } from '../../../src/monitor/sleep-watch.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../../src/terminal/text.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import { idsIn, START_MS } from './reading/follow-harness.ts';
import { createScriptedLog, logEvent, sourceError } from './scripted-log.ts';
import { openedTail } from './tail/opened-tail.ts';

const LOG_COUNT = 100;
const AWAKE_MS = 6 * MINUTE_MS;
const END_MS = START_MS + HOUR_MS + 3 * AWAKE_MS;

/** A line each twenty seconds, from a while before the start. */
function linesOf(name: RawText, offsetMs: number): readonly LogEvent[] {
  const lines: LogEvent[] = [];
  for (let timestampMs = START_MS - MINUTE_MS + offsetMs; timestampMs < END_MS; timestampMs += 20 * SECOND_MS)
    lines.push(logEvent(`${name} ${lines.length}`, timestampMs));
  return lines;
}

describe('a hundred logs after an hour of sleep', () => {
  const clock = createManualClock(START_MS);
  const groups = Array.from({ length: LOG_COUNT }, (_, index) => rawText(`/shop/log-${index}`));
  const logs = new Map(
    groups.map((group, index) => [group, createScriptedLog({ clock, events: linesOf(group, index * 190) })]),
  );
  const source: LogSource = { page: (question, signal) => logs.get(question.group)!.page(question, signal) };
  const stopped = new AbortController();
  const itemsOf = new Map<RawText, TailItem[]>(groups.map((group) => [group, []]));

  it('each have a gap, whether a call was in flight or waiting for its turn', async () => {
    const set = createLogSet({
      source,
      clock,
      sleeps: watchSleeps(processSleeps(clock)),
      budget: createCallBudget(clock, { random: () => 0.5 }),
      untilMs: null,
      follow: true,
      pattern: null,
      signal: stopped.signal,
      onItems: ({ group }, items) => void itemsOf.get(group)?.push(...items),
    });
    for (const group of groups)
      set.add({ group, writers: [{ functionName: null, versions: null }] }, START_MS - MINUTE_MS);
    await clock.advance(AWAKE_MS);
    await clock.jump(HOUR_MS);
    await clock.advance(AWAKE_MS);
    stopped.abort();
    await set.ended();

    const gaps = [...itemsOf.values()].map((items) =>
      items
        .filter((item): item is Gap => item.type === 'gap')
        .map(({ reason, endMs }) => [reason, endMs !== null]),
    );
    expect(gaps).toEqual(
      groups.map(() => [
        ['asleep', false],
        ['asleep', true],
      ]),
    );
  });

  it('have lost nothing and repeated nothing', () => {
    const readableMs = clock.now() - 2 * MINUTE_MS;
    for (const [group, items] of itemsOf) {
      const given = idsIn(items);
      const written = linesOf(group, groups.indexOf(group) * 190).filter(
        ({ timestampMs }) => timestampMs < readableMs,
      );
      expect(new Set(given).size).toBe(given.length);
      expect(given).toEqual(expect.arrayContaining(written.map(({ eventId }) => eventId)));
    }
  });
});

/** The gaps on a screen of three logs, after the machine slept for an hour. */
async function gapsOfAnHourAsleep(clock: ManualClock, source: LogSource) {
  const tail = openedTail(clock, {
    source,
    sleeps: watchSleeps(processSleeps(clock)),
    choices: ['a', 'b', 'c'].map((name) => ({ group: rawText(name), writers: [] })),
  });
  await clock.advance(AWAKE_MS);
  await clock.jump(HOUR_MS);
  await clock.advance(AWAKE_MS);
  tail.close();
  return tail.memory().filter(({ type }) => type === 'gap');
}

it('an hour of sleep is one row on a screen, however many logs it shows', async () => {
  const clock = createManualClock(START_MS);
  const events = linesOf(rawText('any'), 0);
  const rows = await gapsOfAnHourAsleep(clock, createScriptedLog({ clock, events }));
  expect(rows).toMatchObject([{ reason: 'asleep', logCount: 3, endMs: expect.any(Number) }]);
});

it('an hour in which one of several log groups was deleted ends for all the others, and stays open for that one', async () => {
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ clock, events: linesOf(rawText('any'), 0) });
  const deleted = rawText('a');
  const source: LogSource = {
    page: async (question, signal) =>
      question.group === deleted && clock.now() > START_MS + HOUR_MS
        ? { ok: false, error: sourceError('absent') }
        : log.page(question, signal),
  };
  const gaps = await gapsOfAnHourAsleep(clock, source);
  expect(gaps).toHaveLength(2);
  expect(gaps).toContainEqual(expect.objectContaining({ logCount: 2, endMs: expect.any(Number) }));
  expect(gaps).toContainEqual(
    expect.objectContaining({ origin: expect.objectContaining({ group: deleted }), endMs: null }),
  );
});
