import { describe, expect, it } from 'vitest';
import type { BindingLimit } from '../../../src/capacity/assessment.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { utcMinute } from '../../../src/terminal/quantity.ts';
import type { Tense } from '../../../src/terminal/tense.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { whySteps } from '../../../src/triage/sentence/why.ts';
import type { WhyFacts } from '../../../src/triage/sentence/why-facts.ts';
import { assessmentOf, minuteMsAt, minutesOf, poolOf700, reasonOf, times, troubled } from '../troubled.ts';
import { WORDS_OF_NOW } from './words-of-now.ts';

function facts(more: Partial<WhyFacts> = {}): WhyFacts {
  return { ...troubled('checkout-api'), timeoutMs: 10_000, hasEventSource: false, ...more };
}

function stepsInWords(given: WhyFacts, tense: Tense = 'present'): readonly string[] {
  return whySteps(given, tense).map(
    ({ kind, atMs, says }) =>
      `${kind === 'likely' ? kind : atMs === null ? '' : utcMinute(atMs)} ${lineText(says)}`,
  );
}

const THROTTLING = {
  minutes: minutesOf(...times(9, {}), { throttles: 25 }),
  reasons: [reasonOf('throttles')],
};

function throttledAt(limit: BindingLimit, more: Partial<WhyFacts> = {}): WhyFacts {
  return facts({ ...THROTTLING, assessment: assessmentOf(limit), ...more });
}

describe('a step of the explanation', () => {
  it('is missing if nothing is wrong', () => {
    expect(whySteps(facts(), 'present')).toEqual([]);
  });

  it.each([
    {
      limit: { kind: 'reserved', value: 1_200, inUse: 1_200 },
      step: '02:05Z met the reserved limit of 1,200; 20.0 % turned away now, callers get 429',
    },
    {
      limit: poolOf700(700),
      step: '02:05Z the account pool of 700 ran out; 20.0 % turned away now, callers get 429',
    },
    {
      limit: poolOf700(140),
      step: '02:05Z met a request or scaling rate, with concurrency to spare; 20.0 % turned away now, callers get 429',
    },
    {
      limit: { kind: 'source', value: 10, inUse: 10 },
      step: '02:05Z all 10 shard workers are busy; 20.0 % turned away now, callers get 429',
    },
    {
      limit: { kind: 'off', value: 0, inUse: 0 },
      step: '02:05Z is switched off: it reserves 0; 20.0 % turned away now, 25 a minute, callers get 429',
    },
    {
      limit: { kind: 'unknown', because: 'denied' },
      step: "02:05Z a limit that lmon can't see was met; 20.0 % turned away now, callers get 429",
    },
    {
      limit: { kind: 'unknown', because: 'unread', answer: 'awaited' },
      step: '02:05Z 20.0 % turned away now, callers get 429; reading which limit it met',
    },
    {
      limit: { kind: 'unknown', because: 'unread' },
      step: '02:05Z a limit that could not be read was met; 20.0 % turned away now, callers get 429',
    },
  ] as const)('about throttles is $step', ({ limit, step }) => {
    expect(stepsInWords(throttledAt(limit))[0]).toBe(step);
  });

  it.each([
    { pain: 'throttles', beside: 'use', step: ' uses 96 % of its limit' },
    {
      pain: 'errors',
      beside: 'timeout',
      step: ' the longest call in 15 min took 96 % of the 10.0 s timeout',
    },
  ] as const)(
    'about $beside is missing beside $pain unless only that is critical',
    ({ pain, beside, step }) => {
      const tells = (pains: 'warn' | 'crit', severity: 'warn' | 'crit', stream: 'warn' | 'crit' = 'warn') => {
        const reasons = [
          reasonOf(beside, { severity, value: 0.96, sinceMs: null }),
          reasonOf(pain, { severity: pains }),
          reasonOf('iteratorAge', { severity: stream }),
        ];
        return stepsInWords(facts({ reasons })).includes(step);
      };
      expect(tells('warn', 'crit')).toBe(true);
      expect(tells('crit', 'crit')).toBe(false);
      expect(tells('warn', 'warn')).toBe(false);
      expect(tells('warn', 'crit', 'crit')).toBe(false);
    },
  );

  it('about throttles says how many and who notices if their limit is named above', () => {
    const facts = throttledAt({ kind: 'off', value: 0, inUse: 0 });
    expect(stepsInWords({ ...facts, limitIsSaid: true })).toEqual([
      '02:05Z 20.0 % turned away now, 25 a minute, callers get 429',
      'likely on purpose: ask who set it to 0, then undo it',
    ]);
  });

  it.each([
    {
      who: 'its event source',
      hasEventSource: true,
      ending: 'turned away now, its event source tries again',
    },
    { who: 'callers', hasEventSource: false, ending: 'turned away now, callers get 429' },
    { who: 'nobody, where lmon may not see who calls', hasEventSource: null, ending: 'turned away now' },
  ])('says what throttles mean for $who', ({ hasEventSource, ending }) => {
    expect(stepsInWords(throttledAt(poolOf700(700), { hasEventSource }))[0]).toMatch(
      new RegExp(`${ending}$`),
    );
  });

  it.each([
    {
      reason: reasonOf('errors', { value: 0.3 }),
      minutes: minutesOf(...times(9, {}), { errors: 42 }),
      step: '02:05Z errors at 42.0 % of calls now',
    },
    {
      reason: reasonOf('errors', { value: 0.3, sinceMs: null }),
      minutes: minutesOf(...times(10, {})),
      step: ' errors at 30.0 % of calls in 5 min, none in the newest',
    },
    {
      reason: reasonOf('throttles', { value: 0.3, sinceMs: null }),
      minutes: minutesOf(...times(10, {})),
      step: ' met the reserved limit of 100; 30.0 % turned away in 5 min, none in the newest, callers get 429',
    },
    {
      reason: reasonOf('iteratorAge', { value: 360_000 }),
      minutes: minutesOf(...times(10, {})),
      step: '02:05Z records wait 6 min before they are read',
    },
    {
      reason: reasonOf('deadLetterErrors', { value: 7, sinceMs: null }),
      minutes: minutesOf(...times(9, {}), { deadLetterErrors: 7 }),
      step: ' 7 events could not be written to its dead-letter target; they are gone',
    },
    {
      reason: reasonOf('deadLetterErrors', { value: 7, sinceMs: null }),
      minutes: minutesOf(...times(9, {}), { asyncEventsDropped: 7 }),
      step: ' 7 events had no place to go; they are gone',
    },
    {
      reason: reasonOf('deadLetterErrors', { value: 7, sinceMs: null }),
      minutes: minutesOf(...times(9, {}), { asyncEventsDropped: 7, destinationFailures: 7 }),
      step: ' 7 events could not be sent to its destination; they are gone',
    },
    {
      reason: reasonOf('use', { value: 0.83, sinceMs: null }),
      minutes: minutesOf(...times(10, {})),
      step: ' uses 83 % of its limit',
    },
    {
      reason: reasonOf('eta', { value: 540_000, sinceMs: null }),
      minutes: minutesOf(...times(10, {})),
      step: ' at this pace its limit is met in ~9 min',
    },
    {
      reason: reasonOf('timeout', { value: 0.96, sinceMs: null }),
      minutes: minutesOf(...times(10, {})),
      step: ' the longest call in 15 min took 96 % of the 10.0 s timeout',
    },
    {
      reason: reasonOf('silence', { value: 2_508, sinceMs: minuteMsAt(5) }),
      minutes: minutesOf(...times(5, {}), ...times(12, null)),
      step: '02:04Z last call; usually 2,508 a minute',
    },
    {
      reason: reasonOf('pool', { value: 0.65, sinceMs: null }),
      minutes: minutesOf(...times(10, {})),
      step: ' holds 30 of the account pool; the pool is 65 % full',
    },
    {
      reason: reasonOf('pool', { value: 0.65, sinceMs: null, shortMs: 770_000 }),
      minutes: minutesOf(...times(10, {})),
      step: ' holds 30 of the account pool; full in ~12 min',
    },
    {
      reason: reasonOf('pool', { value: 0.65, sinceMs: null, shortMs: 20_000 }),
      minutes: minutesOf(...times(10, {})),
      step: ' holds 30 of the account pool; full within 1 min',
    },
  ])('about $reason.rule is $step', ({ reason, minutes, step }) => {
    expect(stepsInWords(facts({ reasons: [reason], minutes }))).toEqual([step]);
  });

  it('names the queue that did not take its events, which is to be looked at', () => {
    const reasons = [reasonOf('deadLetterErrors', { value: 7, sinceMs: null })];
    const lost = facts({ reasons, minutes: minutesOf(...times(9, {}), { deadLetterErrors: 7 }) });
    expect(stepsInWords({ ...lost, deadLetterName: rawText('lost-mails') })).toEqual([
      ' 7 events could not be written to its dead-letter target lost-mails; they are gone',
    ]);
  });

  it('says of silence that nobody reads its sources, where that is why', () => {
    const reasons = [reasonOf('silence', { value: 2_508, sinceMs: minuteMsAt(5) })];
    const minutes = minutesOf(...times(5, {}), ...times(12, null));
    const silent = (names: readonly string[]) =>
      stepsInWords(facts({ reasons, minutes, switchedOffSources: names.map(rawText) }))[0];
    expect(silent(['orders'])).toMatch(
      /a minute; its mapping of orders is switched off: what arrives there waits$/,
    );
    expect(silent(['orders', 'returns'])).toMatch(
      /; its 2 mappings are switched off: what arrives there waits$/,
    );
  });

  it('about a filling pool has the same time as the sentence above it', () => {
    const assessment = {
      ...assessmentOf({ kind: 'account', value: 765, inUse: 607 }),
      eta: { earlyMs: 140_000, likelyMs: 190_000, lateMs: 350_000 },
    };
    const reasons = [reasonOf('pool', { value: 0.79, sinceMs: null, shortMs: 190_000 })];
    expect(stepsInWords(facts({ assessment, reasons, minutes: minutesOf(...times(10, {})) }))).toEqual([
      expect.stringMatching(/of the account pool; full in ~3 min \(2 to 6\)$/),
    ]);
  });

  it('about a limit that is soon met has the same time as the sentence above it', () => {
    const eta = { earlyMs: 0, likelyMs: 20_000, lateMs: 540_000 };
    const assessment = { ...assessmentOf({ kind: 'reserved', value: 100, inUse: 96 }), eta };
    const reasons = [reasonOf('eta', { value: 20_000, sinceMs: null })];
    expect(stepsInWords(facts({ assessment, reasons, minutes: minutesOf(...times(10, {})) }))).toEqual([
      ' at this pace its limit is met within 9 min',
    ]);
  });

  it('about a rate is of the longer time where nobody called lately', () => {
    const reasons = [reasonOf('errors', { value: 0.667, spanMs: 900_000 })];
    const minutes = minutesOf(...times(10, {}), ...times(6, { invocations: 0, errors: 0 }));
    expect(stepsInWords(facts({ reasons, minutes }))).toContainEqual(
      expect.stringMatching(/errors at 66.7 % of calls in 15 min$/),
    );
  });

  it('says how many stream workers are busy, never more than exist', () => {
    const assessment = assessmentOf({ kind: 'source', value: 10, inUse: 10.8 });
    const steps = stepsInWords(facts({ reasons: [reasonOf('iteratorAge', { value: 60_000 })], assessment }));
    expect(steps).toEqual(['02:05Z records wait 1 min before they are read; ~10 of 10 shard workers busy']);
  });

  it('says how fast a function fills the pool', () => {
    const reasons = [reasonOf('pool', { value: 0.65, sinceMs: null })];
    expect(stepsInWords(facts({ reasons, growthPerMinute: 12 }))[0]).toContain(
      'pool, +12.0 a minute; the pool',
    );
  });

  it.each([
    { share: 1, ending: 'of calls now; the longest calls reach the 10.0 s timeout' },
    { share: 0.85, ending: 'of calls now' },
  ])('says that calls reach the timeout only if they do ($share)', ({ share, ending }) => {
    const reasons = [reasonOf('errors'), reasonOf('timeout', { value: share })];
    const steps = stepsInWords(facts({ reasons, minutes: minutesOf(...times(9, {}), { errors: 20 }) }));
    expect(steps).toEqual([`02:05Z errors at 20.0 % ${ending}`]);
  });

  it.each([
    {
      case: 'that hurts',
      reasons: [reasonOf('pool', { value: 0.65, sinceMs: null })],
      first: '02:30Z attempts rose from 150 to 3,915 a minute',
    },
    {
      case: 'that is silent',
      reasons: [reasonOf('silence', { sinceMs: null })],
      first: '02:34Z last call; usually 0 a minute',
    },
    { case: 'that is well', reasons: [], first: undefined },
  ])('says for a function $case how its attempts changed: $first', ({ reasons, first }) => {
    const minutes = minutesOf(...times(30, { invocations: 150 }), ...times(5, { invocations: 3_915 }));
    expect(stepsInWords(facts({ reasons, minutes }))[0]).toBe(first);
  });

  it('says only once that attempts fell when calls became slower', () => {
    const minutes = minutesOf(...times(30, { invocations: 600 }), ...times(5, { invocations: 200 }));
    const durationRise = { sinceMs: minuteMsAt(30), beforeMs: 500, nowMs: 3_100 };
    expect(
      stepsInWords(facts({ reasons: [reasonOf('iteratorAge')], minutes, durationRise })).join(),
    ).toContain('while attempts fell 67 %');
    expect(
      stepsInWords(facts({ reasons: [reasonOf('iteratorAge')], minutes, durationRise })).join(),
    ).not.toContain('attempts fell from 600 to 200');
  });

  it('leaves out what follows from throttles', () => {
    const steps = stepsInWords(
      throttledAt(poolOf700(700), { reasons: [...THROTTLING.reasons, reasonOf('use')] }),
    );
    expect(steps).toHaveLength(1);
  });
});

describe('the explanation', () => {
  const slower = { sinceMs: minuteMsAt(55), beforeMs: 1_100, nowMs: 4_600 };
  const throttles = reasonOf('throttles', { sinceMs: minuteMsAt(58) });
  const minutesWith = (attemptsSince: number) =>
    minutesOf(
      ...times(55, { invocations: 100 }),
      ...times(5, { invocations: attemptsSince - 20, throttles: 20 }),
    );

  it('is in order of time and ends with what that suggests', () => {
    const given = facts({ durationRise: slower, reasons: [throttles], minutes: minutesWith(103) });
    expect(stepsInWords(given)).toEqual([
      '02:55Z average duration 1.1 s to 4.6 s while attempts stayed within 3 %',
      '02:58Z met the reserved limit of 100; 19.4 % turned away now, callers get 429',
      'likely a slow dependency, not load; a higher limit alone would load it more',
    ]);
  });

  it('claims nothing of attempts where throttles are unknown', () => {
    const minutes = minutesWith(103).map((minute) => ({ ...minute, throttles: null }));
    const steps = stepsInWords(facts({ durationRise: slower, reasons: [throttles], minutes }));
    expect(steps[0]).toBe('02:55Z average duration 1.1 s to 4.6 s');
    expect(steps.join()).not.toMatch(/attempts (stayed|rose|fell)|not load/);
  });

  it.each([
    { case: 'attempts rose', durationRise: slower, attempts: 160, change: 'rose 60 %' },
    { case: 'attempts fell', durationRise: slower, attempts: 60, change: 'fell 40 %' },
  ])('suggests nothing if $case', ({ durationRise, attempts, change }) => {
    const steps = stepsInWords(facts({ durationRise, reasons: [throttles], minutes: minutesWith(attempts) }));
    expect(steps[0]).toContain(`while attempts ${change}`);
    expect(steps.some((step) => step.startsWith('likely'))).toBe(false);
  });

  it.each([
    {
      case: 'throttles came first',
      durationRise: { ...slower, sinceMs: minuteMsAt(59) },
      reasons: [throttles],
    },
    {
      case: 'it is unknown when throttles began',
      durationRise: slower,
      reasons: [reasonOf('throttles', { sinceMs: null })],
    },
    { case: 'nothing is throttled', durationRise: slower, reasons: [] },
    { case: 'calls are as fast as ever', durationRise: null, reasons: [throttles] },
  ])('suggests nothing if $case', ({ durationRise, reasons }) => {
    const steps = stepsInWords(facts({ durationRise, reasons, minutes: minutesWith(100) }));
    expect(steps.some((step) => step.startsWith('likely'))).toBe(false);
  });

  it('says nothing about traffic before the first known minute', () => {
    const steps = stepsInWords(
      facts({ durationRise: { ...slower, sinceMs: minuteMsAt(0) }, minutes: minutesOf({}, {}) }),
    );
    expect(steps).toEqual(['02:00Z average duration 1.1 s to 4.6 s']);
  });
});

describe('the explanation of a past moment', () => {
  const change = [...times(30, { invocations: 150 }), ...times(5, { invocations: 3_915, errors: 400 })];
  const eta = { earlyMs: 60_000, likelyMs: 120_000, lateMs: 240_000 };
  const limits: readonly BindingLimit[] = [
    { kind: 'reserved', value: 100, inUse: 96 },
    { kind: 'source', value: 10, inUse: 10 },
    { kind: 'source', value: 10, inUse: 2, pool: { value: 700, inUse: 700 } },
    { kind: 'provisioned', value: 10, inUse: 10 },
    { kind: 'off', value: 0, inUse: 0 },
    poolOf700(700),
  ];
  const rules = [
    ...(['throttles', 'errors', 'deadLetterErrors', 'iteratorAge', 'redrive', 'backlog'] as const),
    ...(['use', 'eta', 'timeout', 'memory', 'silence', 'pool'] as const),
  ];

  it.each(rules)('has no word of now: %s', (rule) => {
    for (const limit of limits)
      for (const more of [{ shortMs: 20_000 }, {}]) {
        const given = facts({
          reasons: [reasonOf(rule, { value: 0.9, ...more })],
          assessment: { ...assessmentOf(limit), eta },
          minutes: minutesOf(...change, { throttles: 25, redriveDepth: 9 }),
          switchedOffSources: [rawText('orders')],
          growthPerMinute: 12,
        });
        for (const step of stepsInWords(given, 'past').filter((each) => !each.includes('on purpose')))
          expect(step).not.toMatch(WORDS_OF_NOW);
      }
  });

  it('tells how traffic went and what was expected', () => {
    const ramp = minutesOf(...times(20, {}).map((minute, at) => ({ ...minute, invocations: 100 + 40 * at })));
    const assessment = { ...assessmentOf({ kind: 'reserved', value: 100, inUse: 96 }), eta };
    const given = facts({ reasons: [reasonOf('eta', { sinceMs: null })], assessment, minutes: ramp });
    expect(stepsInWords(given, 'past').at(-1)).toBe(
      ' at that pace its limit was to be met in ~2 min (1 to 4)',
    );
  });
});

describe('the step about a redrive queue', () => {
  const orders = { queueName: rawText('orders-failed'), maximumReceives: 3 };
  const given = {
    reasons: [reasonOf('redrive', { severity: 'warn', value: 3.2 })],
    minutes: minutesOf(...times(9, {}), { redriveDepth: 148, redriveGrowth: 3 }),
  };

  it.each([
    {
      redrives: [orders],
      step: '02:05Z 3.2 messages a minute fail 3 times; 148 wait in orders-failed',
    },
    {
      redrives: [orders, { ...orders, queueName: rawText('refunds-failed') }],
      step: '02:05Z 3.2 messages a minute fail for good; 148 wait in its 2 redrive queues',
    },
  ])('is $step', ({ redrives, step }) => {
    expect(stepsInWords(facts({ ...given, redrives }))).toEqual([step]);
  });
});
