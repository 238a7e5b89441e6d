import { describe, expect, it } from 'vitest';
import { createClock, REAL_TIME } from '../../src/monitor/clock.ts';

describe('account time', () => {
  it('is wall time when nothing else is set', () => {
    expect(createClock(REAL_TIME, () => 1_234).now()).toBe(1_234);
  });

  it.each([
    [1, 10_000, 10_000],
    [60, 10_000, 600_000],
    [0.5, 10_000, 5_000],
    [1.5, 1, 1],
    [0.001, 10_500, 10],
  ])('at speed %d runs, in %d ms of wall time, by %d whole ms', (speed, wallMs, accountMs) => {
    const clock = createClock({ anchorMs: 5_000_000, wallStartMs: 500, speed }, () => 500 + wallMs);
    expect(clock.now()).toBe(5_000_000 + accountMs);
  });

  it('waits no time at all for someone who has given up', async () => {
    await createClock(REAL_TIME).sleep(60_000, AbortSignal.abort());
  });

  it('stops to wait when someone gives up', async () => {
    const giving = new AbortController();
    const slept = createClock(REAL_TIME).sleep(60_000, giving.signal);
    giving.abort();
    await slept;
  });

  it('waits as much less as it runs faster', async () => {
    await createClock({ anchorMs: 0, wallStartMs: 0, speed: 1_000_000 }).sleep(60_000);
  });
});
