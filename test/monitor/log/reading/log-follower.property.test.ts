import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { logEvent, type Weather } from '../scripted-log.ts';
import { following, idsIn, START_MS } from './follow-harness.ts';

const weather = fc.constantFrom<Weather>(
  'fine',
  'empty',
  'throttled',
  'unreachable',
  'malformed',
  'denied',
  'expired',
  'absent',
);

const event = fc.record({
  afterMs: fc.integer({ min: -50_000, max: 3 * MINUTE_MS }),
  latenessMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 90_000 })),
});

/** Once a case of repeated lines: a log settles while a head sweep is still in the settled part. */
const SETTLED_UNDER_A_HEAD_SWEEP: [
  { afterMs: number; latenessMs: number }[],
  number,
  number,
  Weather[],
  number[],
] = [Array.from({ length: 7 }, () => ({ afterMs: 27_500, latenessMs: 0 })), 2, 3, [], [0, 2_348_000]];

it('shows every event exactly once, whatever the lateness, the page size, the faults and the sleeps', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 150, size: 'max' }),
      fc.integer({ min: 3, max: 60 }),
      fc.constantFrom(3, 10),
      fc.array(weather, { maxLength: 120, size: 'max' }),
      fc.array(fc.integer({ min: 0, max: 40 * MINUTE_MS }), { maxLength: 2 }),
      async (events, pageSize, quotaPerSecond, plan, napsMs) => {
        const written = events.map(({ afterMs, latenessMs }, index) =>
          logEvent(`event-${index}`, START_MS + afterMs, START_MS + afterMs + latenessMs),
        );
        const weatherAt = (call: number) => plan[call] ?? 'fine';
        const run = following({ events: written, pageSize, quotaPerSecond, weather: weatherAt });
        await run.clock.advance(MINUTE_MS);
        for (const napMs of napsMs) {
          await run.clock.jump(napMs);
          await run.clock.advance(20_000);
        }
        while (run.log.callsMs.length < plan.length) await run.clock.advance(MINUTE_MS);
        await run.clock.advance(20 * MINUTE_MS);
        await run.stop();
        expect([...idsIn(run.items)].sort()).toEqual(written.map(({ eventId }) => eventId).sort());
      },
    ),
    { numRuns: 150, examples: [SETTLED_UNDER_A_HEAD_SWEEP] },
  ));
