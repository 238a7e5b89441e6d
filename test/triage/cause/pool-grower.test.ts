import { describe, expect, it } from 'vitest';
import { growerWhileFull } from '../../../src/triage/cause/pool-grower.ts';
import { assessmentOf, type KnownMinute, minutesOf, poolOf700, times, troubled } from '../troubled.ts';

function sharing(name: string, ...minutes: readonly KnownMinute[]) {
  return troubled(name, { assessment: assessmentOf(poolOf700(300)), minutes: minutesOf(...minutes) });
}

/** Ten calm minutes, then alternately three bad ones and two calm ones. */
const flapping = (quiet: KnownMinute, bad: KnownMinute) => [
  ...times(10, quiet),
  ...times(4, [...times(3, bad), ...times(2, quiet)]).flat(),
];

describe('the function that grew while a pool throttled', () => {
  const victim = sharing('checkout', ...flapping({ observedMax: 20 }, { observedMax: 15, throttles: 9 }));

  it('is the one that took more of the pool in those minutes, even if it has released it since', () => {
    const rebuild = sharing('rebuild', ...flapping({ observedMax: 30 }, { observedMax: 600 }));
    expect(growerWhileFull([victim, rebuild], [victim])).toBe('rebuild');
  });

  it('is unknown if several took as much', () => {
    const third = (name: string) => sharing(name, ...flapping({ observedMax: 30 }, { observedMax: 200 }));
    expect(growerWhileFull([victim, third('a'), third('b'), third('c')], [victim])).toBeNull();
  });

  it('is unknown if hardly more of the pool was taken', () => {
    const little = sharing('little', ...flapping({ observedMax: 30 }, { observedMax: 60 }));
    expect(growerWhileFull([victim, little], [victim])).toBeNull();
  });

  it('is unknown if all known minutes were throttled: the biggest one may always have been that big', () => {
    const turnedAway = sharing('checkout', ...times(60, { observedMax: 20, throttles: 9 }));
    const holder = sharing('holder', ...times(60, { observedMax: 400 }));
    const climber = sharing('climber', ...times(30, { observedMax: 10 }), ...times(30, { observedMax: 250 }));
    expect(growerWhileFull([turnedAway, holder, climber], [turnedAway])).toBeNull();
  });

  it('may be one that did not run at all before', () => {
    const idle: KnownMinute = { invocations: null };
    const batch = sharing('batch', ...flapping(idle, { observedMax: 600 }));
    expect(growerWhileFull([victim, batch], [victim])).toBe('batch');
  });

  it('is found beside many small ones that did not grow, though no minute of the last hour was quiet', () => {
    const forLong = (quiet: KnownMinute, bad: KnownMinute) => [...times(60, quiet), ...times(70, bad)];
    const turnedAway = sharing(
      'checkout',
      ...forLong({ observedMax: 20 }, { observedMax: 15, throttles: 9 }),
    );
    const grower = sharing('grower', ...forLong({ observedMax: 30 }, { observedMax: 300 }));
    const little = Array.from({ length: 60 }, (_, place) =>
      sharing(`little-${place}`, ...forLong({ observedMax: 8 }, { observedMax: 8 })),
    );
    expect(growerWhileFull([turnedAway, grower, ...little], [turnedAway])).toBe('grower');
  });

  it('is unknown if many small ones together took as much', () => {
    const grower = sharing('grower', ...flapping({ observedMax: 30 }, { observedMax: 130 }));
    const little = Array.from({ length: 40 }, (_, place) =>
      sharing(`little-${place}`, ...flapping({ observedMax: 2 }, { observedMax: 8 })),
    );
    expect(growerWhileFull([victim, grower], [victim])).toBe('grower');
    expect(growerWhileFull([victim, grower, ...little], [victim])).toBeNull();
  });
});
