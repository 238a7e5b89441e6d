import { describe, expect, it } from 'vitest';
import type { RuleName } from '../../../src/triage/rules/reason.ts';
import { brokenRules } from '../../../src/triage/rules/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { assessmentOf, minuteMsAt, minutesOf, RESERVED_100, reasonOf, times } from '../troubled.ts';
import { FINE, HOUR, reasonFor, severityOf } from './broken-rule.ts';

describe('the rule about errors', () => {
  it('has no date for a few calls that have always failed now and then', () => {
    const now = [0, 1, 0, 2, 0, 0, 1, 1].map((errors) => ({ invocations: 50, errors }));
    const minutes = [...times(15, now).flat(), ...times(5, { invocations: 50, errors: 1 })];
    expect(reasonFor('errors', { minutes })).toMatchObject({ sinceMs: null });
    const began = [...times(120, { invocations: 50 }), ...times(8, { invocations: 50, errors: 1 })];
    expect(reasonFor('errors', { minutes: began })).toMatchObject({ sinceMs: minuteMsAt(120) });
  });

  it.each([
    { what: 'by itself', carried: [] },
    { what: 'carried over', carried: [reasonOf('errors', { sinceMs: minuteMsAt(60) })] },
  ])('has no date from a past outage if as many fail as before it: $what', ({ carried }) => {
    const asBefore = { invocations: 200, errors: 4 };
    const outage = [...times(60, asBefore), ...times(20, { invocations: 200, errors: 40 })];
    const since = (after: number) =>
      reasonFor('errors', { minutes: [...outage, ...times(after, asBefore)], carried })?.sinceMs;
    expect(since(1)).toBe(minuteMsAt(60));
    expect(since(15)).toBeNull();
  });

  it.each([
    { from: 10, to: 14 },
    { from: 2, to: 2.8 },
    { from: 2, to: 2.9 },
  ])('is dated to a rise that has not been undone: $from to $to %', ({ from, to }) => {
    const at = (percent: number) => ({ invocations: 10_000, errors: 100 * percent });
    const minutes = [...times(80, at(from)), ...times(40, at(to))];
    const carried = [reasonOf('errors', { sinceMs: minuteMsAt(80) })];
    expect(reasonFor('errors', { minutes })?.sinceMs).toBe(minuteMsAt(80));
    expect(reasonFor('errors', { minutes, carried })?.sinceMs).toBe(minuteMsAt(80));
  });

  it('is dated to a permanent rise after a past outage, not to the outage', () => {
    const at = (count: number, percent: number) =>
      times(count, { invocations: 10_000, errors: 100 * percent });
    const minutes = [...at(60, 2), ...at(20, 20), ...at(40, 2), ...at(20, 6)];
    expect(reasonFor('errors', { minutes })?.sinceMs).toBe(minuteMsAt(120));
  });

  it('is dated to the onset of what remains after an outage, if that was seen', () => {
    const left = { invocations: 200, errors: 4 };
    const minutes = [
      ...times(60, { invocations: 200 }),
      ...times(20, left),
      ...times(20, { invocations: 200, errors: 40 }),
      ...times(15, left),
    ];
    expect(reasonFor('errors', { minutes })).toMatchObject({ sinceMs: minuteMsAt(60) });
  });

  it.each([
    { errors: 4, severity: 'ok' },
    { errors: 5, severity: 'warn' },
    { errors: 50, severity: 'crit' },
  ])('is $severity for $errors errors in 500 calls', ({ errors, severity }) => {
    expect(severityOf('errors', { minutes: [...HOUR, { errors }, ...times(4, FINE)] })).toBe(severity);
  });

  it.each([
    { case: 'four errors, all calls', minutes: times(4, { invocations: 1, errors: 1 }), severity: 'ok' },
    { case: 'five errors, all calls', minutes: times(5, { invocations: 1, errors: 1 }), severity: 'crit' },
    {
      case: 'five errors of few calls in a quarter of an hour, one of them recent',
      minutes: [
        ...times(15, { invocations: 2 }),
        ...times(4, { invocations: 2, errors: 1 }),
        ...times(7, { invocations: 2 }),
        { invocations: 2, errors: 1 },
      ],
      severity: 'crit',
    },
    {
      case: 'five errors in a quarter of an hour of many calls',
      minutes: times(15, { invocations: 12, errors: 0.4 }),
      severity: 'ok',
    },
    { case: 'errors six minutes ago', minutes: [{ errors: 90 }, ...times(5, FINE)], severity: 'ok' },
  ])('is $severity for $case', ({ minutes, severity }) => {
    expect(severityOf('errors', { minutes: [...HOUR, ...minutes] })).toBe(severity);
  });

  it('is dated from the first minute of the run', () => {
    const given = { minutes: [...HOUR, ...times(3, { errors: 30 })] };
    expect(reasonFor('errors', given)).toMatchObject({ value: 90 / 500, sinceMs: minuteMsAt(60) });
  });

  it('has no date if it holds for all known minutes: a steady failure began before', () => {
    expect(reasonFor('errors', { minutes: [...times(90, { errors: 30 })] })).toMatchObject({ sinceMs: null });
  });

  it('keeps its date while the newest minute is clean', () => {
    expect(reasonFor('errors', { minutes: [...HOUR, { errors: 90 }, FINE] })).toMatchObject({
      sinceMs: minuteMsAt(60),
    });
  });
});

describe('errors once reported', () => {
  const sinceFew = (rule: RuleName) =>
    brokenRules({
      minutes: minutesOf(...HOUR, ...times(5, { invocations: 40 }), { invocations: 40, errors: 4 }),
      timeoutMs: 10_000,
      assessment: assessmentOf(RESERVED_100),
      thresholds: DEFAULT_THRESHOLDS,
      carried: [{ rule, severity: 'warn', value: 0.02, sinceMs: null }],
    }).map((reason) => reason.rule);

  it('stay reported while their rate lasts, few as they are', () => {
    expect(sinceFew('errors')).toEqual(['errors']);
    expect(sinceFew('use')).toEqual([]);
  });
});

describe('the rule about errors when the rate was never zero', () => {
  const at = (count: number, errors: number) => times(count, { errors });

  it('is dated by the change, not by earlier minutes that met the threshold by chance', () => {
    const chance = Array.from({ length: 40 }, (_, minute) => ({ errors: minute % 4 === 0 ? 1 : 0 }));
    const minutes = minutesOf(...chance, ...at(12, 20));
    expect(reasonFor('errors', { minutes })?.sinceMs).toBe(minuteMsAt(40));
  });

  it('is dated by a change for the worse in what has failed in all known minutes', () => {
    const minutes = minutesOf(...at(60, 5), ...at(12, 40));
    expect(reasonFor('errors', { minutes })?.sinceMs).toBe(minuteMsAt(60));
  });

  it('has no date if calls fail as they always did', () => {
    expect(reasonFor('errors', { minutes: minutesOf(...at(60, 5)) })?.sinceMs).toBeNull();
  });
});

describe('the rule about the timeout', () => {
  it.each([
    { durationMaxMs: 8_000, severity: 'warn' },
    { durationMaxMs: 9_500, severity: 'crit' },
  ])('is $severity for calls of up to $durationMaxMs ms of 10 s', ({ durationMaxMs, severity }) => {
    expect(severityOf('timeout', { minutes: [{ durationMaxMs }, ...times(4, FINE)] })).toBe(severity);
  });
});

describe('calls that occasionally reach the timeout', () => {
  const near = (...places: readonly number[]) =>
    Array.from({ length: 20 }, (_, place) => (places.includes(place) ? { durationMaxMs: 10_000 } : FINE));

  it.each([
    {
      case: 'twice in a quarter of an hour, though not in the judged minutes',
      at: [6, 12],
      severity: 'crit',
    },
    { case: 'once in the judged minutes', at: [17], severity: 'crit' },
    { case: 'once before them', at: [12], severity: 'ok' },
  ])('are $severity if they do $case', ({ at, severity }) => {
    expect(severityOf('timeout', { minutes: near(...at) })).toBe(severity);
  });
});
