import { describe, expect, it } from 'vitest';
import { caseFileOf } from '../../../src/monitor/fleet/case-file.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { CALM, calm, type MinuteOf, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';
import { ACCESS } from './case-file-of.ts';

const TURNED_AWAY = 'the account pool turns away 28.6 % of attempts';

function fileOf(minute: MinuteOf) {
  const functions = ['cart-api', 'search'].map((name) => ({ ...CALM, name, minute: calm(minute) }));
  return caseFileOf('cart-api', snapshotOf({ functions, pool: () => 765 }), NOW_MS)!;
}

const comesNearItsTimeout = fileOf((age) => ({
  'Throttles Sum': age < 20 ? 240 : 0,
  'Duration Maximum': 27_000,
}));

describe('a function with trouble of its own that a full account pool also throttles', () => {
  it.each([
    {
      what: 'comes near its timeout',
      file: comesNearItsTimeout,
      first: 'cart-api: its longest call in 15 min took 90 % of the timeout',
    },
    {
      what: 'fails',
      file: fileOf((age) => ({ 'Throttles Sum': age < 20 ? 240 : 0, 'Errors Sum': age < 40 ? 60 : 0 })),
      first: 'cart-api fails 10.0 % of calls now, since 02:32Z',
    },
  ])('is described as both if it $what, its own trouble first', ({ file, first }) => {
    const says = lineText(triageReport(file, ACCESS).verdict.says);
    expect(says.startsWith(first)).toBe(true);
    expect(says.split(TURNED_AWAY)).toHaveLength(2);
  });

  it('is described in the past if both are over', () => {
    const file = fileOf((age) => {
      const isThen = age >= 12 && age < 45;
      return { 'Throttles Sum': isThen ? 240 : 0, 'Errors Sum': isThen ? 60 : 0 };
    });
    expect(lineText(triageReport(file, ACCESS).verdict.says)).toMatch(
      /^over since 03:00Z: cart-api failed 10.0 % .*the account pool turned away 28.6 % of attempts/,
    );
  });

  it('is as severe in a list, which covers the pool separately, as its row, and says why', () => {
    const { severity, cause } = comesNearItsTimeout;
    const { verdict } = triageReport({ ...comesNearItsTimeout, poolBeside: null }, ACCESS);
    expect([severity, cause?.severity, verdict.severity]).toEqual(['crit', 'crit', 'crit']);
    expect(lineText(verdict.says)).toMatch(/; critical because of the account pool$/);
  });

  it('does the harm of both, and the worse one counts', () => {
    expect(comesNearItsTimeout.cause).toMatchObject({ kind: 'nearTimeout', harm: 'nobodyIsHitYet' });
    expect(triageReport(comesNearItsTimeout, ACCESS).harm).toBe('callersAreHit');
  });
});
