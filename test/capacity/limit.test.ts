import { describe, expect, it } from 'vitest';
import type { KnownLimits } from '../../src/capacity/evidence.ts';
import { bindingLimit } from '../../src/capacity/limit.ts';
import { DENIED, known, UNREAD } from './capacity-minutes.ts';

const RESERVES_NOTHING = known(null);
const POOL = known(700);

function limits(more: Partial<KnownLimits>): KnownLimits {
  return { reserved: RESERVES_NOTHING, unreserved: POOL, streamWorkers: null, ...more };
}

describe('the limit that binds', () => {
  it.each([
    {
      case: 'its reserved concurrency',
      limits: limits({ reserved: known(200) }),
      own: 30,
      inPool: 650,
      binds: { kind: 'reserved', value: 200, inUse: 30 },
    },
    {
      case: 'the account pool when it reserves nothing, used by all who share it',
      limits: limits({}),
      own: 30,
      inPool: 455,
      binds: { kind: 'account', value: 700, inUse: 455 },
    },
    {
      case: 'its stream workers when they are fewer than what the pool has left',
      limits: limits({ streamWorkers: known(10) }),
      own: 3,
      inPool: 500,
      binds: { kind: 'source', value: 10, inUse: 3 },
    },
    {
      case: 'the pool when it has less left than its stream workers',
      limits: limits({ streamWorkers: known(10) }),
      own: 3,
      inPool: 698,
      binds: { kind: 'account', value: 700, inUse: 698 },
    },
    {
      case: 'the smaller of reserved concurrency and stream workers',
      limits: limits({ reserved: known(5), streamWorkers: known(10) }),
      own: 2,
      inPool: 0,
      binds: { kind: 'reserved', value: 5, inUse: 2 },
    },
    {
      case: 'the smaller of both even before it was ever called',
      limits: limits({ reserved: known(5), streamWorkers: known(10) }),
      own: null,
      inPool: null,
      binds: { kind: 'reserved', value: 5, inUse: null },
    },
    {
      case: 'its stream workers when they are fewer than its reserved concurrency',
      limits: limits({ reserved: known(50), streamWorkers: known(10) }),
      own: 9,
      inPool: 0,
      binds: { kind: 'source', value: 10, inUse: 9 },
    },
    {
      case: 'what else there is when its stream has no open shard',
      limits: limits({ streamWorkers: known(0) }),
      own: 0,
      inPool: 100,
      binds: { kind: 'account', value: 700, inUse: 100 },
    },
    {
      case: 'a reserved concurrency of 0: it is switched off',
      limits: limits({ reserved: known(0), streamWorkers: known(10) }),
      own: 0,
      inPool: 100,
      binds: { kind: 'off', value: 0, inUse: 0 },
    },
  ])('is $case', ({ limits: given, own, inPool, binds }) => {
    expect(bindingLimit(given, own, inPool)).toEqual(binds);
  });

  it.each([
    { case: 'reserved concurrency may not be read', given: limits({ reserved: DENIED }), because: 'denied' },
    { case: 'reserved concurrency was not read yet', given: limits({ reserved: UNREAD }), because: 'unread' },
    { case: 'the account may not be read', given: limits({ unreserved: DENIED }), because: 'denied' },
    { case: 'the shards may not be read', given: limits({ streamWorkers: DENIED }), because: 'denied' },
    {
      case: 'both are unknown: the own one is named',
      given: limits({ reserved: UNREAD, unreserved: DENIED }),
      because: 'unread',
    },
  ])('is unknown, never assumed, when $case', ({ given, because }) => {
    expect(bindingLimit(given, 3, 100)).toEqual({ kind: 'unknown', because });
  });

  it('is unknown when the pool is read and its use is not, but only its use', () => {
    expect(bindingLimit(limits({}), 3, null)).toEqual({ kind: 'account', value: 700, inUse: null });
  });

  it.each([
    {
      case: 'its reserved concurrency',
      given: limits({ reserved: known(200), streamWorkers: DENIED }),
      own: 150,
    },
    { case: 'the account pool', given: limits({ streamWorkers: DENIED }), own: 3 },
  ])('is $case, though the shards are unknown, once that is mostly used', ({ given, own }) => {
    expect(bindingLimit(given, own, 600).kind).not.toBe('unknown');
    expect(bindingLimit(given, own / 3, 200).kind).toBe('unknown');
  });

  it('is the stream workers, though the account may not be read: they are its own', () => {
    const given = limits({ unreserved: DENIED, streamWorkers: known(10) });
    expect(bindingLimit(given, 3, null)).toEqual({ kind: 'source', value: 10, inUse: 3 });
  });
});
