import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitingClock } from '../../src/monitor/waiting-clock.ts';

const START_MS = 5_000_000;
const SPEED = 1_000;

/** A clock on a machine that may stall for a while, and continues much later. */
function starvedClock(speed = SPEED) {
  let starvedMs = 0;
  /** The one moment that the machine shows meanwhile; null while its time passes. */
  let stoppedMs: number | null = null;
  const setting = { anchorMs: START_MS, wallStartMs: Date.now(), speed };
  return {
    clock: waitingClock(setting, () => (stoppedMs ?? Date.now()) + starvedMs),
    starve(wallMs: number) {
      starvedMs += wallMs;
    },
    /** `begin` takes no time of the machine, however slow that is. */
    atOneMoment<Begun>(begin: () => Begun): Begun {
      stoppedMs = Date.now();
      const begun = begin();
      stoppedMs = null;
      return begun;
    },
  };
}

describe('a clock that waits for its sleepers', () => {
  it('runs while there are no sleepers', () => {
    const { clock, starve } = starvedClock();
    starve(60_000);
    expect(clock.now()).toBeGreaterThanOrEqual(START_MS + 60_000 * SPEED);
  });

  it('wakes each sleeper at its own time, one after the other, though the machine gets there much later', async () => {
    const { clock, starve, atOneMoment } = starvedClock();
    const woken: (readonly [string, number])[] = [];
    const sleeps = [
      ['second', 12_000],
      ['first', 10_000],
      ['third', 50_000],
    ] as const;
    const slept = atOneMoment(() =>
      sleeps.map(([name, ms]) => clock.sleep(ms).then(() => woken.push([name, clock.now()]))),
    );
    starve(60_000);
    await Promise.all(slept);
    expect(woken.map(([name]) => name)).toEqual(['first', 'second', 'third']);
    const [first = 0, second = 0, third = 0] = woken.map(([, atMs]) => atMs - START_MS);
    expect(first).toBeGreaterThanOrEqual(10_000);
    expect(second - first).toBe(2_000);
    expect(third - second).toBe(38_000);
  });

  it('does not run past the end of a sleep', () => {
    const { clock, starve } = starvedClock(1);
    const giving = new AbortController();
    void clock.sleep(5_000, giving.signal);
    const fromMs = clock.now();
    starve(60_000);
    expect(clock.now() - fromMs).toBeLessThanOrEqual(5_000);
    giving.abort();
  });

  it('stands still while a woken sleeper works, until it sleeps again', async () => {
    const { clock, starve } = starvedClock();
    await clock.sleep(10_000);
    const wokenMs = clock.now();
    for (let turn = 0; turn < 20; turn += 1) {
      starve(100);
      await nextTurn();
    }
    expect(clock.now()).toBe(wokenMs);
    await clock.sleep(10_000);
    expect(clock.now()).toBe(wokenMs + 10_000);
  });

  it('wakes a sleeper sooner once it runs faster', async () => {
    const { clock, starve, atOneMoment } = starvedClock(1);
    const slept = atOneMoment(() => {
      const fromMs = clock.now();
      return clock.sleep(60_000).then(() => clock.now() - fromMs);
    });
    clock.setSpeed(1_000);
    starve(60);
    expect(await slept).toBe(60_000);
  });

  it('skips no time when it changes its speed', () => {
    const { clock, starve, atOneMoment } = starvedClock();
    starve(60);
    const [before, after] = atOneMoment(() => {
      const fastMs = clock.now();
      clock.setSpeed(0.5);
      return [fastMs, clock.now()];
    });
    expect(after).toBe(before);
    starve(2_000);
    expect(clock.now() - after!).toBeGreaterThanOrEqual(1_000);
  });

  it('stands still at no speed, for those asleep too, and goes on from there', async () => {
    const { clock, starve, atOneMoment } = starvedClock();
    const woken: number[] = [];
    const { slept, dueMs } = atOneMoment(() => ({
      slept: clock.sleep(60_000).then(() => woken.push(clock.now())),
      dueMs: clock.now() + 60_000,
    }));
    clock.setSpeed(0);
    const pausedMs = clock.now();
    const others = [clock.sleep(0), clock.sleep(1_000)];
    starve(120_000);
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect([clock.now(), woken]).toEqual([pausedMs, []]);
    atOneMoment(() => clock.setSpeed(SPEED));
    starve(120_000);
    await Promise.all([slept, ...others]);
    expect(woken).toEqual([dueMs]);
  });

  it('can be restarted before anything has slept on it', async () => {
    const { clock, starve, atOneMoment } = starvedClock();
    const { slept, dueMs } = atOneMoment(() => ({ slept: clock.sleep(10_000), dueMs: clock.now() + 10_000 }));
    starve(5);
    clock.restart();
    expect(clock.now()).toBe(START_MS);
    await slept;
    expect(clock.now()).toBe(dueMs);
  });

  it('continues if a woken sleeper never sleeps again', async () => {
    const { clock } = starvedClock();
    await clock.sleep(10_000);
    const wokenMs = clock.now();
    await expect.poll(clock.now).toBeGreaterThan(wokenMs);
  });

  it('lets time pass for a loop of empty sleeps', async () => {
    const { clock } = starvedClock();
    const untilMs = clock.now() + 20;
    while (clock.now() < untilMs) await clock.sleep(0);
  });

  it('wakes a sleeper that is aborted, and no longer waits for it', async () => {
    const { clock, starve } = starvedClock(1);
    const giving = new AbortController();
    const slept = clock.sleep(60_000, giving.signal);
    giving.abort();
    await slept;
    await clock.sleep(60_000, giving.signal);
    starve(120_000);
    expect(clock.now()).toBeGreaterThanOrEqual(START_MS + 120_000);
  });
});
