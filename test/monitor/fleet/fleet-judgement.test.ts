import { describe, expect, it } from 'vitest';
import { calm, snapshotOf } from '../../views/fleet/fleet-story.ts';

const quick = (name: string) => ({ name, timeoutMs: 3_000, minute: calm() });
const slow = (name: string) => ({
  name,
  timeoutMs: 900_000,
  minute: calm(() => ({ 'Duration Maximum': 400_000 })),
});

describe('the settled minute of the fleet', () => {
  it.each([
    { case: 'one in three has long calls', functions: [quick('a'), quick('b'), slow('c')], late: ['c'] },
    { case: 'one in two has long calls', functions: [quick('a'), slow('b')], late: ['b'] },
    { case: 'most have long calls', functions: [quick('a'), slow('b'), slow('c')], late: [] },
  ])('is the newest that at least half of the functions have: $case', ({ functions, late }) => {
    const { dataToMs, notSettled, functions: judged } = snapshotOf({ functions });
    const having = judged.filter(({ minuteMs }) => minuteMs !== null && minuteMs >= (dataToMs ?? Infinity));
    expect(having.length).toBeGreaterThanOrEqual(functions.length / 2);
    expect(notSettled).toEqual(late);
    expect(new Set(judged.map(({ minuteMs }) => minuteMs)).size).toBe(2);
  });
});
