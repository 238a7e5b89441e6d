import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import type { PoolPressure } from '../../../src/triage/cause/pool.ts';
import type { TroubledFunction } from '../../../src/triage/cause/troubled-function.ts';
import { lossRank } from '../../../src/triage/cause/urgency.ts';
import type { RuleName } from '../../../src/triage/rules/reason.ts';
import {
  assessmentOf,
  minuteMsAt,
  minutesOf,
  poolOf700,
  RESERVED_100,
  reasonOf,
  rejected,
  times,
  troubled,
} from '../troubled.ts';

function pressure(use: number, more: Partial<PoolPressure> = {}): PoolPressure {
  return {
    severity: use >= 0.85 ? 'crit' : 'warn',
    culprit: null,
    growthPerMinute: null,
    holder: null,
    use,
    eta: null,
    shortMs: null,
    sharedBy: 12,
    limit: 700,
    idleProvisioned: 0,
    ...more,
  };
}

function inShort(causes: readonly Cause[]): readonly string[] {
  return causes.map(({ kind, functionName }) => `${kind} ${functionName}`);
}

function withRules(name: string, ...rules: readonly (RuleName | [RuleName, 'warn' | 'crit'])[]) {
  const reasons = rules.map((rule) =>
    typeof rule === 'string' ? reasonOf(rule) : reasonOf(rule[0], { severity: rule[1] }),
  );
  return troubled(name, { reasons });
}

describe('the cause of a function’s trouble', () => {
  it.each([
    { case: 'throttles and the errors of callers', rules: ['throttles', 'errors'], kinds: ['throttled'] },
    {
      case: 'lost data, whatever else happens',
      rules: ['throttles', 'errors', 'deadLetterErrors'],
      kinds: ['losing'],
    },
    { case: 'silence', rules: ['silence'], kinds: ['silent'] },
    { case: 'errors and slow calls', rules: ['errors', 'timeout'], kinds: ['failing'] },
    { case: 'the time to the limit alone', rules: ['eta'], kinds: ['nearLimit'] },
  ] as const)('is one for $case', ({ rules, kinds }) => {
    expect(causesOf([withRules('a', ...rules)], null).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is the failure, not a handful of throttles beside it', () => {
    const failing = withRules('a', ['throttles', 'warn'], ['errors', 'crit']);
    expect(inShort(causesOf([failing], null))).toEqual(['failing a']);
  });

  describe('that is critical beside a pain', () => {
    const ETA = { earlyMs: 60_000, likelyMs: 120_000, lateMs: 240_000 };
    const BY = {
      use: { rule: 'use', limit: RESERVED_100 },
      eta: { rule: 'eta', limit: RESERVED_100, eta: ETA },
      timeout: { rule: 'timeout', share: 0.96 },
    } as const;
    type Beside = keyof typeof BY;
    const pains = ['throttles', 'errors', 'iteratorAge', 'redrive', 'backlog', 'silence'] as const;
    const besides = ['use', 'eta', 'timeout'] as const;
    const both = (
      pain: RuleName,
      painSeverity: 'warn' | 'crit',
      beside: Beside,
      severity: 'warn' | 'crit',
    ) => {
      const reasons = [
        reasonOf(pain, { severity: painSeverity }),
        reasonOf(beside, { severity, value: 0.96 }),
      ];
      const assessment = assessmentOf(RESERVED_100, { eta: ETA });
      return causesOf([troubled('a', { reasons, assessment })], null)[0];
    };

    it.each(pains.flatMap((pain) => besides.map((beside) => ({ pain, beside }))))(
      'says what makes it so, where only $beside does and $pain warns',
      ({ pain, beside }) => {
        expect(both(pain, 'warn', beside, 'crit')).toMatchObject({
          severity: 'crit',
          criticalBy: BY[beside],
        });
        expect(both(pain, 'crit', beside, 'crit')?.criticalBy).toBeUndefined();
        expect(both(pain, 'warn', beside, 'warn')?.criticalBy).toBeUndefined();
      },
    );

    it('is its timeout where its limit only warns, and nothing where the time to the limit is critical', () => {
      expect(both('use', 'warn', 'timeout', 'crit')).toMatchObject({
        kind: 'nearLimit',
        criticalBy: BY.timeout,
      });
      expect(both('use', 'warn', 'eta', 'crit')?.criticalBy).toBeUndefined();
    });
  });

  it('is as severe as the row even if only a full pool makes it critical, and says so', () => {
    const reasons = [reasonOf('throttles'), reasonOf('errors', { severity: 'warn' })];
    const causes = causesOf([{ ...rejected('own', 5), reasons }, rejected('b', 5)], pressure(1));
    expect(causes.find(({ kind }) => kind === 'failing')).toMatchObject({
      severity: 'crit',
      isWorseByPool: true,
    });
  });

  it.each([
    {
      what: 'most failing calls reach it',
      share: 1,
      longestMs: [9_000, 10_000, 10_000],
      reachesTimeout: true,
    },
    { what: 'none reaches it', share: 0.85, longestMs: [8_500, 8_500, 8_500], reachesTimeout: false },
    {
      what: 'one reached it and the others fail before',
      share: 1,
      longestMs: [10_000, 4_000, 5_000],
      reachesTimeout: false,
    },
  ])('knows whether calls fail at the timeout when $what', ({ share, longestMs, reachesTimeout }) => {
    const minutes = minutesOf(...longestMs.map((durationMaxMs) => ({ durationMaxMs, errors: 7 })));
    const reasons = [reasonOf('errors'), reasonOf('timeout', { value: share })];
    expect(causesOf([troubled('a', { reasons, minutes })], null)).toMatchObject([{ reachesTimeout }]);
  });

  it('comes before one that only nears a limit, if both are as severe', () => {
    const near = withRules('a', ['timeout', 'crit']);
    const full = withRules('b', ['use', 'crit']);
    const behind = withRules('z', ['iteratorAge', 'crit']);
    expect(inShort(causesOf([near, full, behind], null))).toEqual([
      'lagging z',
      'nearTimeout a',
      'nearLimit b',
    ]);
  });

  it('has the rate of the newest minute', () => {
    const minutes = minutesOf(...times(9, {}), { invocations: 90, throttles: 10 });
    const throttled = troubled('a', { reasons: [reasonOf('throttles', { value: 0.3 })], minutes });
    expect(causesOf([throttled], null)).toMatchObject([
      { rate: 0.1, newestIsClean: false, lossRank: lossRank(2) },
    ]);
  });

  it.each(['throttles', 'errors'] as const)(
    'has the rate of five minutes once the newest minute has no %s',
    (rule) => {
      const recovered = troubled('a', { reasons: [reasonOf(rule, { value: 0.3, sinceMs: null })] });
      expect(causesOf([recovered], null)).toMatchObject([{ rate: 0.3, newestIsClean: true, lossRank: 0 }]);
    },
  );

  it.each([
    { case: 'the limit was met', observedMax: 100, met: true },
    { case: 'another limit, a rate, was met', observedMax: 30, met: false },
    { case: 'it is unknown', observedMax: null, met: null },
  ])('knows whether $case', ({ observedMax, met }) => {
    const minutes = minutesOf(...times(9, {}), { throttles: 10, observedMax });
    const throttled = troubled('a', { reasons: [reasonOf('throttles')], minutes });
    expect(causesOf([throttled], null)).toMatchObject([{ limitWasMet: met }]);
  });
});

describe('causes that functions share', () => {
  const victims = ['b', 'c', 'd'].map((name, index) => rejected(name, 10 * (index + 1)));

  it('are one entry for a full pool, with its first throttle and all losses', () => {
    const causes = causesOf(victims, pressure(1, { culprit: rawText('image-resize') }));
    expect(causes).toMatchObject([
      {
        kind: 'poolFull',
        severity: 'crit',
        functionName: 'image-resize',
        culprit: 'image-resize',
        others: 3,
        sinceMs: minuteMsAt(5),
        lossRank: lossRank(60),
      },
    ]);
  });

  it.each([
    {
      case: 'the function that holds it',
      holder: { functionName: rawText('image-resize'), level: 412 },
      first: 'image-resize',
    },
  ])('point to $case', ({ holder, first }) => {
    expect(causesOf(victims, pressure(1, { holder }))).toMatchObject([
      { functionName: first, culprit: null },
    ]);
  });

  it('give the culprit no entry of its own for filling the pool', () => {
    const culprit = { ...rejected('image-resize', 5), reasons: [reasonOf('throttles'), reasonOf('pool')] };
    const causes = causesOf([culprit, ...victims], pressure(1, { culprit: culprit.name }));
    expect(inShort(causes)).toEqual(['poolFull image-resize']);
  });

  it('include the lag of a stream whose calls the pool throttles', () => {
    const consumer = {
      ...rejected('consumer', 5),
      reasons: [reasonOf('throttles'), reasonOf('iteratorAge')],
    };
    expect(inShort(causesOf([consumer], pressure(1)))).toEqual(['poolFull consumer']);
  });

  it.each([
    ['losses', 'deadLetterErrors', 'losing'],
    ['failures', 'errors', 'failing'],
    ['calls near the timeout', 'timeout', 'nearTimeout'],
  ] as const)('do not hide %s, however small: a throttled call never ran', (_what, rule, kind) => {
    const own = {
      ...rejected('own', 5),
      reasons: [reasonOf('throttles'), reasonOf(rule, { severity: 'warn' })],
    };
    expect(inShort(causesOf([own, ...victims], pressure(1))).toSorted()).toEqual([
      `${kind} own`,
      'poolFull d',
    ]);
  });

  it('rank a pool that will throttle everyone after functions that already hurt, before mere warnings', () => {
    const slow = troubled('slow', { reasons: [reasonOf('errors', { severity: 'crit' })] });
    const failing = troubled('failing', {
      reasons: [reasonOf('errors', { severity: 'warn' })],
      minutes: minutesOf(...times(10, { errors: 9 })),
    });
    const filling = pressure(0.5, { culprit: rawText('grower'), severity: 'crit' });
    const kinds = causesOf([failing, slow], filling).map(({ kind }) => kind);
    expect(kinds).toEqual(['failing', 'poolFilling', 'failing']);
  });

  it('count no lost request twice', () => {
    const minutes = minutesOf(...times(9, {}), { throttles: 5, errors: 50 });
    const reasons = [reasonOf('throttles'), reasonOf('errors')];
    const causes = causesOf([{ ...rejected('failing', 5), minutes, reasons }], pressure(1));
    expect(causes.map((cause) => `${cause.kind} ${cause.lossRank}`)).toEqual([
      `failing ${lossRank(50)}`,
      `poolFull ${lossRank(5)}`,
    ]);
  });

  it('are one entry even in a minute in which the pool peaked a little lower', () => {
    const lower = victims.map((each) => ({ ...each, assessment: assessmentOf(poolOf700(620)) }));
    expect(inShort(causesOf(lower, pressure(620 / 700)))).toEqual(['poolFull d']);
  });

  it('are one entry when it is over and the pool has room again', () => {
    const over = ['b', 'c'].map((name) =>
      troubled(name, {
        reasons: [reasonOf('throttles', { sinceMs: null })],
        assessment: assessmentOf(poolOf700(210)),
      }),
    );
    expect(causesOf(over, null)).toMatchObject([
      { kind: 'poolFull', others: 2, use: 0.3, newestIsClean: true, sinceMs: null, lossRank: 0 },
    ]);
  });

  it('are one entry if the use of the pool can’t be read', () => {
    expect(causesOf([rejected('a', 5, null), rejected('b', 6, null)], null)).toMatchObject([
      { kind: 'poolFull', others: 2, use: null },
    ]);
  });

  it.each([
    { case: 'one function', names: ['a'] },
    { case: 'two functions', names: ['a', 'b'] },
  ])('do not include a full pool if $case met a rate while the pool has room', ({ names }) => {
    const causes = causesOf(
      names.map((name) => rejected(name, 10, 140)),
      null,
    );
    expect(causes).toMatchObject(names.map(() => ({ kind: 'throttled', limitWasMet: false })));
  });

  it.each([
    { case: 'the function that fills it', culprit: rawText('image-resize'), first: 'image-resize' },
    { case: 'any function that shares it', culprit: null, first: 'a' },
  ])('are one warning for a pool that fills up, pointing to $case', ({ culprit, first }) => {
    const sharing = ['a', 'b'].map((name) => troubled(name, { assessment: assessmentOf(poolOf700(600)) }));
    const causes = causesOf(sharing, pressure(600 / 700, { culprit }));
    expect(inShort(causes)).toEqual([`poolFilling ${first}`]);
  });

  it('never cover functions with a limit of their own', () => {
    const own = troubled('own', { reasons: [reasonOf('throttles')] });
    expect(inShort(causesOf([own, ...victims], pressure(1))).toSorted()).toEqual([
      'poolFull d',
      'throttled own',
    ]);
  });
});

describe('the order of causes', () => {
  function losing(perMinute: number, name: string, severity: 'warn' | 'crit' = 'crit'): TroubledFunction {
    return troubled(name, {
      reasons: [reasonOf('errors', { severity })],
      minutes: minutesOf(...times(9, {}), { errors: perMinute }),
    });
  }

  it.each([
    { first: 'what is critical', functions: [losing(90, 'b', 'warn'), losing(1, 'a')], order: ['a', 'b'] },
    {
      first: 'lost data before what will hurt, though the newest minute lost none',
      functions: [
        withRules('a', 'use'),
        troubled('b', {
          reasons: [reasonOf('deadLetterErrors')],
          minutes: minutesOf(...times(7, {}), { deadLetterErrors: 7 }, {}, {}),
        }),
      ],
      order: ['b', 'a'],
    },
    { first: 'names among equals', functions: [losing(5, 'b'), losing(5, 'a')], order: ['a', 'b'] },
  ])('puts $first first', ({ functions, order }) => {
    expect(causesOf(functions, null).map(({ functionName }) => functionName)).toEqual(order);
  });

  it('does not depend on the order of the functions', () => {
    const functions = [losing(5, 'a'), losing(5, 'b'), rejected('c', 5), withRules('d', 'use')];
    expect(causesOf(functions.toReversed(), pressure(1))).toEqual(causesOf(functions, pressure(1)));
  });
});
