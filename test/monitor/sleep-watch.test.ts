import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import { processSleeps } from '../../src/monitor/process-sleeps.ts';
import { type SleepWatch, watchSleeps } from '../../src/monitor/sleep-watch.ts';
import { createManualClock } from './manual-clock.ts';

const START_MS = Date.UTC(2026, 10, 20, 3, 0, 0);

/** What two listeners receive, one after the other. */
function twoListening(sleeps: SleepWatch) {
  const said: string[] = [];
  const stops = ['first', 'second'].map((name) =>
    sleeps.listen({ woke: () => said.push(`${name} woke`), heard: () => said.push(`${name} heard`) }),
  );
  const stop = () => {
    for (const each of stops) each();
  };
  return { said, stop };
}

describe('a watch for sleep', () => {
  it('reports an hour of sleep to every listener once, and then that all have heard of it', async () => {
    const clock = createManualClock(START_MS);
    const sleeps = watchSleeps(processSleeps(clock));
    const { said } = twoListening(sleeps);
    await clock.advance(10 * MINUTE_MS);
    expect(said).toEqual([]);
    await clock.jump(HOUR_MS);
    await clock.advance(10 * MINUTE_MS);
    expect(said).toEqual(['first woke', 'second woke', 'first heard', 'second heard']);
    expect(Math.abs(sleeps.sleptMs - HOUR_MS)).toBeLessThanOrEqual(5 * SECOND_MS);
  });

  it('reports it to a listener who asks before the watch has noticed it, and not again', async () => {
    const awake = createManualClock(START_MS);
    let sleptMs = 0;
    const clock = { ...awake, now: () => awake.now() + sleptMs };
    const sleeps = watchSleeps(processSleeps(clock));
    const { said } = twoListening(sleeps);
    await awake.advance(MINUTE_MS);
    sleptMs = HOUR_MS;
    sleeps.look();
    expect(said).toHaveLength(4);
    await awake.advance(10 * MINUTE_MS);
    expect(said).toHaveLength(4);
  });

  it.each([
    { speed: 1, pauseMs: 14 * SECOND_MS },
    { speed: 60, pauseMs: 55 * SECOND_MS },
    { speed: 1_000, pauseMs: 15 * MINUTE_MS },
  ])(
    'does not mistake a pause on a busy machine for sleep, at $speed seconds a second',
    async ({ speed, pauseMs }) => {
      const clock = createManualClock(START_MS);
      const { said } = twoListening(watchSleeps(processSleeps(clock, speed)));
      for (let pause = 0; pause < 20; pause++) {
        await clock.advance(MINUTE_MS);
        await clock.jump(pauseMs);
      }
      expect(said).toEqual([]);
    },
  );

  it('notices a sleep on a fast clock as well', async () => {
    const clock = createManualClock(START_MS);
    const { said } = twoListening(watchSleeps(processSleeps(clock, 1_000)));
    await clock.advance(HOUR_MS);
    await clock.jump(HOUR_MS);
    expect(said).toHaveLength(4);
  });

  it('does not watch while nobody listens, and does not mistake that time for sleep', async () => {
    const clock = createManualClock(START_MS);
    const sleeps = watchSleeps(processSleeps(clock));
    twoListening(sleeps).stop();
    await clock.jump(HOUR_MS);
    const { said } = twoListening(sleeps);
    await clock.advance(MINUTE_MS);
    expect(said).toEqual([]);
    expect(sleeps.sleptMs).toBe(0);
  });
});
