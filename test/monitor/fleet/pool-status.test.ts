import { describe, expect, it } from 'vitest';
import { throttleCause } from '../../../src/capacity/limit/throttle-cause.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import {
  type AccountStory,
  CALM,
  calm,
  type FunctionStory,
  NOW_MS,
  snapshotOf,
} from '../../views/fleet/fleet-story.ts';

const SHARING: FunctionStory = { name: 'geo-lookup', minute: calm() };

function accountOf(story: Omit<AccountStory, 'functions'>) {
  return snapshotOf({ functions: [CALM, SHARING], ...story }).account;
}

describe('the pool that functions without a reservation share', () => {
  it('is as full as what they keep busy makes it where nothing is provisioned', () => {
    expect(accountOf({ pool: () => 306 })).toMatchObject({
      use: 306 / 765,
      unreservedInUse: 306,
      idleProvisioned: 0,
      poolLimit: 765,
    });
  });

  it('lacks what is kept ready for one of them and not busy, as it lacks what is reserved', () => {
    const snapshot = snapshotOf({ functions: [CALM, SHARING], pool: () => 60, idleProvisioned: 600 });
    expect(snapshot.account).toMatchObject({
      use: 60 / 165,
      unreservedInUse: 60,
      idleProvisioned: 600,
      poolLimit: 165,
    });
    const [status] = snapshot.functions;
    expect(status!.assessment.limit).toMatchObject({ kind: 'account', value: 165, inUse: 60 });
  });

  it('is nothing to complain of while little of the rest is busy, however much is provisioned on purpose', () => {
    const quiet = snapshotOf({ functions: [CALM, SHARING], pool: () => 60, idleProvisioned: 600 });
    expect(quiet.causes).toEqual([]);
    expect(quiet.functions.map(({ severity }) => severity)).toEqual(['ok', 'ok']);
    const short = snapshotOf({ functions: [CALM, SHARING], pool: () => 150, idleProvisioned: 600 });
    expect(short.causes).toMatchObject([{ kind: 'poolFilling', severity: 'crit' }]);
  });

  it('is told of who fills it before what is less bad', () => {
    const grows = {
      name: 'image-resize',
      minute: calm((age) => ({
        'Throttles Sum': age < 2 ? 1 : 0,
        'Invocations Sum': 10_000,
        'Duration Sum': Math.max(1, 40 - age) * 1_000_000,
      })),
    };
    const pool = (age: number) => Math.max(100, 765 - 20 * age);
    const [status] = snapshotOf({ functions: [grows, CALM], pool }).functions;
    expect(status!.reasons.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'pool crit',
      'throttles warn',
    ]);
  });

  it('turns calls away once the rest is busy', () => {
    const turnedAway = { name: 'cart-api', minute: calm(() => ({ 'Throttles Sum': 30 })) };
    const snapshot = snapshotOf({ functions: [turnedAway], pool: () => 165, idleProvisioned: 600 });
    const [status] = snapshot.functions;
    const cause = throttleCause({
      minutes: status!.minutes,
      limits: status!.limits,
      pool: snapshot.account.pool,
      accountConcurrency: 1_000,
    });
    expect(cause?.cause).toBe('account');
  });

  it('does not fill up while what is provisioned gets busy: others had none of it before', () => {
    const busy = (age: number) => Math.max(60, 460 - 40 * age);
    const account = accountOf({ pool: busy, idleProvisioned: (age) => 660 - busy(age) });
    expect(account.poolGrowthPerMinute).toBe(0);
    expect(account).toMatchObject({ unreservedInUse: 420, idleProvisioned: 240, poolLimit: 525, eta: null });
  });

  it('was not full while more of what is provisioned was busy than now', () => {
    const busy = (age: number) => (age >= 30 && age < 60 ? 460 : 60);
    const account = accountOf({ pool: busy, idleProvisioned: (age) => 660 - busy(age) });
    expect(account).toMatchObject({ idleProvisioned: 600, poolLimit: 165 });
    expect(new Set(account.pool.map(({ unreservedInUse }) => unreservedInUse ?? 60))).toEqual(new Set([60]));
  });

  it('is not told of minutes before its reservations were known, where something is provisioned', () => {
    const busy = (age: number) => Math.max(60, 460 - 40 * age);
    const account = accountOf({
      pool: busy,
      idleProvisioned: (age) => 660 - busy(age),
      sameLimitsMinutes: 4,
    });
    expect(account).toMatchObject({ poolGrowthPerMinute: 0, eta: null });
    expect(account.pool.slice(0, -6).map(({ unreservedInUse }) => unreservedInUse ?? null)).toEqual(
      account.pool.slice(0, -6).map(() => null),
    );
  });

  it('takes nothing for provisioned that may have been reserved, in minutes before its reservations were known', () => {
    const reservedUntilTwoMinutesAgo = (age: number) => (age < 3 ? 0 : 665);
    const account = accountOf({
      pool: () => 100,
      idleProvisioned: reservedUntilTwoMinutesAgo,
      sameLimitsMinutes: 2,
    });
    expect(account).toMatchObject({ unreservedInUse: 100, idleProvisioned: 0, poolLimit: 765 });
    expect(new Set(account.pool.map(({ unreservedInUse }) => unreservedInUse ?? 100))).toEqual(
      new Set([100]),
    );
  });

  it.each([0, 5])(
    'was not full while more was reserved, until eight minutes ago, as lmon sees that first looked %i minutes ago',
    (sameLimitsMinutes) => {
      const reservedMore = (age: number) => (age < 8 ? 0 : 200);
      const snapshot = snapshotOf({
        functions: [CALM, SHARING],
        pool: () => 600,
        idleProvisioned: reservedMore,
        sameLimitsMinutes,
      });
      const told = snapshot.account.pool.map(({ unreservedInUse }) => unreservedInUse ?? 600);
      expect(new Set(told)).toEqual(new Set([600]));
      expect(snapshot.account.poolGrowthPerMinute).toBe(0);
      expect(snapshot.timeline).toEqual([]);
    },
  );

  it.each([
    ['an answer told of that minute what is reserved', 5, undefined],
    ['lmon first asked what is reserved after that minute, and how long after', 0, 130_000],
  ])('says of what is kept ready whether %s', (_which, sameLimitsMinutes, presumedMs) => {
    const account = accountOf({ pool: () => 100, idleProvisioned: 300, sameLimitsMinutes });
    expect(account.idleProvisioned).toBe(300);
    expect(account.idleProvisionedPresumedMs).toBe(presumedMs);
  });

  describe('was as full as what there was of it then made it', () => {
    const lowered = (fromMinutesAgo: number) =>
      snapshotOf({
        functions: [CALM, SHARING],
        pool: (age) => (age < 20 ? 300 : 900),
        sameLimitsMinutes: 20,
        earlierLimits: [
          {
            value: { concurrency: 2_000, unreservedConcurrency: 1_765 },
            fromMs: NOW_MS - fromMinutesAgo * MINUTE_MS,
            untilMs: NOW_MS - 20 * MINUTE_MS,
          },
        ],
      });

    it('and not full, though it ran more than it holds now', () => {
      expect(lowered(240).timeline).toEqual([]);
    });

    it('or, where nobody knows that, as what there is of it today does, which is said', () => {
      expect(lowered(60).timeline).toMatchObject([
        { kind: 'ended', what: 'fullPool', lastedMs: null, isByTodaysLimit: true },
      ]);
    });
  });

  it('says how old what is kept ready is where reservations changed since', () => {
    const minutesAgo = (minutes: number) => NOW_MS - minutes * MINUTE_MS;
    const account = accountOf({
      pool: () => 100,
      idleProvisioned: 300,
      sameLimitsMinutes: 1,
      earlierLimits: [
        {
          value: { concurrency: 1_000, unreservedConcurrency: 765 },
          fromMs: minutesAgo(60),
          untilMs: minutesAgo(6),
        },
      ],
    });
    expect(account).toMatchObject({ idleProvisioned: 300, idleProvisionedAgeMs: 5 * MINUTE_MS });
    expect(accountOf({ pool: () => 100, idleProvisioned: 300 }).idleProvisionedAgeMs).toBe(0);
  });
});
