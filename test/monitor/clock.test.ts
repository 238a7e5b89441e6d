import { describe, expect, it } from 'vitest';
import { corrected, createClock, REAL_TIME, wakeableClock } from '../../src/monitor/clock.ts';
import { createManualClock } from './manual-clock.ts';

describe('account time', () => {
  it('is wall time by default', () => {
    expect(createClock(REAL_TIME, () => 1_234).now()).toBe(1_234);
  });

  it.each([
    [1, 10_000, 10_000],
    [60, 10_000, 600_000],
    [0.5, 10_000, 5_000],
    [1.5, 1, 1],
    [0.001, 10_500, 10],
  ])('at speed %d advances, in %d ms of wall time, by %d whole ms', (speed, wallMs, accountMs) => {
    const clock = createClock({ anchorMs: 5_000_000, wallStartMs: 500, speed }, () => 500 + wallMs);
    expect(clock.now()).toBe(5_000_000 + accountMs);
  });

  it('does not wait at all when it is already aborted', async () => {
    await createClock(REAL_TIME).sleep(60_000, AbortSignal.abort());
  });

  it('stops waiting when it is aborted', async () => {
    const giving = new AbortController();
    const slept = createClock(REAL_TIME).sleep(60_000, giving.signal);
    giving.abort();
    await slept;
  });

  it('waits less the faster it runs', async () => {
    await createClock({ anchorMs: 0, wallStartMs: 0, speed: 1_000_000 }).sleep(60_000);
  });
});

describe('a clock that can wake its sleepers', () => {
  it('ends the sleeps in progress, and none that begin later', async () => {
    const manual = createManualClock(0);
    const clock = wakeableClock(manual);
    const woken: string[] = [];
    const sleeper = (name: string, signal?: AbortSignal) =>
      clock.sleep(60_000, signal).then(() => woken.push(name));
    const [first, second] = [sleeper('first'), sleeper('second', new AbortController().signal)];
    clock.wake();
    await Promise.all([first, second]);
    const third = sleeper('third');
    await manual.advance(59_999);
    expect(woken).toEqual(['first', 'second']);
    await manual.advance(1);
    await third;
  });

  it('can also end a sleep by its abort signal', async () => {
    const giving = new AbortController();
    const slept = wakeableClock(createManualClock(0)).sleep(60_000, giving.signal);
    giving.abort();
    await slept;
  });
});

describe('a clock that AWS corrects', () => {
  const SECOND_MS = 1_000;
  const START_MS = Date.UTC(2026, 10, 24);

  it.each([
    { what: 'is unchanged while it is right', givenMs: 0, tookMs: 200, isMs: 200 },
    {
      what: 'is unchanged when it is half a minute behind',
      givenMs: 30 * SECOND_MS,
      tookMs: 200,
      isMs: 200,
    },
    {
      what: 'is unchanged when it is half a minute ahead',
      givenMs: -30 * SECOND_MS,
      tookMs: 200,
      isMs: 200,
    },
    {
      what: 'is unchanged by an answer that took a minute',
      givenMs: 50 * SECOND_MS,
      tookMs: 60_000,
      isMs: 60_000,
    },
    { what: 'is put forward when it is behind', givenMs: 600 * SECOND_MS, tookMs: 200, isMs: 600_600 },
    { what: 'is put back when it is ahead', givenMs: -600 * SECOND_MS, tookMs: 200, isMs: -599_400 },
  ])('$what', async ({ givenMs, tookMs, isMs }) => {
    const machine = createManualClock(START_MS);
    const clock = corrected(machine);
    const hear = clock.asking();
    await machine.advance(tookMs);
    hear(START_MS + givenMs);
    expect(clock.now() - START_MS).toBe(isMs);
    expect(clock.machineNow() - START_MS).toBe(tookMs);
  });

  it('is corrected once by calls that were in flight together', () => {
    const clock = corrected(createManualClock(START_MS));
    for (const hear of [clock.asking(), clock.asking()]) hear(START_MS + 600 * SECOND_MS);
    expect(clock.now() - START_MS).toBe(600_500);
  });

  it('follows a machine whose own clock is corrected in the meantime', async () => {
    const machine = createManualClock(START_MS);
    const clock = corrected(machine);
    clock.asking()(START_MS + 600 * SECOND_MS);
    await machine.jump(600 * SECOND_MS);
    for (const hear of [clock.asking(), clock.asking()]) hear(START_MS + 600 * SECOND_MS);
    expect(clock.now() - START_MS).toBe(600_500);
  });

  it('is not moved by a single answer, once there has been one', () => {
    const clock = corrected(createManualClock(START_MS));
    for (const givenMs of [0, 90, 0, -90, 0]) clock.asking()(START_MS + givenMs * SECOND_MS);
    expect(clock.now()).toBe(START_MS);
  });

  it.each([Number.NaN, 0, Date.UTC(2014, 11), Date.UTC(275_760, 8)])(
    'ignores an implausible time like %d',
    (givenMs) => {
      const clock = corrected(createManualClock(START_MS));
      for (const hear of [clock.asking(), clock.asking()]) hear(givenMs);
      expect(clock.now()).toBe(START_MS);
    },
  );
});
