import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../bench/triage/families.ts';
import type { Incident } from '../../bench/triage/incident.ts';
import { HISTORY_MS, MINUTE_MS } from '../../bench/triage/setting.ts';
import { simulatedWorld } from '../../src/local/world/simulated-world.ts';
import type { World } from '../../src/local/world/world.ts';

const { fresh } = FAMILIES;
const NAME = 'order-intake';
const SEED = 11;

/** From the truth of the world: failures that no one would want. */
function suffering(world: World, startMs: number, endMs: number) {
  const minutes = Array.from({ length: Math.floor((endMs - startMs) / MINUTE_MS) }, (_, index) =>
    world.truth.minute(NAME, Math.floor(startMs / MINUTE_MS) * MINUTE_MS + index * MINUTE_MS),
  );
  const total = (of: (minute: (typeof minutes)[number]) => number) =>
    minutes.reduce((sum, minute) => sum + of(minute), 0);
  const served = total(({ invocations }) => invocations);
  const throttled = total(({ throttles }) => throttles);
  return {
    failed: total(({ errors }) => errors) / Math.max(1, served),
    throttled: throttled / Math.max(1, served + throttled),
    served: served / minutes.length,
    durationMs: total(({ durationSumMs }) => durationSumMs) / Math.max(1, served),
    lost: world.truth.lostEvents(NAME, startMs, endMs),
  };
}

function beforeAndAfter({ account, seed, setting, sinceMs }: Incident) {
  const { nowMs } = setting;
  const world = simulatedWorld(account, seed, nowMs - HISTORY_MS);
  world.advanceTo(nowMs);
  const beganMs = sinceMs ?? nowMs - 30 * MINUTE_MS;
  return [
    suffering(world, nowMs - 175 * MINUTE_MS, beganMs),
    suffering(world, beganMs, nowMs - MINUTE_MS),
  ] as const;
}

describe('an incident written without knowledge of the rules', () => {
  it.each(fresh.scenarioNames.filter((name) => fresh.incidentNamed(name, 0, SEED).causes.length > 0))(
    'happens in its world as described: %s',
    (name) => {
      const [before, after] = beforeAndAfter(fresh.incidentNamed(name, 0, SEED));

      const isWorse = [
        after.failed > before.failed + 0.004,
        after.throttled > before.throttled + 0.004,
        after.served < before.served / 10,
        after.durationMs > 2 * before.durationMs,
        after.served > 1.5 * before.served,
        after.lost > before.lost,
      ];
      expect(isWorse.some(Boolean), JSON.stringify({ before, after })).toBe(true);
    },
  );

  it.each(fresh.scenarioNames.filter((name) => fresh.incidentNamed(name, 0, SEED).causes.length === 0))(
    'has no failures if nothing is wrong: %s',
    (name) => {
      const [, after] = beforeAndAfter(fresh.incidentNamed(name, 0, SEED));

      expect(after.failed).toBeLessThan(0.03);
      expect(after.throttled).toBe(0);
      expect(after.lost).toBe(0);
    },
  );

  it('is the same whenever it is made from the same seed', () => {
    const made = (seed: number) =>
      Array.from({ length: 90 }, (_, number) => {
        const { name, setting, sinceMs, pattern, dimension, traits } = fresh.incidentOf(number, seed);
        return { name, nowMs: setting.nowMs, sinceMs, pattern, dimension, traits };
      });
    expect(made(1)).toEqual(made(1));
    expect(made(2)).not.toEqual(made(1));
  });

  it('has no cause in one of seven, and covers each scenario three times', () => {
    const names = Array.from({ length: fresh.usualCount }, (_, number) => fresh.incidentOf(number, 1));
    expect(names.filter(({ causes }) => causes.length === 0)).toHaveLength(fresh.usualCount / 7);
    const wrong = fresh.scenarioNames.filter((name) => !name.startsWith('nothing'));
    for (const each of wrong)
      expect(names.filter(({ name }) => name === each).length).toBeGreaterThanOrEqual(3);
  });
});
