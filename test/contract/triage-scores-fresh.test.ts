import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { FAMILIES } from '../../bench/triage/families.ts';
import { stubCredentials } from '../aws/loopback-aws.ts';
import { outOfBounds } from './floors.ts';
import { everyOther, scoresOf } from './incident-scores.ts';

beforeAll(() => stubCredentials());
afterAll(() => vi.unstubAllEnvs());

/** Dozens of incidents are simulated and read, and on a busy machine that takes minutes. */
const LONG_MS = 300_000;

it(
  'the causes of incidents written without knowledge of the rules are found as well as ever',
  async () => {
    const { score, missed } = await scoresOf(everyOther(FAMILIES.fresh));
    expect(
      outOfBounds(score, {
        floors: {
          first: 0.98,
          inThree: 0.98,
          saysNothing: 1,
          saysSteady: 1,
          onsetNear: 0.956,
          patternFirst: 0.935,
          dimensionNamed: 1,
          lossKnown: 0.809,
        },
        ceilings: { harmful: 0, brier: 0.051 },
      }),
      missed,
    ).toEqual([]);
  },
  LONG_MS,
);
