import { describe, expect, it } from 'vitest';
import type { BindingLimit } from '../../../src/capacity/assessment.ts';
import { type StreamSuspicion, streamSuspicion } from '../../../src/triage/cause/stream-suspicion.ts';
import { assessmentOf, minutesOf, poolOf700, reasonOf, times, troubled } from '../troubled.ts';

const workers = (inUse: number | null, value = 4): BindingLimit => ({ kind: 'source', value, inUse });

function suspicion(
  limit: BindingLimit,
  growthMs: number | null,
  errors: number,
  rule = 'iteratorAge',
): StreamSuspicion | null {
  return streamSuspicion(
    troubled('ledger-stream', {
      reasons: [reasonOf(rule as 'iteratorAge')],
      minutes: minutesOf(...times(9, { errors }), { errors }),
      assessment: assessmentOf(limit),
      iteratorAgeGrowthMs: growthMs,
    }),
  );
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
    ['it is bound by the account pool', poolOf700(700), 60_000, 3],
    ['its growth is unknown', workers(1), null, 3],
  ] as const)('is not guessed if %s', (_what, limit, growthMs, errors) => {
    expect(suspicion(limit, growthMs, errors)).toBeNull();
  });

  it('is not considered if the stream keeps up', () => {
    expect(suspicion(workers(1), 60_000, 3, 'errors')).toBeNull();
  });
});
