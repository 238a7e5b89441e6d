import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { examine } from '../../bench/triage/examine.ts';
import { FAMILIES } from '../../bench/triage/families.ts';
import { incidentNamed, incidentOf } from '../../bench/triage/incidents.ts';
import { markOf } from '../../bench/triage/mark.ts';
import { scoreOf } from '../../bench/triage/score.ts';
import { WHOLE } from '../../bench/triage/sight.ts';
import { stubCredentials } from '../aws/loopback-aws.ts';

beforeAll(() => stubCredentials());
afterAll(() => vi.unstubAllEnvs());

const SEED = 20_261_126;

async function marked(name: string, number: number) {
  const incident = incidentNamed(name, number, SEED);
  return markOf(incident, await examine(incident));
}

describe('the cause of an incident', () => {
  it.each([
    ['waiting events, not just the load', 'asyncBacklog', 0],
    ['a function that calls itself, not more traffic', 'recursion', 0],
    ['clients that retry, not what they ran into', 'retryStorm', 1],
    ['cold starts of a release, not its limit', 'coldStarts', 0],
    ['environments that start too fast, not a full limit', 'scalingRate', 0],
    ["a function that can't start, not silence", 'notReady', 0],
    ['some hanging calls, not a slow dependency', 'timeout', 1],
    ['a slow dependency, not hanging calls', 'slowDependency', 1],
    ['code that does not start, not what takes longer', 'initFailure', 0],
    ['interrupted inits, not hanging calls', 'initTimeout', 0],
    ['interrupted inits, not the limit that they fill', 'initTimeout that calls survive', 0],
    ["a lowered account limit, not a function's growth", 'accountLimitLowered', 0],
    ['one tenant whose calls fail, not a general error', 'badInput', 1],
    ['a release, not an error of its own', 'badRelease', 1],
    ['more traffic, not retries', 'moreTraffic', 0],
    ['silence, if the function could start', 'silence', 0],
  ])('is found: %s', async (_what, name, number) => {
    const { isFirst, harmful, suspects } = await marked(name, number);
    expect([isFirst, suspects]).toEqual([true, suspects]);
    expect(harmful).toEqual([]);
  });
});

describe('the cause of an incident in the other family', () => {
  it.each([
    ['a destination that refuses events, not waiting events', 'destinationRefuses', 0],
    ['slower calls, not the queue behind them', 'queueSlower', 0],
  ])('is found: %s', async (_what, name, number) => {
    const incident = FAMILIES.fresh.incidentNamed(name, number, SEED);
    const { isFirst, harmful, suspects } = markOf(incident, await examine(incident));
    expect([isFirst, suspects]).toEqual([true, suspects]);
    expect(harmful).toEqual([]);
  });
});

describe('a pattern of unreadable lines', () => {
  const incident = FAMILIES.fresh.incidentOf(87, SEED);

  it('is neither found nor missed, but counted as left out', async () => {
    expect(incident.sight.name).toBe('no log');
    const mark = markOf(incident, await examine(incident));
    expect(mark).toMatchObject({ patternIsFirst: null, patternIsUnreadable: true });
    expect(scoreOf([mark])).toMatchObject({ patternFirst: Number.NaN, patternsUnreadable: 1 });
  });

  it('is found or missed if the same log may be read', async () => {
    const seen = { ...incident, sight: WHOLE };
    const mark = markOf(seen, await examine(seen));
    expect(mark.patternIsFirst).not.toBeNull();
    expect(scoreOf([mark])).toMatchObject({ patternFirst: 1, patternsUnreadable: 0 });
  });
});

describe('the incidents of the benchmark', () => {
  it('are the same whenever they are made from the same seed, except for what is drawn at run time', () => {
    const made = (seed: number) =>
      Array.from({ length: 50 }, (_, number) => {
        const { name, setting, sinceMs, pattern, dimension } = incidentOf(number, seed);
        const { nowMs, callsPerMinute, runtime, logFormat, isSampled } = setting;
        return { name, sinceMs, pattern, dimension, nowMs, callsPerMinute, runtime, logFormat, isSampled };
      });
    expect(made(1)).toEqual(made(1));
    expect(made(2)).not.toEqual(made(1));
  });

  it('have two causes in one of ten, and none in another one', () => {
    const causes = Array.from({ length: 200 }, (_, number) => incidentOf(number, 1).causes.length);
    expect(causes.filter((count) => count === 2)).toHaveLength(20);
    expect(causes.filter((count) => count === 0)).toHaveLength(20);
  });
});
