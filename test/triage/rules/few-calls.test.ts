import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../src/triage/rules/reason.ts';
import { brokenRules } from '../../../src/triage/rules/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { timelineOf } from '../../../src/triage/timeline/timeline.ts';
import {
  assessmentOf,
  type KnownMinute,
  minuteMsAt,
  minutesOf,
  poolOf700,
  reasonOf,
  times,
  troubled,
} from '../troubled.ts';

const KNOWN_MINUTES = 180;

/** The verdicts of the error rule minute by minute, each from three hours and its previous verdict. */
function verdictsOf(all: readonly KnownMinute[]): readonly (Reason | null)[] {
  const minutes = minutesOf(...all);
  const told: (Reason | null)[] = [];
  for (let end = Math.min(KNOWN_MINUTES, 100); end <= minutes.length; end += 1) {
    const before = told.at(-1) ?? null;
    const reasons = brokenRules({
      minutes: minutes.slice(Math.max(0, end - KNOWN_MINUTES), end),
      timeoutMs: 10_000,
      assessment: assessmentOf(poolOf700(1)),
      thresholds: DEFAULT_THRESHOLDS,
      carried: before === null ? [] : [before],
    });
    told.push(reasons.find(({ rule }) => rule === 'errors') ?? null);
  }
  return told;
}

/** Minutes of two calls, a random share of which fails. */
function byChance(count: number, share: number): readonly KnownMinute[] {
  let seed = 7;
  const fails = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return seed / 2 ** 32 < share ? 1 : 0;
  };
  return Array.from({ length: count }, () => ({ invocations: 2, errors: fails() + fails() }));
}

const began = (told: readonly (Reason | null)[]) =>
  told.filter((reason, place) => place > 0 && reason !== null && told[place - 1] === null).length;

describe('errors among few calls', () => {
  it.each([0.05, 0.08, 0.12, 0.15, 0.2])(
    'begin hardly ever in a day if %s of them fail as always',
    (share) => {
      expect(began(verdictsOf(byChance(KNOWN_MINUTES + 1_440, share)))).toBeLessThanOrEqual(3);
    },
  );

  it('are judged as before, however many fail by chance in five minutes', () => {
    const told = verdictsOf(byChance(KNOWN_MINUTES + 360, 0.2));
    expect(new Set(told.map((reason) => reason?.severity))).toEqual(new Set(['crit']));
    expect(Math.max(...told.map((reason) => reason?.value ?? 0))).toBeLessThan(0.3);
  });

  it('are over a quarter of an hour after the last call, however steadily they failed until then', () => {
    const told = verdictsOf([...byChance(KNOWN_MINUTES + 60, 0.2), ...times(15, { invocations: 0 })]);
    expect(told.at(-15)).not.toBeNull();
    expect(told.at(-1)).toBeNull();
  });

  const CALM = times(100, { invocations: 2 });
  const HALF = times(20, { invocations: 2, errors: 1 });
  const [FAILS, FINE] = [{ invocations: 2, errors: 1 }, { invocations: 2 }];
  const SOME = times(6, [FAILS, FAILS, FINE]).flat();
  const clean = (count: number) => times(count, FINE);

  it('are over after five clean minutes if half of the calls failed', () => {
    expect(verdictsOf([...CALM, ...HALF, ...clean(4)]).at(-1)).not.toBeNull();
    expect(verdictsOf([...CALM, ...HALF, ...clean(5)]).at(-1)).toBeNull();
  });

  it('continue through five clean minutes if one in seven failed, with the same date', () => {
    const fewer = times(5, [FAILS, FINE, FINE, FAILS, FINE, FINE, FINE]).flat();
    const told = verdictsOf([...CALM, ...SOME, ...fewer, ...clean(5), FAILS]);
    expect(began(told)).toBe(1);
    expect(told.at(-1)?.sinceMs).toBe(told.at(-7)?.sinceMs);
    expect(told.at(-1)?.spanMs).toBe(15 * 60_000);
  });

  it('are over after a quarter of an hour without any', () => {
    expect(verdictsOf([...CALM, ...SOME, ...clean(15)]).at(-1)).toBeNull();
  });

  it('have no end in the timeline while they continue', () => {
    const minutes = minutesOf(...CALM, ...SOME, ...clean(6), FAILS);
    const reasons = [reasonOf('errors', { sinceMs: minuteMsAt(100) })];
    const of = troubled('nightly', { minutes, reasons });
    const events = timelineOf([{ ...of, thresholds: DEFAULT_THRESHOLDS }], {
      pressure: null,
      growsSinceMs: null,
      full: [],
    });
    expect(events.map(({ kind }) => kind)).toEqual(['errorsBegan']);
  });
});
