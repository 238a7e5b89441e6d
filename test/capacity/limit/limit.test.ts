import { describe, expect, it } from 'vitest';
import type { KnownLimits } from '../../../src/capacity/evidence.ts';
import { bindingLimit, type LimitUse } from '../../../src/capacity/limit/limit.ts';
import { DENIED, known, UNREAD } from '../capacity-minutes.ts';

const RESERVES_NOTHING = known(null);
const POOL = known(700);

function limits(more: Partial<KnownLimits>): KnownLimits {
  return { reserved: RESERVES_NOTHING, unreserved: POOL, streamWorkers: null, ...more };
}

function limitUse(more: Partial<LimitUse>): LimitUse {
  return { own: 3, inPool: 100, requestsPerSecond: null, ...more };
}

describe('the limit that binds', () => {
  it.each([
    {
      case: 'the request rate of its reserved concurrency if calls are short enough',
      given: limits({ reserved: known(35) }),
      use: limitUse({ own: 19, requestsPerSecond: 310 }),
      binds: { kind: 'requestRate', value: 350, inUse: 310 },
    },
    {
      case: 'the account pool when it reserves nothing, used by all who share it',
      given: limits({}),
      use: limitUse({ inPool: 455 }),
      binds: { kind: 'account', value: 700, inUse: 455 },
    },
    {
      case: 'its stream workers, with the pool that they use beside them',
      given: limits({ streamWorkers: known(10) }),
      use: limitUse({ inPool: 500 }),
      binds: { kind: 'source', value: 10, inUse: 3, pool: { value: 700, inUse: 500 } },
    },
    {
      case: 'still its stream workers if the pool has less left: others fill and empty that',
      given: limits({ streamWorkers: known(10) }),
      use: limitUse({ inPool: 698 }),
      binds: { kind: 'source', value: 10, inUse: 3, pool: { value: 700, inUse: 698 } },
    },
    {
      case: 'the smaller of reserved concurrency and stream workers',
      given: limits({ reserved: known(5), streamWorkers: known(10) }),
      use: limitUse({ own: 2 }),
      binds: { kind: 'reserved', value: 5, inUse: 2 },
    },
    {
      case: 'the smaller of both even before it was ever called',
      given: limits({ reserved: known(5), streamWorkers: known(10) }),
      use: limitUse({ own: null, inPool: null }),
      binds: { kind: 'reserved', value: 5, inUse: null },
    },
    {
      case: 'the request rate of a reserved concurrency that is smaller than its stream workers, if calls are short',
      given: limits({ reserved: known(5), streamWorkers: known(10) }),
      use: limitUse({ own: 2, requestsPerSecond: 40 }),
      binds: { kind: 'requestRate', value: 50, inUse: 40 },
    },
    {
      case: 'its stream workers if they are fewer than its reserved concurrency, which no pool can fill',
      given: limits({ reserved: known(50), streamWorkers: known(10) }),
      use: limitUse({ own: 9 }),
      binds: { kind: 'source', value: 10, inUse: 9 },
    },
    {
      case: 'its stream workers, no more than all of them busy',
      given: limits({ reserved: known(50), streamWorkers: known(10) }),
      use: limitUse({ own: 10.4 }),
      binds: { kind: 'source', value: 10, inUse: 10 },
    },
    {
      case: 'the calls that its queue may make at once',
      given: limits({ queueCalls: known(50) }),
      use: limitUse({ own: 20, inPool: 300 }),
      binds: { kind: 'source', value: 50, inUse: 20, isQueue: true, pool: { value: 700, inUse: 300 } },
    },
    {
      case: "the account pool if that is smaller than Lambda's maximum for a queue",
      given: limits({ queueCalls: known(1_250) }),
      use: limitUse({ inPool: 300 }),
      binds: { kind: 'account', value: 700, inUse: 300 },
    },
    {
      case: 'the maximum of its queue if the account allows more than that',
      given: limits({ unreserved: known(3_000), queueCalls: known(1_250) }),
      use: limitUse({ own: 90, inPool: 300 }),
      binds: { kind: 'source', value: 1_250, inUse: 90, isQueue: true, pool: { value: 3_000, inUse: 300 } },
    },
    {
      case: 'the workers of a stream and the calls of a queue together',
      given: limits({ streamWorkers: known(10), queueCalls: known(50) }),
      use: limitUse({ own: 12 }),
      binds: { kind: 'source', value: 60, inUse: 12, pool: { value: 700, inUse: 100 } },
    },
    {
      case: 'the next limit if its stream has no open shard',
      given: limits({ streamWorkers: known(0) }),
      use: limitUse({}),
      binds: { kind: 'account', value: 700, inUse: 100 },
    },
    {
      case: 'a reserved concurrency of 0: it is switched off',
      given: limits({ reserved: known(0), streamWorkers: known(10) }),
      use: limitUse({ own: 0 }),
      binds: { kind: 'off', value: 0, inUse: 0 },
    },
  ])('is $case', ({ given, use, binds }) => {
    expect(bindingLimit(given, use)).toEqual(binds);
  });

  it.each([
    { case: 'reserved concurrency may not be read', given: limits({ reserved: DENIED }), because: 'denied' },
    { case: 'the account may not be read', given: limits({ unreserved: DENIED }), because: 'denied' },
    {
      case: 'neither the account nor the sources may be read',
      given: limits({ unreserved: DENIED, streamWorkers: DENIED }),
      because: 'denied',
    },
    {
      case: 'both are unknown: its own one is named',
      given: limits({ reserved: UNREAD, unreserved: DENIED }),
      because: 'unread',
    },
  ])('is unknown, never assumed, when $case', ({ given, because }) => {
    expect(bindingLimit(given, limitUse({}))).toEqual({ kind: 'unknown', because });
  });

  it.each([
    {
      case: 'the reserved concurrency',
      reserved: known(200),
      binds: { kind: 'reserved', value: 200, inUse: 3, isCeiling: true },
    },
    {
      case: 'the account pool',
      reserved: RESERVES_NOTHING,
      binds: { kind: 'account', value: 700, inUse: 100, isCeiling: true },
    },
  ])('is at most $case if sources can’t be read', ({ reserved, binds }) => {
    for (const streamWorkers of [DENIED, UNREAD]) {
      const because = limits({ reserved, streamWorkers });
      expect(bindingLimit(because, limitUse({}))).toEqual(binds);
    }
  });

  it('is at most what is known if a topic calls it, whose partitions are unknown', () => {
    const given = limits({ reserved: known(200), queueCalls: UNREAD });
    expect(bindingLimit(given, limitUse({}))).toEqual({
      kind: 'reserved',
      value: 200,
      inUse: 3,
      isCeiling: true,
    });
  });

  it("is the pool if that can be read but its use can't, with unknown use", () => {
    expect(bindingLimit(limits({}), limitUse({ inPool: null }))).toEqual({
      kind: 'account',
      value: 700,
      inUse: null,
    });
  });

  it('is the stream workers even if the account may not be read: they are its own', () => {
    const given = limits({ unreserved: DENIED, streamWorkers: known(10) });
    expect(bindingLimit(given, limitUse({}))).toEqual({ kind: 'source', value: 10, inUse: 3 });
  });
});
