import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { causeAsOf, ownCause, ownCausesOf } from '../../../src/triage/cause/own-cause.ts';
import type { PoolPressure } from '../../../src/triage/cause/pool.ts';
import type { Reason } from '../../../src/triage/rules/reason.ts';
import { assessmentOf, minutesOf, poolOf700, reasonOf, rejected, times, troubled } from '../troubled.ts';

const FILLING: PoolPressure = {
  severity: 'crit',
  culprit: null,
  growthPerMinute: 26,
  holder: null,
  use: 0.6,
  eta: { earlyMs: 300_000, likelyMs: 480_000, lateMs: 720_000 },
  shortMs: 480_000,
  sharedBy: 12,
  limit: 700,
  idleProvisioned: 0,
};
const mailer = (severity: Reason['severity']) =>
  troubled('email-dispatch', {
    reasons: [reasonOf('deadLetterErrors', { severity }), reasonOf('pool', { severity: 'crit' })],
    assessment: assessmentOf(poolOf700(420)),
  });

function kindsOf(pressure: PoolPressure, severity: Reason['severity'] = 'crit') {
  const causes = causesOf([mailer(severity)], pressure);
  return {
    all: causes.map(({ kind }) => kind),
    own: ownCause(causes, 'email-dispatch')?.kind,
    found: ownCausesOf(causes).get('email-dispatch')?.kind,
  };
}

describe('the cause that is about the function itself', () => {
  it('is its own, not that of a pool that no growth fills and that only names a function sharing it', () => {
    expect(kindsOf(FILLING)).toEqual({ all: ['losing', 'poolFilling'], own: 'losing', found: 'losing' });
  });

  it.each([
    { who: 'its growth fills', pressure: { ...FILLING, culprit: rawText('email-dispatch') } },
    {
      who: 'it holds most of',
      pressure: { ...FILLING, holder: { functionName: rawText('email-dispatch'), level: 300 } },
    },
  ])('is that of the pool which $who, if that is more severe', ({ pressure }) => {
    expect(kindsOf(pressure, 'warn')).toMatchObject({ own: 'poolFilling', found: 'poolFilling' });
  });

  it('is missing if it was only throttled the most by a pool that others filled', () => {
    const causes = causesOf([rejected('cart', 20)], { ...FILLING, use: 1 });
    expect(causes).toMatchObject([{ kind: 'poolFull', functionName: 'cart' }]);
    expect(ownCause(causes, 'cart')).toBeUndefined();
  });
});

describe('a cause updated by later minutes', () => {
  const redriving = (waiting: number) =>
    causesOf(
      [
        troubled('inventory', {
          reasons: [reasonOf('redrive')],
          minutes: minutesOf(...times(9, {}), { redriveDepth: waiting }),
        }),
      ],
      null,
    );

  it('has their figures', () => {
    const [earlier] = redriving(90);
    expect(causeAsOf(redriving(94), earlier!)).toMatchObject({ kind: 'redriving', waiting: 94 });
  });
});
