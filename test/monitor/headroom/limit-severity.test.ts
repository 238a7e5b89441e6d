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

describe('the severity of the pool for a function without throttles of its own', () => {
  it.each([
    { what: 'critical while others are throttled', newestIsClean: false, severity: 'crit' },
    { what: 'ok once no function is throttled', newestIsClean: true, severity: 'ok' },
  ])('is $what', ({ newestIsClean, severity }) => {
    const snapshot = snapshotOf({ functions: [{ name: 'orders', minute: calm() }], pool: () => 500 });
    const causes = [poolFull(newestIsClean)];
    expect(limitSeverity(snapshot.functions[0]!, { causes, detail: null })).toBe(severity);
  });
});

describe('the severity of the limit of a function that falls behind', () => {
  it('is not critical for a pool with room', () => {
    expect(behind('account')).toBe('ok');
  });

  it('is critical if its workers are the limit', () => {
    expect(behind('source')).toBe('crit');
  });
});
