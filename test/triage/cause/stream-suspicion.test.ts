import { describe, expect, it } from 'vitest';
import type { BindingLimit } from '../../../src/capacity/assessment.ts';
import {
  ageGrowthOf,
  type StreamSuspicion,
  streamSuspicion,
} from '../../../src/triage/cause/stream-suspicion.ts';
import type { TroubledFunction } from '../../../src/triage/cause/troubled-function.ts';
import { assessmentOf, minutesOf, reasonOf, times, troubled } from '../troubled.ts';

const workers = (inUse: number | null, value = 4): BindingLimit => ({ kind: 'source', value, inUse });

function lagging(
  limit: BindingLimit,
  growthMs: number | null,
  errors: number,
  rule = 'iteratorAge',
): TroubledFunction {
  return troubled('ledger-stream', {
    reasons: [reasonOf(rule as 'iteratorAge')],
    minutes: minutesOf(...times(9, { errors }), { errors }),
    assessment: assessmentOf(limit),
    iteratorAgeGrowthMs: growthMs,
  });
}

function suspicion(...stream: Parameters<typeof lagging>): StreamSuspicion | null {
  return streamSuspicion(lagging(...stream));
}

describe('what holds up a stream', () => {
  it.each([
    ['a record that blocks one of four shards', workers(1), 60_000, 3, 'blockedShard'],
    ['slow calls, with every worker busy', workers(10, 10), 48_000, 0, 'slowCalls'],
    ['slow calls, though some of them fail', workers(10, 10), 48_000, 3, 'slowCalls'],
  ] as const)('is %s', (_what, limit, growthMs, errors, says) => {
    expect(suspicion(limit, growthMs, errors)).toBe(says);
  });

  it.each([
    ['the shard is not blocked', workers(1), 30_000, 3],
    ['nothing fails', workers(1), 60_000, 0],
    ['it is catching up', workers(10, 10), -5_000, 0],
    ['its workers are unknown', workers(null), 60_000, 3],
    ['its growth is unknown', workers(1), null, 3],
  ] as const)('is not guessed if %s', (_what, limit, growthMs, errors) => {
    expect(suspicion(limit, growthMs, errors)).toBeNull();
  });

  it('is not considered if the stream keeps up', () => {
    expect(suspicion(workers(1), 60_000, 3, 'errors')).toBeNull();
  });
});

describe('how much longer the oldest record waits each minute', () => {
  it.each([
    [
      'a minute behind a blocked shard, though the tries were measured less than that apart',
      1,
      54_500,
      60_000,
    ],
    ['a minute behind a blocked shard, though they were measured further apart', 1, 65_000, 60_000],
    ['as measured where every worker is busy', 4, 54_500, 54_500],
  ] as const)('is %s', (_what, busy, growthMs, says) => {
    expect(ageGrowthOf(lagging(workers(busy), growthMs, 3))).toBe(says);
  });
});
