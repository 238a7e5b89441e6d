import { describe, expect, it } from 'vitest';
import { limitSeverity } from '../../../src/monitor/headroom/limit-severity.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import { calm, snapshotOf } from '../../views/fleet/fleet-story.ts';

/** A stream is read nine minutes late, by workers whose calls use a pool with room or a limit of their own. */
function behind(kind: 'account' | 'source') {
  const snapshot = snapshotOf({ functions: [{ name: 'orders', minute: calm() }], pool: () => 100 });
  const [calmOrders] = snapshot.functions;
  const { assessment } = calmOrders!;
  const orders = {
    ...calmOrders!,
    severity: 'crit',
    reasons: [{ rule: 'iteratorAge', severity: 'crit', value: 540_000, sinceMs: null }],
    assessment: { ...assessment, limit: { kind, value: 10, inUse: assessment.level! } },
  } as const;
  return limitSeverity(orders, snapshot);
}

const poolFull = (newestIsClean: boolean): Cause => ({
  kind: 'poolFull',
  severity: 'crit',
  functionName: rawText('resize'),
  culprit: null,
  holder: null,
  others: 3,
  consumers: 0,
  use: 0.67,
  newestIsClean,
  sinceMs: null,
  harm: 'callersAreHit',
  lossRank: 0,
});

describe('how bad it stands with the pool for a function that it turned no call of away', () => {
  it.each([
    { what: 'while it turns others away', newestIsClean: false, severity: 'crit' },
    { what: 'no longer once it turns nobody away', newestIsClean: true, severity: 'ok' },
  ])('is told $what', ({ newestIsClean, severity }) => {
    const snapshot = snapshotOf({ functions: [{ name: 'orders', minute: calm() }], pool: () => 500 });
    const causes = [poolFull(newestIsClean)];
    expect(limitSeverity(snapshot.functions[0]!, { causes, detail: null })).toBe(severity);
  });
});

describe('how bad it stands with the limit of a function that falls behind', () => {
  it('is not critical where that is a pool with room', () => {
    expect(behind('account')).toBe('ok');
  });

  it('is critical where its workers are the limit', () => {
    expect(behind('source')).toBe('crit');
  });
});
