import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import type { FunctionModel } from '../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World, WorldFunction } from '../../../src/local/world/world.ts';
import type { WorldMetric } from '../../../src/local/world/world-metric.ts';
import { calledPerSecond, loggedWithin, START_MS, tinyAccount, tinyFunction } from './tiny-account.ts';

const END_MS = START_MS + 3 * MINUTE_MS;
const LATER_MS = END_MS + 5 * MINUTE_MS;

/** A mean of twelve busy environments, with calls of a second. */
function shop(provisioned: number, configuration: Partial<WorldFunction> = {}): FunctionModel {
  const work = { durationMs: steady(1_000) };
  return {
    ...tinyFunction('shop', { caller: calledPerSecond(12), work, alias: 'live', configuration }),
    provisioned,
  };
}

const worldOf = (...functions: readonly FunctionModel[]): World =>
  simulatedWorld(tinyAccount(functions, 100), 7, START_MS);

const reportsOf = (world: World) =>
  loggedWithin(world, 'shop', START_MS, END_MS).filter(({ message }) => message.startsWith('REPORT'));

const reasonsOf = (world: World, name: string) =>
  new Set(world.truth.throttled(name, START_MS, END_MS).map(({ reason }) => reason));

describe('provisioned environments', () => {
  it('have started before the first call', () => {
    const world = worldOf(shop(40));
    const reports = reportsOf(world);
    expect(reports.length).toBeGreaterThan(1_500);
    expect(reports.filter(({ message }) => message.includes('Init Duration'))).toEqual([]);
    for (const { spilledOver, peak } of world.truth.provisioned('shop', START_MS, END_MS)) {
      expect(spilledOver).toBe(0);
      expect(peak).toBeGreaterThan(12);
    }
  });

  it('are all busy before a call spills over to a new one', () => {
    const world = worldOf(shop(10));
    const minutes = world.truth.provisioned('shop', START_MS, END_MS);
    expect(minutes).toHaveLength(3);
    for (const [place, { minuteMs, invocations, spilledOver, peak }] of minutes.entries()) {
      expect(minuteMs).toBe(START_MS + place * MINUTE_MS);
      expect(peak).toBe(10);
      expect(spilledOver).toBeGreaterThan(50);
      expect(invocations + spilledOver).toBe(world.truth.minute('shop', minuteMs).invocations);
    }
    expect(reportsOf(world).some(({ message }) => message.includes('Init Duration'))).toBe(true);
  });

  it('serve ten requests a second each, and the rest spills over', () => {
    const work = { durationMs: steady(2) };
    const quick = { ...tinyFunction('shop', { caller: calledPerSecond(100), work }), provisioned: 5 };
    for (const { invocations } of worldOf(quick).truth.provisioned('shop', START_MS, END_MS)) {
      expect(invocations).toBeLessThanOrEqual(50 * 60);
      expect(invocations).toBeGreaterThan(45 * 60);
    }
  });

  it('are part of the reservation: spillover has only the rest', () => {
    const world = worldOf(shop(10, { reservedConcurrency: 10, timeoutMs: 900_000 }));
    expect(world.truth.minute('shop', START_MS).peakConcurrency).toBe(10);
    expect(world.truth.provisioned('shop', START_MS, END_MS).map(({ spilledOver }) => spilledOver)).toEqual([
      0, 0, 0,
    ]);
    expect(reasonsOf(world, 'shop')).toEqual(new Set(['ReservedFunctionConcurrentInvocationLimitExceeded']));
  });

  it('are taken from the pool of all others, busy or not', () => {
    const eater = tinyFunction('eater', {
      caller: calledPerSecond(100),
      work: { durationMs: steady(2_000) },
    });
    const idle = { ...tinyFunction('idle', { caller: calledPerSecond(0.1) }), provisioned: 70 };
    const world = worldOf(eater, idle);
    expect(world.truth.minute('eater', END_MS - MINUTE_MS).peakConcurrency).toBe(30);
    expect(reasonsOf(world, 'eater')).toEqual(new Set(['ConcurrentInvocationLimitExceeded']));
    expect(world.truth.throttled('idle', START_MS, END_MS)).toEqual([]);
    const atMost = (metric: WorldMetric) =>
      world.metric(null, metric, END_MS - MINUTE_MS, LATER_MS)?.maximum ?? null;
    expect(atMost('UnreservedConcurrentExecutions')).toBe(30);
    expect(atMost('ClaimedAccountConcurrency')).toBe(100);
  });
});

describe('the metrics of provisioned environments', () => {
  it('do not exist for a version behind the alias, or without calls', () => {
    const world = worldOf(
      shop(10),
      { ...tinyFunction('idle', { caller: calledPerSecond(0), alias: 'live' }), provisioned: 3 },
      tinyFunction('plain', { alias: 'live' }),
    );
    const shown = (functionName: string, qualifier: string) =>
      world.resourceMetric(
        { functionName, qualifier, executedVersion: null },
        'ProvisionedConcurrencyUtilization',
        START_MS,
        LATER_MS,
      );
    expect(shown('shop', '$LATEST')).toBeNull();
    expect(shown('idle', 'live')).toBeNull();
    expect(shown('plain', 'live')).toBeNull();
  });
});
