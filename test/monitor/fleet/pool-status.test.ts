import { describe, expect, it } from 'vitest';
import { throttleCause } from '../../../src/capacity/limit/throttle-cause.ts';
import { CALM, calm, type FunctionStory, snapshotOf } from '../../views/fleet/fleet-story.ts';

const SHARING: FunctionStory = { name: 'geo-lookup', minute: calm() };

describe('the pool that functions without a reservation share', () => {
  it('is as full as what they keep busy makes it where nothing is provisioned', () => {
    const { account } = snapshotOf({ functions: [CALM, SHARING], pool: () => 306 });
    expect(account).toMatchObject({ use: 306 / 765, unreservedInUse: 306, idleProvisioned: 0 });
  });

  it('lacks what is kept ready for one of them, busy or not: nobody else may have it', () => {
    const snapshot = snapshotOf({ functions: [CALM, SHARING], pool: () => 100, idleProvisioned: 600 });
    expect(snapshot.account).toMatchObject({ use: 700 / 765, unreservedInUse: 700, idleProvisioned: 600 });
    const [status] = snapshot.functions;
    expect(status!.assessment.limit).toMatchObject({ kind: 'account', value: 765, inUse: 700 });
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
});
