import { describe, expect, it } from 'vitest';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { FunctionDetail } from '../../../src/monitor/function/function-detail.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { limitSeverity } from '../../../src/monitor/headroom/limit-severity.ts';
import { limitAnswer, wayOutAnswer } from '../../../src/print/headroom/headroom-answer.ts';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { calm, snapshotOf } from '../../views/fleet/fleet-story.ts';

/** The account pool is full, and `shop`, which somebody looks at, has 120 provisioned, of which so many were busy. */
function looked(busiest: number | null, spilledShare: number | null) {
  const config = { qualifier: rawText('live'), requested: 120, allocated: 120, status: rawText('READY') };
  const detail = {
    functionName: 'shop',
    provisioned: { known: true, value: [{ ...config, statusReason: null, busiest, spilledShare }] },
  } as unknown as FunctionDetail;
  const functions = ['shop', 'other'].map((name) => ({ name, minute: calm() }));
  const snapshot: FleetSnapshot = { ...snapshotOf({ functions, pool: () => 765 }), detail };
  const shop = snapshot.functions.find(({ name }) => name === 'shop')!;
  const headroom = headroomOf(shop, snapshot);
  const wayOut = wayOutAnswer(shop, headroom, snapshot);
  return {
    severity: limitSeverity(shop, snapshot),
    says: plainLine(limitAnswer(shop, headroom.provisioned)),
    wayOut: wayOut === null ? null : plainLine(wayOut),
    limit: headroom.limits.find(({ name }) => name === 'provisioned'),
    ofPool: headroom.poolUsers.find(({ functionName }) => functionName === 'shop')!.level,
    level: shop.assessment.level!,
    needs: headroom.scenarios.map(({ needs }) => needs),
  };
}

describe('a function whose calls run on what is provisioned for it', () => {
  it('meets no limit while the pool is full, and has nothing to get out of', () => {
    const { severity, says, wayOut, limit, ofPool, needs } = looked(5, 0);
    expect(severity).toBe('ok');
    expect(says).toBe(
      'Runs on what is provisioned for it: 5 of 120 were busy at most in 15 minutes, and no call spilled over to the account pool of 765.',
    );
    expect(wayOut).toBeNull();
    expect(limit).toMatchObject({ value: 120, inUse: 5, from: 'ListProvisionedConcurrencyConfigs' });
    expect(ofPool).toBe(0);
    expect(needs.every((each) => each === 765)).toBe(true);
  });

  it('takes of the pool what spills over', () => {
    const { severity, says, wayOut, limit, ofPool, level } = looked(120, 0.25);
    expect(severity).toBe('crit');
    expect(says).toContain('The account pool of 765');
    expect(wayOut).not.toBeNull();
    expect(limit).toMatchObject({ value: 120, inUse: 120, from: '25 % of calls spill over' });
    expect(ofPool).toBeCloseTo(level / 4);
  });

  it('is judged by the pool where nobody knows what spills over', () => {
    const { severity, limit, ofPool, level } = looked(null, null);
    expect(severity).toBe('crit');
    expect(limit).toMatchObject({ value: 120, inUse: null });
    expect(ofPool).toBe(level);
  });
});
