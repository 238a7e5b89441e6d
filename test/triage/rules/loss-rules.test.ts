import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../src/triage/rules/reason.ts';
import { brokenRules } from '../../../src/triage/rules/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { assessmentOf, type KnownMinute, minuteMsAt, minutesOf, RESERVED_100, times } from '../troubled.ts';
import { HOUR, reasonFor, severityOf } from './broken-rule.ts';

describe('the rule about the iterator age', () => {
  const ages = (...seconds: readonly (number | null)[]) =>
    seconds.map((age) => ({ iteratorAgeMs: age === null ? null : age * 1_000 }));

  it.each([
    { case: 'a rise that is not yet at a minute', seconds: [20, 30, 40, 50, 59], severity: 'ok' },
    { case: 'a minute, rising for all five minutes', seconds: [20, 30, 40, 50, 60], severity: 'crit' },
    { case: 'a rise with a fall in it', seconds: [60, 90, 80, 120, 150], severity: 'warn' },
    { case: 'a constant age', seconds: [300, 300, 300, 300, 300], severity: 'ok' },
    {
      case: 'a rise in the two minutes that have data',
      seconds: [null, 100, null, null, 300],
      severity: 'warn',
    },
    {
      case: 'batches of two minutes that fall behind',
      seconds: [100, null, 220, null, 340],
      severity: 'crit',
    },
    {
      case: 'a newest minute without data after a rise',
      seconds: [100, 160, 220, 280, null],
      severity: 'warn',
    },
  ])('is $severity for $case', ({ seconds, severity }) => {
    expect(severityOf('iteratorAge', { minutes: [...HOUR, ...ages(...seconds)] })).toBe(severity);
  });

  it('is dated to the minute in which records began to wait, not when they had waited long', () => {
    const given = { minutes: [...ages(10, 10, 40, 70, 100, 130, 160)] };
    expect(reasonFor('iteratorAge', given)).toMatchObject({ value: 160_000, sinceMs: minuteMsAt(2) });
  });

  it('is dated no earlier than the oldest waiting record was written', () => {
    const given = { minutes: [...ages(5, 10, 15, 20, 25, 30, 90, 150, 210)] };
    expect(reasonFor('iteratorAge', given)?.sinceMs).toBe(minuteMsAt(5));
  });
});

describe('the rule about dead-letter errors', () => {
  it.each([
    { case: 'one', lost: [0, 0, 1, 0, 0], severity: 'warn' },
    { case: 'some in three of five minutes', lost: [1, 0, 1, 0, 1], severity: 'crit' },
    { case: 'some six minutes ago', lost: [9, 0, 0, 0, 0, 0], severity: 'ok' },
  ])('is $severity for $case', ({ lost, severity }) => {
    const minutes = lost.map((deadLetterErrors) => ({ deadLetterErrors }));
    expect(severityOf('deadLetterErrors', { minutes: [...HOUR, ...minutes] })).toBe(severity);
  });

  it('is dated from the first loss, across pauses shorter than the judged minutes', () => {
    const minutes = [0, 0, 1, 0, 2, 0, 0, 1].map((deadLetterErrors) => ({ deadLetterErrors }));
    expect(reasonFor('deadLetterErrors', { minutes })).toMatchObject({ value: 3, sinceMs: minuteMsAt(2) });
  });
});

describe('the rule about redrive queues', () => {
  const gained = (...growths: readonly (number | null)[]): readonly KnownMinute[] =>
    growths.map((redriveGrowth) => ({ redriveGrowth }));

  it.each([
    { case: 'one redriven message', growths: [0, 0, 1, 0, 0], severity: 'warn' },
    { case: 'messages that are taken back', growths: [2, -40, 3, -20, 0], severity: 'ok' },
    { case: 'a message six minutes ago', growths: [9, 0, 0, 0, 0, 0], severity: 'ok' },
  ])('is $severity for $case', ({ growths, severity }) => {
    expect(severityOf('redrive', { minutes: [...HOUR, ...gained(...growths)] })).toBe(severity);
  });

  it('counts messages a minute over the known minutes', () => {
    expect(reasonFor('redrive', { minutes: [...HOUR, ...gained(4, null, 2, null, 6)] })?.value).toBe(4);
  });

  it('is dated from the first message, whatever minutes without any are in between', () => {
    const minutes = [...HOUR, ...gained(1, 0, 0, 2, 0, 0, 0, 1)];
    expect(reasonFor('redrive', { minutes })?.sinceMs).toBe(minuteMsAt(60));
  });

  it('keeps the date of what began before the known minutes', () => {
    const carried: Reason[] = [{ rule: 'redrive', severity: 'warn', value: 1, sinceMs: minuteMsAt(-90) }];
    const facts = {
      minutes: minutesOf(...gained(...times(30, 4))),
      timeoutMs: 10_000,
      assessment: assessmentOf(RESERVED_100),
      thresholds: DEFAULT_THRESHOLDS,
    };
    const sinceOf = (reasons: readonly Reason[]) => reasons.find(({ rule }) => rule === 'redrive')?.sinceMs;
    expect(sinceOf(brokenRules({ ...facts, carried }))).toBe(minuteMsAt(-90));
    expect(sinceOf(brokenRules(facts))).toBeNull();
  });
});
