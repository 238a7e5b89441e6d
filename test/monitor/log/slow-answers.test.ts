import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import type { WallTime } from '../../../src/monitor/clock.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import { eventsIn, following, START_MS } from './reading/follow-harness.ts';
import { createScriptedLog } from './scripted-log.ts';
import { EVENTS } from './tail/opened-tail.ts';

/** The notices and events of a reader with this wall clock; for a minute, answers take eight seconds. */
async function reportsOf(wallOf: (clock: ManualClock) => WallTime | null) {
  const clock = createManualClock(START_MS);
  const wall = wallOf(clock);
  const log = createScriptedLog({ clock, events: EVENTS });
  const isSlow = () => clock.now() >= START_MS + MINUTE_MS && clock.now() < START_MS + 2 * MINUTE_MS;
  const source: LogSource = {
    async page(question, signal) {
      if (isSlow()) await clock.sleep(8 * SECOND_MS, signal);
      return log.page(question, signal);
    },
  };
  const run = following({ clock, events: [], request: { source, wall } });
  await clock.advance(6 * MINUTE_MS);
  await run.stop();
  const notices = run.items.flatMap((item) => (item.type === 'notice' ? [item.kind] : []));
  return { notices, eventCount: eventsIn(run.items).length };
}

it('a reader whose answers take eight seconds for a while says so once, also when that is over, and loses nothing', async () => {
  expect(await reportsOf((clock) => clock)).toEqual({
    notices: ['slow', 'quick'],
    eventCount: EVENTS.length,
  });
});

it('a reader tells when an answer is overdue, but not again once it has said that answers are slow', async () => {
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ clock, events: EVENTS });
  const askedMs: number[] = [];
  const overdueMs: number[] = [];
  const source: LogSource = {
    async page(question, signal) {
      askedMs.push(clock.now());
      await clock.sleep(8 * SECOND_MS, signal);
      return log.page(question, signal);
    },
  };
  const onOverdue = () => overdueMs.push(clock.now());
  const run = following({ clock, events: [], request: { source, wall: clock, onOverdue } });
  await clock.advance(2 * MINUTE_MS);
  await run.stop();
  expect(overdueMs).toEqual(askedMs.slice(0, 2).map((ms) => ms + 5 * SECOND_MS));
});

it('a reader of a recording, whose answers wait for the replay, says nothing about AWS', async () => {
  expect(await reportsOf(() => null)).toEqual({ notices: [], eventCount: EVENTS.length });
});
