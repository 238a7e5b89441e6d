import { describe, expect, it } from 'vitest';
import type { TimeToLimit } from '../../../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { checkedStatus, checkThresholds } from '../../../../src/monitor/function/status/checked-status.ts';
import { DEFAULT_THRESHOLDS } from '../../../../src/triage/thresholds.ts';
import { CALM, snapshotOf } from '../../../views/fleet/fleet-story.ts';

function foreseen(early: number, likely: number, late: number): TimeToLimit {
  return { earlyMs: early * MINUTE_MS, likelyMs: likely * MINUTE_MS, lateMs: late * MINUTE_MS };
}

describe('a check of a limit that is met within ten minutes', () => {
  const question = { only: [], withinMs: 10 * MINUTE_MS };

  it.each([
    { case: 'is critical if that is likely', eta: foreseen(4, 8, 14), severity: 'crit' },
    { case: 'is critical if it is met then at the latest', eta: foreseen(2, 5, 9), severity: 'crit' },
    { case: 'warns if it may be met so early', eta: foreseen(6, 14, 30), severity: 'warn' },
    {
      case: 'ignores a limit that is met later even at the earliest',
      eta: foreseen(12, 20, 40),
      severity: 'ok',
    },
    { case: 'says nothing without a trend', eta: null, severity: 'ok' },
  ])('$case', ({ eta, severity }) => {
    const [status] = snapshotOf({ functions: [CALM] }).functions;
    const growing = { ...status!, assessment: { ...status!.assessment, eta } };
    const checked = checkedStatus(growing, question);
    expect(checked.severity).toBe(severity);
    if (severity !== 'ok') expect(checked.reasons).toMatchObject([{ rule: 'eta', value: eta!.likelyMs }]);
  });

  it('moves the critical threshold, but not the configured warning', () => {
    expect(checkThresholds(DEFAULT_THRESHOLDS, question).etaMs).toEqual({
      warnAt: DEFAULT_THRESHOLDS.etaMs.warnAt,
      critAt: 10 * MINUTE_MS,
    });
    const far = checkThresholds(DEFAULT_THRESHOLDS, { only: [], withinMs: 90 * MINUTE_MS });
    expect(far.etaMs).toEqual({ warnAt: 90 * MINUTE_MS, critAt: 90 * MINUTE_MS });
  });
});
