import { describe, expect, it } from 'vitest';
import { ownShareHistory } from '../../../src/monitor/function/limit-share-history.ts';
import { CALM, LIMITS, status } from './judged-function.ts';

describe('the share of the limit over the last minutes', () => {
  const reserved = { ...LIMITS, reserved: { known: true, value: 10 } as const };

  it('is null where there is no data point', () => {
    const each = status([CALM, {}, { ...CALM, durationSumMs: 300_000 }], { limits: reserved });
    expect(ownShareHistory(each, 3)).toEqual([0.1, null, 0.5]);
  });

  it.each([
    ['unknown', { known: false, because: 'denied' } as const],
    ['zero, for a function that is switched off', { known: true, value: 0 } as const],
  ])('is null when the limit is %s', (_case, limit) => {
    const each = status([CALM, CALM], { limits: { ...LIMITS, reserved: limit } });
    expect(ownShareHistory(each, 2)).toEqual([null, null]);
  });

  it('is its own part of the pool for a function that reserves nothing', () => {
    expect(ownShareHistory(status([CALM, { ...CALM, durationSumMs: 600_000 }]), 2)).toEqual([0.001, 0.01]);
  });
});
