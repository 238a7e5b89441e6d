import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { examine } from '../../bench/triage/examine.ts';
import { FAMILIES } from '../../bench/triage/families.ts';
import { markOf } from '../../bench/triage/mark.ts';
import { scoreOf } from '../../bench/triage/score.ts';
import { stubCredentials } from '../aws/loopback-aws.ts';

beforeAll(() => stubCredentials());
afterAll(() => vi.unstubAllEnvs());

const SEED = 20_261_126;

it('leaves out a pattern of unreadable lines: it is neither found nor missed', async () => {
  const incident = FAMILIES.fresh.incidentOf(87, SEED);
  expect(incident.sight.name).toBe('no log');
  const mark = markOf(incident, await examine(incident));
  expect(mark).toMatchObject({ patternIsFirst: null, patternIsUnreadable: true });
  expect(scoreOf([mark])).toMatchObject({ patternFirst: Number.NaN, patternsUnreadable: 1 });
});
