import { describe, expect, it } from 'vitest';
import { flagAfter, type MinuteSigns } from '../../../src/capacity/judging/flag.ts';

const CALM: MinuteSigns = { throttles: 0, observedShare: 0.3, steadyRisk: 0.01, risingRisk: 0 };
const MISSING: MinuteSigns = { throttles: null, observedShare: null, steadyRisk: null, risingRisk: 0 };
const BUSY: MinuteSigns = { ...CALM, steadyRisk: 0.3 };
const RISKY: MinuteSigns = { ...CALM, steadyRisk: 0.6 };
const RISING: MinuteSigns = { ...CALM, risingRisk: 0.6 };
const AT_LIMIT: MinuteSigns = { ...CALM, observedShare: 1 };
const THROTTLES: MinuteSigns = { ...CALM, throttles: 1 };

function flags(...minutes: readonly MinuteSigns[]): string {
  return minutes.map((_, index) => flagAfter(minutes.slice(0, index + 1)).flag).join(' ');
}

describe('a flag', () => {
  it('is ok before the first minute', () => {
    expect(flagAfter([])).toMatchObject({ flag: 'ok', reason: null });
  });

  it.each([
    { sign: 'one throttle', minute: THROTTLES, flag: 'throttling', reason: 'rejecting now' },
    { sign: 'an observed peak at the limit', minute: AT_LIMIT, flag: 'near', reason: 'at the limit now' },
    {
      sign: 'a steady risk of one half',
      minute: { ...CALM, steadyRisk: 0.5 },
      flag: 'near',
      reason: 'steady load',
    },
    {
      sign: 'a rising risk of one half',
      minute: { ...CALM, risingRisk: 0.5 },
      flag: 'near',
      reason: 'rising',
    },
    {
      sign: 'a peak just short of the limit',
      minute: { ...CALM, observedShare: 0.97 },
      flag: 'ok',
      reason: null,
    },
    {
      sign: 'a risk just short of one half',
      minute: { ...CALM, steadyRisk: 0.49 },
      flag: 'ok',
      reason: null,
    },
    { sign: 'a minute without data', minute: MISSING, flag: 'ok', reason: null },
  ])('is $flag after $sign', ({ minute, flag, reason }) => {
    expect(flagAfter([CALM, minute])).toMatchObject({ flag, reason });
  });

  it('is raised at once and lowered after two calm minutes', () => {
    expect(flags(CALM, THROTTLES, CALM, CALM, CALM)).toBe('ok throttling throttling ok ok');
    expect(flags(CALM, RISKY, CALM, CALM, CALM)).toBe('ok near near ok ok');
  });

  it('does not flicker with a load around the threshold', () => {
    expect(flags(RISKY, BUSY, RISKY, BUSY, BUSY, BUSY, RISKY)).toBe('near near near near near near near');
  });

  it('does not flicker with throttles every other minute', () => {
    expect(flags(THROTTLES, CALM, THROTTLES, CALM, THROTTLES, CALM)).toBe(
      'throttling throttling throttling throttling throttling throttling',
    );
  });

  it('falls from throttling to near while the limit is still close', () => {
    expect(flags(THROTTLES, RISKY, RISKY, CALM, CALM)).toBe('throttling throttling near near ok');
  });

  it('has the newest reason', () => {
    expect(flagAfter([RISING, RISKY]).reason).toBe('steady load');
    expect(flagAfter([RISKY, AT_LIMIT]).reason).toBe('at the limit now');
  });

  it.each([
    { flag: 'throttling', raised: THROTTLES },
    { flag: 'near', raised: RISKY },
  ])('stays $flag through minutes without data: absence is not calm', ({ flag, raised }) => {
    expect(flagAfter([raised, MISSING, MISSING]).flag).toBe(flag);
    expect(flagAfter([raised, CALM, MISSING, CALM]).flag).toBe('ok');
  });

  it('is lowered after five minutes without a measurement: the calls have stopped', () => {
    expect(flags(THROTTLES, MISSING, MISSING, MISSING, MISSING, MISSING)).toBe(
      'throttling throttling throttling throttling throttling ok',
    );
  });

  it('counts the minutes without data from the newest measured one', () => {
    const gap = [MISSING, MISSING, MISSING];
    expect(flagAfter([THROTTLES, ...gap, THROTTLES, ...gap]).flag).toBe('throttling');
  });
});
