import { describe, expect, it } from 'vitest';
import type { BindingLimit } from '../../../src/capacity/assessment.ts';
import { assessmentOf, type KnownMinute, minuteMsAt, RESERVED_100, times } from '../troubled.ts';
import { HOUR, reasonFor, severityOf } from './broken-rule.ts';

describe('the rule about throttles', () => {
  it.each([
    { throttles: 1, severity: 'warn' },
    { throttles: 10, severity: 'warn' },
    { throttles: 11, severity: 'crit' },
  ])('is $severity for $throttles throttles beside 1,000 calls', ({ throttles, severity }) => {
    const minutes = [...HOUR, ...times(4, { invocations: 200 }), { invocations: 200, throttles }];
    expect(severityOf('throttles', { minutes })).toBe(severity);
  });

  it('is about attempts: if nothing is let in, all are throttled', () => {
    const given = { minutes: [...HOUR, ...times(5, { invocations: 0, throttles: 7 })] };
    expect(reasonFor('throttles', given)).toMatchObject({
      severity: 'crit',
      value: 1,
      sinceMs: minuteMsAt(60),
    });
  });

  it('respects a configured threshold', () => {
    const thresholds = { throttles: { warnAt: 0.05, critAt: 0.5 } };
    const at = (throttles: number) =>
      severityOf('throttles', { minutes: times(5, { throttles }).slice(), thresholds });
    expect([4, 6, 100].map(at)).toEqual(['ok', 'warn', 'crit']);
  });

  it('keeps its date across a minute without calls', () => {
    const given = { minutes: [...HOUR, { throttles: 5 }, null, { throttles: 5 }] };
    expect(reasonFor('throttles', given)?.sinceMs).toBe(minuteMsAt(60));
  });

  it('dates the rise if calls have always been throttled now and then', () => {
    const trickle = times(10, [...times(5, {}), { throttles: 1 }]).flat();
    const newest = [{}, {}, { throttles: 1 }, {}];
    const crowd = [...times(3, { throttles: 60 }), { throttles: 40 }];
    expect(reasonFor('throttles', { minutes: [...trickle, ...newest, ...crowd] })?.sinceMs).toBe(
      minuteMsAt(64),
    );
    expect(reasonFor('throttles', { minutes: [...HOUR, ...newest, ...crowd] })?.sinceMs).toBe(minuteMsAt(62));
    expect(reasonFor('throttles', { minutes: [...trickle, ...newest] })?.sinceMs).not.toBeNull();
  });

  const CROWD = [...times(3, { throttles: 60 }), { throttles: 40 }];
  const trickleOf = (count: number, everyMinutes: number) =>
    times(count, [...times(everyMinutes - 1, {}), { throttles: 1 }]).flat();
  const fewer = (minute: KnownMinute) => ({ ...minute, invocations: 8 });
  it.each([
    { case: 'every 4 minutes', minutes: [...trickleOf(15, 4), ...CROWD], began: 60 },
    { case: 'every 3 minutes', minutes: [...trickleOf(20, 3), ...CROWD], began: 60 },
    { case: 'since before', minutes: [{ throttles: 1 }, ...trickleOf(20, 3), ...CROWD], began: 61 },
    { case: 'for half an hour', minutes: [...HOUR, ...trickleOf(10, 3), ...CROWD], began: 90 },
    {
      case: 'before and after a crowd',
      minutes: [...trickleOf(10, 3), ...CROWD, ...trickleOf(9, 3)],
      began: 30,
    },
    { case: 'of few', minutes: [...trickleOf(20, 3), ...CROWD].map(fewer), began: 60 },
    {
      case: 'between two crowds',
      minutes: [...times(10, { throttles: 60 }), ...trickleOf(10, 3), ...CROWD],
      began: null,
    },
  ])('dates the rise if calls were throttled $case', ({ minutes, began }) => {
    expect(reasonFor('throttles', { minutes })?.sinceMs).toBe(began === null ? null : minuteMsAt(began));
  });
});

describe('the rules about the limit', () => {
  const reserved = (inUse: number | null): BindingLimit => ({ kind: 'reserved', value: 100, inUse });

  it.each([
    { case: '70 of 100', limit: reserved(70), severity: 'warn' },
    { case: '90 of 100', limit: reserved(90), severity: 'crit' },
    { case: 'an unknown use', limit: reserved(null), severity: 'ok' },
    {
      case: 'the account pool, which is no function’s own',
      limit: { kind: 'account', value: 700, inUse: 690 },
      severity: 'ok',
    },
    { case: 'busy stream workers', limit: { kind: 'source', value: 10, inUse: 9.5 }, severity: 'crit' },
  ] as const)('are $severity for a use of $case', ({ limit, severity }) => {
    expect(severityOf('use', { minutes: [...HOUR], assessment: assessmentOf(limit) })).toBe(severity);
  });

  it.each([
    { minutes: 10, severity: 'crit' },
    { minutes: 30, severity: 'warn' },
    { minutes: 31, severity: 'ok' },
  ])('are $severity for a limit that is met in $minutes minutes', ({ minutes, severity }) => {
    const eta = { earlyMs: 0, likelyMs: minutes * 60_000, lateMs: 3_600_000 };
    const assessment = assessmentOf(RESERVED_100, { eta });
    expect(severityOf('eta', { minutes: [...HOUR], assessment })).toBe(severity);
  });

  it('give no time for a limit that is already met', () => {
    const eta = { earlyMs: 0, likelyMs: 0, lateMs: 0 };
    const assessment = assessmentOf(RESERVED_100, { eta, flag: 'throttling' });
    expect(severityOf('eta', { minutes: [...HOUR], assessment })).toBe('ok');
  });
});
