import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../src/monitor/metric-owner.ts';
import type { MetricQuery } from '../../src/monitor/sources.ts';
import { createFactMemory } from '../../src/recording/fact-memory.ts';
import { rawText } from '../../src/terminal/text.ts';
import { bytesHeld } from '../garbage.ts';
import { scriptedFunction } from '../monitor/scripted-account.ts';

const QUERY: MetricQuery = { owner: ACCOUNT, metric: 'Invocations', statistic: 'Sum' };
const RANGE = { startMs: 0, endMs: 120_000, periodMs: 60_000 };
const POINTS = [
  { timestampMs: 0, value: 1 },
  { timestampMs: 60_000, value: 2 },
];

describe('what a new segment repeats', () => {
  it('are all points, not only those of the last answer', () => {
    const memory = createFactMemory();
    memory.newsOf(QUERY, RANGE, { points: POINTS, status: 'complete' });
    memory.newsOf(QUERY, { ...RANGE, startMs: 60_000 }, { points: POINTS.slice(1), status: 'complete' });
    expect(memory.restated(5)).toEqual([
      expect.objectContaining({
        atMs: 5,
        startMs: 0,
        endMs: 120_000,
        series: [
          {
            metric: 'Invocations',
            statistic: 'Sum',
            isDenied: false,
            points: [
              [0, 1],
              [60_000, 2],
            ],
          },
        ],
      }),
    ]);
  });

  it('includes that a series is denied', () => {
    const memory = createFactMemory();
    memory.newsOf(QUERY, RANGE, { points: [], status: 'denied' });
    expect(memory.restated(5)).toMatchObject([{ series: [{ isDenied: true }] }]);
  });

  it("is the account's last answer, though an error followed", () => {
    const memory = createFactMemory();
    const value = { concurrency: 1_000, unreservedConcurrency: 765 };
    const fact = { fact: 'known', atMs: 0, what: 'accountLimits', of: null, value } as const;
    expect([memory.learns(fact), memory.learns(fact)]).toEqual([true, false]);
    memory.forget('accountLimits', null);
    expect(memory.restated(5)).toEqual([{ ...fact, atMs: 5 }]);
    expect(memory.learns(fact)).toBe(true);
  });
});

describe('what a new segment repeats of a function', () => {
  const ofFunction = (functionName: string): MetricQuery => ({
    ...QUERY,
    owner: { kind: 'function', functionName: rawText(functionName) },
  });
  const listed = (atMs: number, ...names: readonly string[]) =>
    ({
      fact: 'known',
      atMs,
      what: 'functions',
      of: null,
      value: names.map((name) => scriptedFunction(name)),
    }) as const;
  const reservedBy = (of: string) =>
    ({ fact: 'known', atMs: 1, what: 'reservedConcurrency', of, value: 5 }) as const;

  it('is nothing once it is no longer listed: deployments of months would add up', () => {
    const memory = createFactMemory();
    memory.learns(listed(1, 'kept', 'deleted'));
    for (const name of ['kept', 'deleted']) {
      memory.newsOf(ofFunction(name), RANGE, { points: POINTS, status: 'complete' });
      memory.learns(reservedBy(name));
    }
    memory.learns(listed(2, 'kept'));
    expect(memory.restated(5)).toMatchObject([
      { what: 'functions', value: [{ name: 'kept' }] },
      { what: 'reservedConcurrency', of: 'kept' },
      { fact: 'metrics', owner: { functionName: 'kept' } },
    ]);
    expect(memory.learns(reservedBy('deleted'))).toBe(true);
  });

  it('is all of it where another Region lists others, or it is of another Region', () => {
    const memory = createFactMemory();
    memory.learns(reservedBy('kept'));
    memory.learns(reservedBy('arn:aws:lambda:us-east-1:123456789012:function:other'));
    memory.learns({ ...listed(2, 'other'), of: 'us-east-1' });
    memory.learns(listed(3, 'kept'));
    expect(memory.restated(5)).toHaveLength(4);
  });
});

describe('what a session remembers of a day', () => {
  it('are its series and a hundred thousand lines, in a few megabytes', () => {
    const bytesBefore = bytesHeld();
    const memory = createFactMemory();
    const pattern = rawText(`{ $.level = "ERROR" ${'|| $.type = "platform.report" '.repeat(5)}}`);
    let eventNumber = 0;
    for (let minute = 0; minute < DAY_MINUTES; minute++) {
      for (const functionName of FUNCTIONS) {
        const query: MetricQuery = { ...QUERY, owner: { kind: 'function', functionName } };
        memory.newsOf(query, RANGE, {
          points: [{ timestampMs: minute * 60_000, value: minute + 0.5 }],
          status: 'complete',
        });
      }
      for (let line = 0; line < 105; line++)
        memory.meets(rawText(`3916${String(eventNumber++).padStart(52, '0')}`), pattern);
    }
    expect((bytesHeld() - bytesBefore) / 2 ** 20).toBeLessThan(8);
    expect(memory.restated(0)).toHaveLength(FUNCTIONS.length);
  });

  it.each([
    ['once', []],
    ['twice', [[90, 270]]],
    [
      'three times',
      [
        [90, 270],
        [900, 1_080],
      ],
    ],
  ] as const)(
    'are all points of the three hours that are watched, and of the three viewed last in the past: %s',
    (_often, looksBefore) => {
      const memory = createFactMemory();
      const learn = (fromMinute: number, toMinute: number) => {
        for (const minute of minutesOf(fromMinute, toMinute))
          memory.newsOf(QUERY, RANGE, {
            points: [{ timestampMs: minute * 60_000, value: minute }],
            status: 'complete',
          });
      };
      learn(0, DAY_MINUTES);
      for (const [fromMinute, toMinute] of looksBefore) learn(fromMinute, toMinute);
      learn(430, 610);
      // The next poll, which covers what may still have changed.
      learn(DAY_MINUTES - 14, DAY_MINUTES + 1);
      const [fact] = memory.restated(0);
      const points = fact?.fact === 'metrics' ? (fact.series[0]?.points ?? []) : [];
      const minutes = new Set(points.map(([timestampMs]) => timestampMs / 60_000));
      const watched = minutesOf(DAY_MINUTES - 180, DAY_MINUTES + 1);
      const missing = [...minutesOf(430, 610), ...watched].filter((minute) => !minutes.has(minute));
      expect(missing).toEqual([]);
    },
  );
});

const DAY_MINUTES = 24 * 60;
const FUNCTIONS = Array.from({ length: 50 }, (_, number) => rawText(`function-${number}`));

function minutesOf(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
