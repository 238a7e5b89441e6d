import { describe, expect, it } from 'vitest';
import type { Assessment, BindingLimit } from '../../../src/capacity/assessment.ts';
import { brokenRules, type Reason, type RuleFacts, type RuleName } from '../../../src/triage/rules/rules.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../../src/triage/thresholds.ts';
import { assessmentOf, type KnownMinute, minuteMsAt, minutesOf, RESERVED_100, times } from '../troubled.ts';

interface Given {
  readonly minutes: readonly (KnownMinute | null)[];
  readonly assessment?: Assessment;
  readonly thresholds?: Partial<Thresholds>;
}

function broken({ minutes, assessment, thresholds }: Given): readonly Reason[] {
  const facts: RuleFacts = {
    minutes: minutesOf(...minutes),
    timeoutMs: 10_000,
    assessment: assessment ?? assessmentOf({ kind: 'account', value: 700, inUse: 100 }),
    thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds },
  };
  return brokenRules(facts);
}

function reasonFor(rule: RuleName, given: Given): Reason | null {
  return broken(given).find((reason) => reason.rule === rule) ?? null;
}

function severityOf(rule: RuleName, given: Given): Reason['severity'] | 'ok' {
  return reasonFor(rule, given)?.severity ?? 'ok';
}

const FINE = {};
const HOUR = times(60, FINE);

describe('a healthy function', () => {
  it.each([
    { case: 'an hour of calls', minutes: [...HOUR] },
    { case: 'no minutes', minutes: [] },
    { case: 'no data', minutes: [...times(60, null)] },
    { case: 'three minutes of history', minutes: [FINE, FINE, FINE] },
    { case: 'its first minutes after a deploy', minutes: [...times(57, null), FINE, FINE, FINE] },
  ])('breaks no rule with $case', ({ minutes }) => {
    expect(broken({ minutes })).toEqual([]);
  });
});

describe('the rule about errors', () => {
  it('dates nothing of a few calls that fail now and then for as long as anything is known', () => {
    const now = [0, 1, 0, 2, 0, 0, 1, 1].map((errors) => ({ invocations: 50, errors }));
    const minutes = [...times(15, now).flat(), ...times(5, { invocations: 50, errors: 1 })];
    expect(reasonFor('errors', { minutes })).toMatchObject({ sinceMs: null });
    const began = [...times(120, { invocations: 50 }), ...times(8, { invocations: 50, errors: 1 })];
    expect(reasonFor('errors', { minutes: began })).toMatchObject({ sinceMs: minuteMsAt(120) });
  });

  it.each([
    { errors: 0, severity: 'ok' },
    { errors: 4, severity: 'ok' },
    { errors: 5, severity: 'warn' },
    { errors: 49, severity: 'warn' },
    { errors: 50, severity: 'crit' },
    { errors: 500, severity: 'crit' },
  ])('says $severity for $errors errors in 500 calls', ({ errors, severity }) => {
    expect(severityOf('errors', { minutes: [...HOUR, { errors }, ...times(4, FINE)] })).toBe(severity);
  });

  it.each([
    {
      case: 'one error in ten calls at night',
      minutes: times(5, { invocations: 2, errors: 0.2 }),
      severity: 'ok',
    },
    { case: 'four errors, all calls', minutes: times(4, { invocations: 1, errors: 1 }), severity: 'ok' },
    { case: 'five errors, all calls', minutes: times(5, { invocations: 1, errors: 1 }), severity: 'crit' },
    {
      case: 'five errors of few calls in a quarter of an hour, one of them of late',
      minutes: [
        ...times(15, { invocations: 2 }),
        ...times(4, { invocations: 2, errors: 1 }),
        ...times(7, { invocations: 2 }),
        { invocations: 2, errors: 1 },
      ],
      severity: 'crit',
    },
    {
      case: 'five errors of few calls that ended five minutes ago',
      minutes: [
        ...times(15, { invocations: 2 }),
        ...times(5, { invocations: 2, errors: 1 }),
        ...times(5, { invocations: 2 }),
      ],
      severity: 'ok',
    },
    {
      case: 'five errors in a quarter of an hour of many calls',
      minutes: times(15, { invocations: 12, errors: 0.4 }),
      severity: 'ok',
    },
    { case: 'five errors in 501 calls', minutes: [{ invocations: 501, errors: 5 }], severity: 'ok' },
    { case: 'errors six minutes ago', minutes: [{ errors: 90 }, ...times(5, FINE)], severity: 'ok' },
  ])('says $severity for $case', ({ minutes, severity }) => {
    expect(severityOf('errors', { minutes: [...HOUR, ...minutes] })).toBe(severity);
  });

  it('is dated from the first minute of the run', () => {
    const given = { minutes: [...HOUR, ...times(3, { errors: 30 })] };
    expect(reasonFor('errors', given)).toMatchObject({ value: 90 / 500, sinceMs: minuteMsAt(60) });
  });

  it('has no date when it holds for as long as is known: a steady failure began before', () => {
    expect(reasonFor('errors', { minutes: [...times(90, { errors: 30 })] })).toMatchObject({ sinceMs: null });
  });

  it('keeps its date while the newest minute is clean', () => {
    expect(reasonFor('errors', { minutes: [...HOUR, { errors: 90 }, FINE] })).toMatchObject({
      sinceMs: minuteMsAt(60),
    });
  });
});

describe('the rule about throttles', () => {
  it.each([
    { throttles: 0, severity: 'ok' },
    { throttles: 1, severity: 'warn' },
    { throttles: 10, severity: 'warn' },
    { throttles: 11, severity: 'crit' },
  ])('says $severity for $throttles throttles beside 1,000 calls', ({ throttles, severity }) => {
    const minutes = [...HOUR, ...times(4, { invocations: 200 }), { invocations: 200, throttles }];
    expect(severityOf('throttles', { minutes })).toBe(severity);
  });

  it('speaks of attempts: when nothing is let in, all are turned away', () => {
    const given = { minutes: [...HOUR, ...times(5, { invocations: 0, throttles: 7 })] };
    expect(reasonFor('throttles', given)).toMatchObject({
      severity: 'crit',
      value: 1,
      sinceMs: minuteMsAt(60),
    });
  });

  it('minds a threshold that someone has set', () => {
    const thresholds = { throttles: { warnAt: 0.05, critAt: 0.5 } };
    const at = (throttles: number) =>
      severityOf('throttles', { minutes: times(5, { throttles }).slice(), thresholds });
    expect([4, 6, 100].map(at)).toEqual(['ok', 'warn', 'crit']);
  });

  it('is dated across a minute in which nobody called', () => {
    const given = { minutes: [...HOUR, { throttles: 5 }, null, { throttles: 5 }] };
    expect(reasonFor('throttles', given)?.sinceMs).toBe(minuteMsAt(60));
  });

  it('tells the rise as the beginning where a call is turned away now and then all along', () => {
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
  ])('tells the rise as the beginning where a call is turned away $case', ({ minutes, began }) => {
    expect(reasonFor('throttles', { minutes })?.sinceMs).toBe(began === null ? null : minuteMsAt(began));
  });
});

describe('the rule about the timeout', () => {
  it.each([
    { durationMaxMs: 7_990, severity: 'ok' },
    { durationMaxMs: 8_000, severity: 'warn' },
    { durationMaxMs: 9_490, severity: 'warn' },
    { durationMaxMs: 9_500, severity: 'crit' },
    { durationMaxMs: 10_000, severity: 'crit' },
  ])('says $severity for calls of up to $durationMaxMs ms of 10 s', ({ durationMaxMs, severity }) => {
    expect(severityOf('timeout', { minutes: [{ durationMaxMs }, ...times(4, FINE)] })).toBe(severity);
  });
});

describe('calls that reach the timeout now and then', () => {
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
    { case: 'twice, the first time longer ago', at: [2, 12], severity: 'ok' },
  ])('are $severity where they do $case', ({ at, severity }) => {
    expect(severityOf('timeout', { minutes: near(...at) })).toBe(severity);
  });
});

describe('errors that were told', () => {
  const sinceFew = (rule: RuleName) =>
    brokenRules({
      minutes: minutesOf(...HOUR, ...times(5, { invocations: 40 }), { invocations: 40, errors: 4 }),
      timeoutMs: 10_000,
      assessment: assessmentOf(RESERVED_100),
      thresholds: DEFAULT_THRESHOLDS,
      carried: [{ rule, severity: 'warn', value: 0.02, sinceMs: null }],
    }).map((reason) => reason.rule);

  it('go on being told while their rate lasts, few as they are', () => {
    expect(sinceFew('errors')).toEqual(['errors']);
    expect(sinceFew('use')).toEqual([]);
  });
});

describe('the rules about the limit', () => {
  const reserved = (inUse: number | null): BindingLimit => ({ kind: 'reserved', value: 100, inUse });

  it.each([
    { case: '69 of 100', limit: reserved(69), severity: 'ok' },
    { case: '70 of 100', limit: reserved(70), severity: 'warn' },
    { case: '89 of 100', limit: reserved(89), severity: 'warn' },
    { case: '90 of 100', limit: reserved(90), severity: 'crit' },
    { case: 'a use that is not known', limit: reserved(null), severity: 'ok' },
    { case: 'a limit that is not known', limit: { kind: 'unknown', because: 'denied' }, severity: 'ok' },
    { case: 'being switched off', limit: { kind: 'off', value: 0, inUse: 0 }, severity: 'ok' },
    {
      case: 'the account pool, which is nobody’s own',
      limit: { kind: 'account', value: 700, inUse: 690 },
      severity: 'ok',
    },
    { case: 'busy stream workers', limit: { kind: 'source', value: 10, inUse: 9.5 }, severity: 'crit' },
  ] as const)('say $severity for a use of $case', ({ limit, severity }) => {
    expect(severityOf('use', { minutes: [...HOUR], assessment: assessmentOf(limit) })).toBe(severity);
  });

  it.each([
    { minutes: 9, severity: 'crit' },
    { minutes: 10, severity: 'crit' },
    { minutes: 11, severity: 'warn' },
    { minutes: 30, severity: 'warn' },
    { minutes: 31, severity: 'ok' },
  ])('say $severity for a limit that is met in $minutes minutes', ({ minutes, severity }) => {
    const eta = { earlyMs: 0, likelyMs: minutes * 60_000, lateMs: 3_600_000 };
    const assessment = assessmentOf(RESERVED_100, { eta });
    expect(severityOf('eta', { minutes: [...HOUR], assessment })).toBe(severity);
  });

  it('give no time to a limit that is met already', () => {
    const eta = { earlyMs: 0, likelyMs: 0, lateMs: 0 };
    const assessment = assessmentOf(RESERVED_100, { eta, flag: 'throttling' });
    expect(severityOf('eta', { minutes: [...HOUR], assessment })).toBe('ok');
  });
});

describe('the rule about the iterator age', () => {
  const ages = (...seconds: readonly (number | null)[]) =>
    seconds.map((age) => ({ iteratorAgeMs: age === null ? null : age * 1_000 }));

  it.each([
    { case: 'young records', seconds: [1, 1, 1, 1, 1], severity: 'ok' },
    { case: 'a rise that is not yet at a minute', seconds: [20, 30, 40, 50, 59], severity: 'ok' },
    { case: 'a minute, rising for all five minutes', seconds: [20, 30, 40, 50, 60], severity: 'crit' },
    { case: 'a rise with a fall in it', seconds: [60, 90, 80, 120, 150], severity: 'warn' },
    { case: 'catching up from an hour', seconds: [3600, 3000, 2400, 1800, 1200], severity: 'warn' },
    { case: 'a constant age', seconds: [300, 300, 300, 300, 300], severity: 'ok' },
    {
      case: 'one old minute, nothing to compare with',
      seconds: [null, null, null, null, 300],
      severity: 'ok',
    },
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
      case: 'a newest minute without data behind a rise',
      seconds: [100, 160, 220, 280, null],
      severity: 'warn',
    },
    { case: 'no stream', seconds: [null, null, null, null, null], severity: 'ok' },
  ])('says $severity for $case', ({ seconds, severity }) => {
    expect(severityOf('iteratorAge', { minutes: [...HOUR, ...ages(...seconds)] })).toBe(severity);
  });

  it('is dated from the minute in which records began to wait, not from when they had waited long', () => {
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
    { case: 'none', lost: [0, 0, 0, 0, 0], severity: 'ok' },
    { case: 'one', lost: [0, 0, 1, 0, 0], severity: 'warn' },
    { case: 'many in two of five minutes', lost: [9, 0, 9, 0, 0], severity: 'warn' },
    { case: 'some in three of five minutes', lost: [1, 0, 1, 0, 1], severity: 'crit' },
    { case: 'some six minutes ago', lost: [9, 0, 0, 0, 0, 0], severity: 'ok' },
  ])('says $severity for $case', ({ lost, severity }) => {
    const minutes = lost.map((deadLetterErrors) => ({ deadLetterErrors }));
    expect(severityOf('deadLetterErrors', { minutes: [...HOUR, ...minutes] })).toBe(severity);
  });

  it('is dated from the first loss, over pauses shorter than what it judges', () => {
    const minutes = [0, 0, 1, 0, 2, 0, 0, 1].map((deadLetterErrors) => ({ deadLetterErrors }));
    expect(reasonFor('deadLetterErrors', { minutes })).toMatchObject({ value: 3, sinceMs: minuteMsAt(2) });
  });
});

describe('the rule about errors, when the rate was never nought', () => {
  const at = (count: number, errors: number) => times(count, { errors });

  it('is dated by the change, not by minutes that met the threshold by chance before', () => {
    const chance = Array.from({ length: 40 }, (_, minute) => ({ errors: minute % 4 === 0 ? 1 : 0 }));
    const minutes = minutesOf(...chance, ...at(12, 20));
    expect(reasonFor('errors', { minutes })?.sinceMs).toBe(minuteMsAt(40));
  });

  it('is dated by a change for the worse of what has failed for all the time that is known', () => {
    const minutes = minutesOf(...at(60, 5), ...at(12, 40));
    expect(reasonFor('errors', { minutes })?.sinceMs).toBe(minuteMsAt(60));
  });

  it('has no date where it fails as it always did', () => {
    expect(reasonFor('errors', { minutes: minutesOf(...at(60, 5)) })?.sinceMs).toBeNull();
  });
});

describe('the rule about silence', () => {
  const ZERO = { invocations: 0 };

  it.each([
    { case: 'zero calls for ten minutes', minutes: [...HOUR, ...times(10, ZERO)], severity: 'crit' },
    {
      case: 'no data for ten minutes, which is how Lambda says zero',
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
    {
      case: 'an hourly batch that has ended',
      minutes: [...times(55, null), ...times(5, { invocations: 5_000 }), ...times(10, null)],
      severity: 'ok',
    },
    { case: 'a function that never was called', minutes: [...times(70, null)], severity: 'ok' },
    { case: 'twelve minutes of history', minutes: [FINE, FINE, ...times(10, ZERO)], severity: 'ok' },
    { case: 'a silence that is over', minutes: [...HOUR, ...times(20, null), FINE], severity: 'ok' },
  ])('says $severity for $case', ({ minutes, severity }) => {
    expect(severityOf('silence', { minutes })).toBe(severity);
  });

  it('speaks as soon as somebody wants it to', () => {
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

describe('broken rules', () => {
  it('come worst first', () => {
    const minutes = [...HOUR, ...times(5, { errors: 3, throttles: 50, durationMaxMs: 9_900 })];
    expect(broken({ minutes }).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'crit throttles',
      'crit timeout',
      'warn errors',
    ]);
  });
});

describe('the rule about redrive queues', () => {
  const gained = (...growths: readonly (number | null)[]): readonly KnownMinute[] =>
    growths.map((redriveGrowth) => ({ redriveGrowth }));

  it.each([
    { case: 'a message that was set aside', growths: [0, 0, 1, 0, 0], severity: 'warn' },
    { case: 'messages in every minute', growths: [4, 3, 5, 4, 4], severity: 'warn' },
    { case: 'messages that have waited for long', growths: [0, 0, 0, 0, 0], severity: 'ok' },
    { case: 'messages that somebody takes back', growths: [2, -40, 3, -20, 0], severity: 'ok' },
    { case: 'a queue that nobody could count', growths: [null, null, null, null, null], severity: 'ok' },
    { case: 'a message six minutes ago', growths: [9, 0, 0, 0, 0, 0], severity: 'ok' },
  ])('says $severity for $case', ({ growths, severity }) => {
    expect(severityOf('redrive', { minutes: [...HOUR, ...gained(...growths)] })).toBe(severity);
  });

  it('counts messages a minute, of the minutes that are known', () => {
    expect(reasonFor('redrive', { minutes: [...HOUR, ...gained(4, null, 2, null, 6)] })?.value).toBe(4);
  });

  it('is dated from the first message, whatever minutes without any came between', () => {
    const minutes = [...HOUR, ...gained(1, 0, 0, 2, 0, 0, 0, 1)];
    expect(reasonFor('redrive', { minutes })?.sinceMs).toBe(minuteMsAt(60));
  });

  it('keeps the date of what began before the minutes that are known', () => {
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
