import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../src/lambda/time.ts';
import { createTurnQueue, type TurnClaim } from '../../../src/monitor/calls/turn-queue.ts';

/** Serves claims that rejoin right away, one turn each `turnMs`, and returns when each was served. */
function turnsOf(everyMs: Readonly<Record<string, number>>, turns: number, turnMs: number) {
  const queue = createTurnQueue();
  const servedMs = new Map<string, number[]>();
  let nowMs = 0;
  const ask = (name: string) => {
    const claim: TurnClaim = { sinceMs: servedMs.get(name)?.at(-1) ?? 0, everyMs: everyMs[name] ?? 1 };
    queue.join(claim, () => {
      servedMs.set(name, [...(servedMs.get(name) ?? []), nowMs]);
      ask(name);
    });
  };
  for (const name of Object.keys(everyMs)) ask(name);
  for (let turn = 0; turn < turns; turn += 1) {
    nowMs += turnMs;
    queue.serve(nowMs);
  }
  return (name: string) => servedMs.get(name) ?? [];
}

describe('turns in the call budget', () => {
  it('rotate among equals', () => {
    const servedMs = turnsOf({ a: 1_000, b: 1_000, c: 1_000 }, 9, 100);
    expect(['a', 'b', 'c'].map(servedMs)).toEqual([
      [100, 400, 700],
      [200, 500, 800],
      [300, 600, 900],
    ]);
  });

  it('come some 25 times as often to a claim that wants them five times as often', () => {
    const servedMs = turnsOf({ busy: 1_000, idle: 5_000 }, 2_600, 100);
    const ratio = servedMs('busy').length / servedMs('idle').length;
    expect(ratio).toBeGreaterThan(20);
    expect(ratio).toBeLessThan(30);
  });

  it('reach one quiet log within two minutes or so among a hundred that have news whenever they are read', () => {
    const paces = {
      quiet: 5_000,
      ...Object.fromEntries(Array.from({ length: 99 }, (_, log) => [log, 1_100])),
    };
    const [firstMs = 0, secondMs = Number.POSITIVE_INFINITY] = turnsOf(paces, 3_000, 300)('quiet');
    expect(firstMs).toBeLessThan(150 * SECOND_MS);
    expect(secondMs - firstMs).toBeLessThan(150 * SECOND_MS);
  });

  it('reach everyone, however many want them more often', () => {
    const pace = fc.integer({ min: 1_100, max: 5_000 });
    fc.assert(
      fc.property(fc.array(pace, { minLength: 1, maxLength: 30 }), (paces) => {
        const names = Object.fromEntries(paces.map((everyMs, index) => [`log ${index}`, everyMs]));
        const servedMs = turnsOf(names, paces.length * 60, 300);
        for (const name of Object.keys(names)) expect(servedMs(name).length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it('do not go to a claim that has left', () => {
    const queue = createTurnQueue();
    const served: string[] = [];
    const leave = queue.join({ sinceMs: 0, everyMs: 1 }, () => served.push('gone'));
    queue.join({ sinceMs: 5, everyMs: 1 }, () => served.push('there'));
    leave();
    queue.serve(10);
    queue.serve(11);
    expect([served, queue.size]).toEqual([['there'], 0]);
  });
});
