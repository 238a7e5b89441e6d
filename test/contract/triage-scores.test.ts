import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { FAMILIES } from '../../bench/triage/families.ts';
import { stubCredentials } from '../aws/loopback-aws.ts';
import { outOfBounds } from './floors.ts';
import { everyOther, SEED, scoresOf } from './incident-scores.ts';

beforeAll(() => stubCredentials());
afterAll(() => vi.unstubAllEnvs());

const { known } = FAMILIES;
/** One in ten has two causes; these have the fewest calls. */
const twofold = [24, 84].map((number) => known.incidentOf(number, SEED));

/** Dozens of incidents are simulated and read, and on a busy machine that takes minutes. */
const LONG_MS = 300_000;

it(
  'the causes of the incidents that the rules were developed with are found as well as ever',
  async () => {
    const { score, missed } = await scoresOf([...everyOther(known), ...twofold]);
    expect(
      outOfBounds(score, {
        floors: {
          first: 1,
          inThree: 1,
          saysNothing: 1,
          onsetNear: 0.972,
          patternFirst: 1,
          dimensionNamed: 1,
          lossKnown: 0.888,
        },
        ceilings: { harmful: 0, brier: 0.033 },
      }),
      missed,
    ).toEqual([]);
  },
  LONG_MS,
);
