import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import type { WorkModel } from '../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { WorldMetric } from '../../../src/local/world/world-metric.ts';
import { calledPerSecond, START_MS, tinyAccount, tinyFunction } from './tiny-account.ts';

const CANARY_MS = START_MS + 5 * MINUTE_MS;
const NOW_MS = START_MS + 30 * MINUTE_MS;
const minuteAt = (index: number) => START_MS + index * MINUTE_MS;

const WORK: WorkModel = {
  initMs: 100,
  durationMs: steady(200),
  recordDurationMs: 0,
  spread: steady(0.3),
  memoryUsedMb: 64,
  failures: [],
};
const BROKEN: WorkModel = {
  ...WORK,
  failures: [{ name: 'bug', share: steady(0.5), durationShare: 0.5, ending: 'exception' }],
};

/** Version 1 alone for five minutes; then version 2, which fails every other time, gets a fifth. */
function canaryWorld(): World {
  const deployments = [
    { version: '1', sinceMs: 0 },
    { version: '1', sinceMs: CANARY_MS, canary: { version: '2', share: 0.2, work: BROKEN } },
  ];
  const web = tinyFunction('web', { alias: 'live', deployments, caller: calledPerSecond(60), work: WORK });
  return simulatedWorld(tinyAccount([web]), 1, START_MS);
}

const sumOf = (world: World, metric: WorldMetric, qualifier: string, executedVersion: string | null) =>
  world.resourceMetric({ functionName: 'web', qualifier, executedVersion }, metric, minuteAt(10), NOW_MS)
    ?.sum;

describe('a function behind a weighted alias', () => {
  it('serves all requests with one version until there is a canary', () => {
    const world = canaryWorld();

    expect(world.truth.minute('web', minuteAt(4), '2').invocations).toBe(0);
    expect(world.truth.minute('web', minuteAt(4), '1').invocations).toBe(
      world.truth.minute('web', minuteAt(4)).invocations,
    );
  });

  it.each(['Invocations', 'Errors'] as const)('publishes the %s of its versions, which add up', (metric) => {
    const world = canaryWorld();
    const whole = world.metric('web', metric, minuteAt(10), NOW_MS)?.sum;
    const one = sumOf(world, metric, 'live', '1') ?? Number.NaN;
    const two = sumOf(world, metric, 'live', '2') ?? Number.NaN;

    expect(one + two).toBe(whole);
    expect(sumOf(world, metric, 'live', null)).toBe(whole);
    expect(sumOf(world, metric, '2', null)).toBe(two);
  });

  it.each([
    ['another alias', { functionName: 'web', qualifier: 'beta', executedVersion: null }],
    ['a version that never existed', { functionName: 'web', qualifier: '3', executedVersion: null }],
    ['a version executed by a version', { functionName: 'web', qualifier: '1', executedVersion: '1' }],
    ['another function', { functionName: 'nobody', qualifier: 'live', executedVersion: null }],
  ])('publishes nothing for %s', (_name, resource) => {
    expect(canaryWorld().resourceMetric(resource, 'Invocations', minuteAt(10), NOW_MS)).toBeNull();
  });

  it('shows where its alias pointed before and after', () => {
    const world = canaryWorld();

    expect(world.aliases('web', CANARY_MS - 1)).toEqual([
      { name: 'live', version: '1', additionalWeights: {} },
    ]);
    expect(world.aliases('web', CANARY_MS)).toEqual([
      { name: 'live', version: '1', additionalWeights: { '2': 0.2 } },
    ]);
    expect(world.versions('web', CANARY_MS - 1).map(({ version }) => version)).toEqual(['1']);
    expect(world.versions('web', CANARY_MS).map(({ version }) => version)).toEqual(['1', '2']);
  });
});
