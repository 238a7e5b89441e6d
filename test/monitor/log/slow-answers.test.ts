import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { createManualClock } from '../manual-clock.ts';
import { eventsIn, following, START_MS } from './follow-harness.ts';
import { EVENTS } from './opened-tail.ts';
import { createScriptedLog } from './scripted-log.ts';

it('a reader whose answers take eight seconds for a while says so once, and when they do no more, and loses nothing', async () => {
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ clock, events: EVENTS });
  const isSlow = () => clock.now() >= START_MS + MINUTE_MS && clock.now() < START_MS + 2 * MINUTE_MS;
  const source: LogSource = {
    async page(question, signal) {
      if (isSlow()) await clock.sleep(8 * SECOND_MS, signal);
      return log.page(question, signal);
    },
  };
  const run = following({ clock, events: [], request: { source, frames: clock } });
  await clock.advance(6 * MINUTE_MS);
  await run.stop();
  const notices = run.items.flatMap((item) => (item.type === 'notice' ? [item.kind] : []));
  expect(notices).toEqual(['slow', 'quick']);
  expect(eventsIn(run.items)).toHaveLength(EVENTS.length);
});
