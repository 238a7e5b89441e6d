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
    { case: 'none', functions: [quick('a')], late: [] },
    { case: 'few', functions: [quick('a'), quick('b'), slow('c')], late: ['c'] },
    { case: 'most', functions: [quick('a'), slow('b'), slow('c')], late: ['b', 'c'] },
  ])('is that of its quickest function, beside those not settled yet: $case', ({ functions, late }) => {
    const { dataToMs, notSettled, functions: judged } = snapshotOf({ functions });
    expect(dataToMs).toBe(judged.find(({ name }) => name === 'a')?.minuteMs);
    expect(notSettled).toEqual(late);
  });
});
