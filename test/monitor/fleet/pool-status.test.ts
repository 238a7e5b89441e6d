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

describe('the pool of functions without a reservation', () => {
  it('is used by what they keep busy if nothing is provisioned', () => {
    expect(accountOf({ pool: () => 306 })).toMatchObject({
      use: 306 / 765,
      unreservedInUse: 306,
      idleProvisioned: 0,
      poolLimit: 765,
    });
  });

  it('is reduced by idle provisioned concurrency, as by reservations', () => {
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

  it('is no cause while little of it is in use, however much is provisioned on purpose', () => {
    const quiet = snapshotOf({ functions: [CALM, SHARING], pool: () => 60, idleProvisioned: 600 });
    expect(quiet.causes).toEqual([]);
    expect(quiet.functions.map(({ severity }) => severity)).toEqual(['ok', 'ok']);
    const short = snapshotOf({ functions: [CALM, SHARING], pool: () => 150, idleProvisioned: 600 });
    expect(short.causes).toMatchObject([{ kind: 'poolFilling', severity: 'crit' }]);
  });

  it('names the pool that it fills before anything less severe', () => {
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

  it('throttles once the rest of it is busy', () => {
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

  it('does not fill up while provisioned environments get busy: others could not use those before', () => {
    const busy = (age: number) => Math.max(60, 460 - 40 * age);
    const account = accountOf({ pool: busy, idleProvisioned: (age) => 660 - busy(age) });
    expect(account.poolGrowthPerMinute).toBe(0);
    expect(account).toMatchObject({ unreservedInUse: 420, idleProvisioned: 240, poolLimit: 525, eta: null });
  });

  it('was not full while more of the provisioned environments were busy than now', () => {
    const busy = (age: number) => (age >= 30 && age < 60 ? 460 : 60);
    const account = accountOf({ pool: busy, idleProvisioned: (age) => 660 - busy(age) });
    expect(account).toMatchObject({ idleProvisioned: 600, poolLimit: 165 });
    expect(new Set(account.pool.map(({ unreservedInUse }) => unreservedInUse ?? 60))).toEqual(new Set([60]));
  });

  it('has no history before its reservations were known, if something is provisioned', () => {
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

  it('does not take reservations for provisioned concurrency in minutes before they were known', () => {
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
    'was not full while more was reserved until eight minutes ago, according to limits first read %i minutes ago',
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
    ['the reservations of that minute are known', 5, undefined],
    ['the reservations were first read later, and how much later', 0, 130_000],
  ])('says of its idle provisioned concurrency whether %s', (_which, sameLimitsMinutes, presumedMs) => {
    const account = accountOf({ pool: () => 100, idleProvisioned: 300, sameLimitsMinutes });
    expect(account.idleProvisioned).toBe(300);
    expect(account.idleProvisionedPresumedMs).toBe(presumedMs);
  });

  describe('is measured against its limit at the time', () => {
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

    it('and was not full, though more was running than it holds now', () => {
      expect(lowered(240).timeline).toEqual([]);
    });

    it("or against today's limit if that is unknown, which is said", () => {
      expect(lowered(60).timeline).toMatchObject([
        { kind: 'ended', what: 'fullPool', lastedMs: null, isByTodaysLimit: true },
      ]);
    });
  });

  it('says how old its idle provisioned concurrency is if reservations have changed since', () => {
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
