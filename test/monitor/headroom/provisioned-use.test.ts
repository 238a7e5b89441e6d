import { describe, expect, it } from 'vitest';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { ProvisionedStatus } from '../../../src/monitor/function/catalogue/provisioned-facts.ts';
import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { limitSeverity } from '../../../src/monitor/headroom/limit-severity.ts';
import { limitLines } from '../../../src/print/headroom/limit-lines.ts';
import { wayOutAnswer } from '../../../src/print/headroom/way-out-answer.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { answerNow } from '../../print/headroom/answer-now.ts';
import { calm, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';

/** Calls of `shop` in the last quarter of an hour: 600 a minute. */
const CALLS = 15 * 600;
const TO_MS = Date.UTC(2026, 10, 24, 3, 10);

type Looked = Pick<ProvisionedStatus, 'busiest' | 'served' | 'spilled'> & { readonly toldMinutes?: number };

/**
 * The account pool is full, and the selected function, `shop`, has 120 provisioned environments for some aliases, with
 * this use.
 */
function looked(...aliases: readonly Looked[]) {
  const value = aliases.map(({ toldMinutes = 15, ...use }, index) => ({
    qualifier: rawText(`alias${index}`),
    requested: 120 / aliases.length,
    allocated: 120 / aliases.length,
    status: rawText('READY'),
    statusReason: null,
    ...use,
    toldMinutes,
    toMs: TO_MS,
  }));
  const detail = {
    functionName: 'shop',
    provisioned: { known: true, value },
  } as unknown as FunctionDetail;
  const functions = ['shop', 'other'].map((name) => ({ name, minute: calm() }));
  const snapshot: FleetSnapshot = { ...snapshotOf({ functions, pool: () => 765 }), detail };
  const shop = snapshot.functions.find(({ name }) => name === 'shop')!;
  const headroom = headroomOf(shop, snapshot);
  const limit = headroom.limits.find(({ name }) => name === 'provisioned')!;
  const [row] = limitLines([limit], {
    glyphs: glyphSet('ascii'),
    thresholds: DEFAULT_THRESHOLDS,
    nowMs: NOW_MS,
    width: 80,
  });
  const wayOut = wayOutAnswer(shop, headroom, snapshot);
  return {
    severity: limitSeverity(shop, snapshot),
    says: answerNow(shop, headroom),
    wayOut: wayOut === null ? null : plainLine(wayOut),
    limit,
    row: lineText(row!),
    ofPool: headroom.poolUsers.find(({ functionName }) => functionName === 'shop')!.level,
    level: shop.assessment.level!,
    first: headroom.limits.filter(({ binds }) => binds).map(({ name }) => name),
    needs: headroom.scenarios.map(({ needs }) => needs),
  };
}

describe('a function that runs on its provisioned concurrency', () => {
  it('meets no limit while the pool is full, and needs no way out', () => {
    const { severity, says, wayOut, limit, first, ofPool, needs } = looked({
      busiest: 5,
      served: CALLS,
      spilled: 0,
    });
    expect(severity).toBe('ok');
    expect(says).toBe(
      'Runs on what is provisioned for it: 5 of 120 were busy at most in 15 min, and no call spilled over to the account pool.',
    );
    expect(wayOut).toBeNull();
    expect(limit).toMatchObject({ value: 120, inUse: 5, from: 'ListProvisionedConcurrencyConfigs' });
    expect(first).toEqual(['provisioned']);
    expect(ofPool).toBe(0);
    // It says nothing about calls that would be throttled if the pool had to take them.
    expect(needs).toEqual([]);
  });

  it('uses the pool only for what spills over', () => {
    const { severity, says, wayOut, limit, first, row, ofPool, level } = looked({
      busiest: 120,
      served: 0.75 * CALLS,
      spilled: 0.25 * CALLS,
    });
    expect(severity).toBe('crit');
    expect(first).toEqual(['account']);
    expect(says).toContain('The account pool of 765');
    expect(wayOut).not.toBeNull();
    expect(limit).toMatchObject({ value: 120, inUse: 120, from: 'ListProvisionedConcurrencyConfigs' });
    expect(row).toContain('25 % of calls to it spill over');
    expect(ofPool).toBeCloseTo(level / 4);
  });

  it('is judged by the pool if the spillover is unknown', () => {
    const { severity, limit, ofPool, level } = looked({
      busiest: null,
      served: null,
      spilled: null,
      toldMinutes: 0,
    });
    expect(severity).toBe('crit');
    expect(limit).toMatchObject({ value: 120, inUse: null });
    expect(ofPool).toBe(level);
  });

  it("meets the pool's limit if nearly all its calls bypass that", () => {
    const { severity, says, wayOut, row, ofPool, level } = looked({ busiest: 1, served: 15, spilled: 0 });
    expect(severity).toBe('crit');
    expect(says).toContain('The account pool of 765 is met');
    expect(wayOut).not.toBeNull();
    expect(row).toContain('<1 % of calls run there');
    expect(ofPool).toBeCloseTo(level * (1 - 15 / CALLS));
  });

  it('meets none if its aliases together serve nearly all its calls', () => {
    const half = { busiest: 3, served: CALLS / 2 - 20, spilled: 0 };
    const { severity, ofPool, level } = looked(half, half);
    expect(severity).toBe('ok');
    expect(ofPool).toBeCloseTo(level * (40 / CALLS));
  });

  it('says how many minutes have data', () => {
    const { says } = looked({ busiest: 5, served: CALLS, spilled: 0, toldMinutes: 6 });
    expect(says).toContain('5 of 120 were busy at most in the 6 of 15 min that tell, and no call');
  });
});
