import { describe, expect, it } from 'vitest';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { createManualClock } from '../manual-clock.ts';

const ACTION = 'logs:FilterLogEvents';
const START_MS = Date.UTC(2026, 10, 20, 3, 0, 0);

function budgetOf(quotaPerSecond: number) {
  const clock = createManualClock(START_MS);
  const budget = createCallBudget(clock, {
    random: () => 0.5,
    share: 1,
    quotaPerSecond: { [ACTION]: quotaPerSecond },
  });
  const takenMs: { readonly name: string; readonly atMs: number }[] = [];
  const take = (name: string, signal = new AbortController().signal) =>
    budget.take(ACTION, signal).then(() => {
      takenMs.push({ name, atMs: clock.now() - START_MS });
    });
  return { clock, budget, takenMs, take };
}

function rateOf(budget: ReturnType<typeof createCallBudget>): number {
  return budget.state().find(({ action }) => action === ACTION)!.ratePerSecond;
}

describe('the call budget', () => {
  it('takes a third of the default quota of FilterLogEvents', async () => {
    const clock = createManualClock(START_MS);
    const budget = createCallBudget(clock, { random: () => 0 });
    let calls = 0;
    const caller = (async () => {
      for (;;) {
        await budget.take(ACTION, new AbortController().signal);
        calls += 1;
      }
    })();
    void caller;
    // What it opens with may take the whole quota of a second.
    await clock.advance(1_000);
    expect(calls).toBeLessThanOrEqual(10);
    await clock.advance(59_000);
    expect(calls).toBeGreaterThanOrEqual(198);
    expect(calls).toBeLessThanOrEqual(207);
  });

  it('gives turns in the order of the requests', async () => {
    const { clock, takenMs, take } = budgetOf(1);
    for (const name of ['a', 'b', 'c', 'd']) void take(name);
    await clock.advance(10_000);
    expect(takenMs).toEqual([
      { name: 'a', atMs: 0 },
      { name: 'b', atMs: 0 },
      { name: 'c', atMs: 1_000 },
      { name: 'd', atMs: 2_000 },
    ]);
  });

  it('frees an aborted caller at once, and does not charge for it', async () => {
    const { clock, takenMs, take } = budgetOf(1);
    const gaveUp = new AbortController();
    void take('a');
    void take('b');
    void take('c', gaveUp.signal);
    void take('d');
    await clock.advance(100);
    gaveUp.abort();
    await clock.advance(5_000);
    expect(takenMs).toEqual([
      { name: 'a', atMs: 0 },
      { name: 'b', atMs: 0 },
      { name: 'c', atMs: 100 },
      { name: 'd', atMs: 1_000 },
    ]);
  });

  it('halves its rate and pauses when AWS throttles, and says so', async () => {
    const { clock, budget, takenMs, take } = budgetOf(4);
    await take('a');
    budget.settle(ACTION, 'throttled');
    expect(budget.state()).toEqual([
      {
        action: ACTION,
        region: '',
        ratePerSecond: 2,
        callsLastMinute: 1,
        throttledLastMinute: 1,
        backingOffUntilMs: START_MS + 750,
      },
    ]);
    void take('b');
    await clock.advance(5_000);
    expect(takenMs.at(-1)).toEqual({ name: 'b', atMs: 750 });
  });

  it('pauses longer each time AWS throttles again, up to 30 s', async () => {
    const { clock, budget } = budgetOf(4);
    const pausesMs: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      budget.settle(ACTION, 'throttled');
      const pauseMs = budget.state()[0]!.backingOffUntilMs! - clock.now();
      pausesMs.push(pauseMs);
      await clock.advance(pauseMs);
    }
    expect(pausesMs).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500]);
  });

  it('counts calls that were throttled together as one signal', () => {
    const { budget } = budgetOf(4);
    for (let call = 0; call < 5; call += 1) budget.settle(ACTION, 'throttled');
    expect(rateOf(budget)).toBe(2);
  });

  it('recovers in small steps, and never beyond its maximum', () => {
    const { budget } = budgetOf(4);
    budget.settle(ACTION, 'throttled');
    budget.settle(ACTION, 'ok');
    expect(rateOf(budget)).toBeCloseTo(2.08);
    for (let call = 0; call < 100; call += 1) budget.settle(ACTION, 'ok');
    expect(rateOf(budget)).toBe(4);
  });

  it('does not mistake a failing network for throttling', () => {
    const { budget } = budgetOf(4);
    budget.settle(ACTION, 'failed');
    expect(rateOf(budget)).toBe(4);
  });

  it('keeps actions apart', async () => {
    const { clock, budget, take } = budgetOf(1);
    void take('a');
    void take('b');
    let other = false;
    void budget.take('lambda:ListFunctions', new AbortController().signal).then(() => {
      other = true;
    });
    await clock.advance(0);
    expect(other).toBe(true);
  });

  it('counts all of Lambda’s actions together, because they share a quota', async () => {
    const { clock, budget } = budgetOf(1);
    let taken = 0;
    for (let call = 0; call < 60; call += 1) {
      const action = call % 2 === 0 ? 'lambda:ListFunctions' : 'lambda:GetFunctionConcurrency';
      void budget.take(action, new AbortController().signal).then(() => {
        taken += 1;
      });
    }
    await clock.advance(0);
    const atOnce = taken;
    await clock.advance(1_000);
    expect([atOnce, taken]).toEqual([30, 45]);
    expect(budget.state().map(({ action }) => action)).toEqual(['lambda:*']);
  });

  it('makes nobody wait longer when the clock is set back', async () => {
    const { clock, takenMs, take } = budgetOf(1);
    void take('a');
    await clock.advance(500);
    await clock.jump(-3_600_000);
    void take('b');
    await clock.advance(3_000);
    expect(takenMs).toHaveLength(2);
  });

  it('lets a printout run as fast as AWS answers, and slows it down when AWS throttles', async () => {
    const clock = createManualClock(START_MS);
    const budget = createCallBudget(clock, { random: () => 0.5, uncapped: [ACTION] });
    const callsIn = async (spanMs: number) => {
      const stopped = new AbortController();
      const endMs = clock.now() + spanMs;
      let calls = 0;
      const caller = (async () => {
        while (!stopped.signal.aborted && calls < 1_000) {
          await budget.take(ACTION, stopped.signal);
          if (stopped.signal.aborted || clock.now() >= endMs) return;
          calls += 1;
        }
      })();
      await clock.advance(spanMs);
      stopped.abort();
      await caller;
      return calls;
    };
    expect(await callsIn(1_000)).toBe(1_000);
    budget.settle(ACTION, 'throttled');
    expect(budget.state()[0]).toMatchObject({ ratePerSecond: 5, backingOffUntilMs: clock.now() + 750 });
    expect(await callsIn(10_750)).toBeLessThanOrEqual(61);
    for (let call = 0; call < 50; call += 1) budget.settle(ACTION, 'ok');
    expect(rateOf(budget)).toBeCloseTo(10);
  });

  it('makes nobody wait without a limit', async () => {
    const { clock, takenMs, take } = budgetOf(Number.POSITIVE_INFINITY);
    for (let call = 0; call < 1_000; call += 1) void take(`${call}`);
    await clock.advance(0);
    expect(takenMs).toHaveLength(1_000);
  });

  it('lets nobody call while it is held, and everyone in order afterwards', async () => {
    const { clock, budget, takenMs, take } = budgetOf(1);
    budget.hold(true);
    for (const name of ['a', 'b', 'c']) void take(name);
    await clock.advance(60_000);
    expect(takenMs).toEqual([]);
    expect(budget.isHeld()).toBe(true);
    budget.hold(true);
    budget.hold(false);
    await clock.advance(5_000);
    expect(takenMs).toEqual([
      { name: 'a', atMs: 60_000 },
      { name: 'b', atMs: 60_000 },
      { name: 'c', atMs: 61_000 },
    ]);
    expect(budget.isHeld()).toBe(false);
  });

  it('ends what costs without calls when it is held, also after a release of what was not held', () => {
    const { budget } = budgetOf(1);
    const held = budget.untilHeld();
    budget.hold(false);
    budget.hold(true);
    expect(held.aborted).toBe(true);
    budget.hold(false);
    expect(budget.untilHeld().aborted).toBe(false);
  });

  it('frees an aborted caller while it is held', async () => {
    const { clock, budget, takenMs, take } = budgetOf(1);
    const gaveUp = new AbortController();
    budget.hold(true);
    void take('a', gaveUp.signal);
    gaveUp.abort();
    await clock.advance(0);
    expect(takenMs).toEqual([{ name: 'a', atMs: 0 }]);
    budget.hold(false);
    void take('b');
    await clock.advance(0);
    expect(takenMs.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('the call budget of several Regions', () => {
  const QUOTAS = { 'eu-west-1': 10, 'us-east-1': 25 };
  const REGIONS = Object.keys(QUOTAS);

  /** Readers that each ask again as soon as they were answered, one in each Region. */
  function readersIn(budget: ReturnType<typeof createCallBudget>) {
    const calls = new Map(REGIONS.map((region) => [region, 0]));
    const read = async (region: string) => {
      let sinceMs = START_MS;
      for (;;) {
        await budget.in(region).take(ACTION, new AbortController().signal, {
          sinceMs,
          everyMs: 1_000,
        });
        calls.set(region, calls.get(region)! + 1);
        sinceMs = clock.now();
      }
    };
    for (const region of REGIONS) for (let reader = 0; reader < 20; reader += 1) void read(region);
    return calls;
  }
  let clock: ReturnType<typeof createManualClock>;
  const budgetAt = (region: string) => {
    clock = createManualClock(START_MS);
    return createCallBudget(clock, { random: () => 0.5, region });
  };

  it('takes a third of the quota of each at most, and of all together a third of the largest', async () => {
    const budget = budgetAt('eu-west-1');
    for (const region of REGIONS) await budget.in(region).take(ACTION, new AbortController().signal);
    const calls = readersIn(budget);
    await clock.advance(60_000);
    const most = (quota: number) => (quota / 3) * 62 + 1;
    for (const [region, quota] of Object.entries(QUOTAS)) {
      expect(calls.get(region)).toBeLessThanOrEqual(most(quota));
      expect(calls.get(region)).toBeGreaterThan(0);
    }
    const all = [...calls.values()].reduce((sum, each) => sum + each);
    expect(all).toBeLessThanOrEqual(most(25));
    expect(all).toBeGreaterThanOrEqual((25 / 3) * 59);
  });

  it('backs off in a Region that throttles, and in no other', async () => {
    const budget = budgetAt('eu-west-1');
    for (const region of REGIONS) await budget.in(region).take(ACTION, new AbortController().signal);
    budget.in('us-east-1').settle(ACTION, 'throttled');
    expect(budget.state()).toMatchObject([
      { region: 'eu-west-1', throttledLastMinute: 0, backingOffUntilMs: null },
      { region: 'us-east-1', throttledLastMinute: 1, backingOffUntilMs: START_MS + 750 },
    ]);
    let isServed = false;
    void budget.take(ACTION, new AbortController().signal).then(() => {
      isServed = true;
    });
    await clock.advance(300);
    expect(isServed).toBe(true);
  });

  it('is the same budget when a Region is named that is its own', async () => {
    const budget = budgetAt('eu-west-1');
    await budget.take(ACTION, new AbortController().signal);
    await budget.in('eu-west-1').take(ACTION, new AbortController().signal);
    expect(budget.state()).toMatchObject([{ region: 'eu-west-1', callsLastMinute: 2 }]);
  });

  it('holds the calls of all of them', async () => {
    const budget = budgetAt('eu-west-1');
    budget.hold(true);
    expect(budget.in('us-east-1').isHeld()).toBe(true);
  });
});
