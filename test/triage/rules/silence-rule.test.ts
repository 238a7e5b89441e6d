import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { minuteMsAt, times } from '../troubled.ts';
import { FINE, HOUR, reasonFor, severityOf } from './broken-rule.ts';

describe('the rule about silence', () => {
  const ZERO = { invocations: 0 };

  it.each([
    {
      case: "no data for ten minutes, which is Lambda's zero",
      minutes: [...HOUR, ...times(10, null)],
      severity: 'crit',
    },
    { case: 'zero calls for nine minutes', minutes: [...HOUR, ...times(9, ZERO)], severity: 'ok' },
    {
      case: 'one call in ten minutes',
      minutes: [...HOUR, ...times(9, ZERO), { invocations: 1 }],
      severity: 'ok',
    },
    {
      case: 'throttles instead of calls',
      minutes: [...HOUR, ...times(10, { invocations: 0, throttles: 3 })],
      severity: 'ok',
    },
    {
      case: 'a function that is called nine times a minute',
      minutes: [...times(60, { invocations: 9 }), ...times(10, null)],
      severity: 'ok',
    },
    {
      case: 'a function that is called ten times a minute',
      minutes: [...times(60, { invocations: 10 }), ...times(10, null)],
      severity: 'crit',
    },
    { case: 'twelve minutes of history', minutes: [FINE, FINE, ...times(10, ZERO)], severity: 'ok' },
    { case: 'a silence that is over', minutes: [...HOUR, ...times(20, null), FINE], severity: 'ok' },
  ])('is $severity for $case', ({ minutes, severity }) => {
    expect(severityOf('silence', { minutes })).toBe(severity);
  });

  it('fires as soon as configured', () => {
    const minutes = [...HOUR, ...times(6, null)];
    const thresholds = { ...DEFAULT_THRESHOLDS, silenceMs: 5 * 60_000 };
    expect(severityOf('silence', { minutes })).toBe('ok');
    expect(severityOf('silence', { minutes, thresholds })).toBe('crit');
  });

  it('is dated from the first silent minute, however long ago', () => {
    const given = { minutes: [...HOUR, ...times(25, null)] };
    expect(reasonFor('silence', given)).toMatchObject({ value: 100, sinceMs: minuteMsAt(60) });
  });
});
