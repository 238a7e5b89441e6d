import type { Assessment, BindingLimit } from '../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { rawText } from '../../src/terminal/text.ts';
import type { TroubledFunction } from '../../src/triage/cause/troubled-function.ts';
import { lossRank } from '../../src/triage/cause/urgency.ts';
import { type FunctionMinute, lostPerMinute } from '../../src/triage/minute/function-minute.ts';
import type { Reason, RuleName } from '../../src/triage/rules/reason.ts';
import { NO_DATA } from './no-data.ts';

export const FIRST_MINUTE_MS = Date.UTC(2026, 10, 24, 2, 0);

export function minuteMsAt(index: number): number {
  return FIRST_MINUTE_MS + index * MINUTE_MS;
}

/** The data of a minute: null means none. */
export type KnownMinute = Partial<Omit<FunctionMinute, 'minuteMs'>> & { readonly averageMs?: number };

/**
 * Consecutive minutes from 02:00Z. Null is a minute without data; otherwise 100 calls of 100 ms unless stated
 * otherwise.
 */
export function minutesOf(...minutes: readonly (KnownMinute | null)[]): readonly FunctionMinute[] {
  return minutes.map((known, index) => {
    const minuteMs = minuteMsAt(index);
    if (known === null) return { minuteMs, ...NO_DATA };
    const { averageMs = 100, invocations = 100, ...more } = known;
    return {
      minuteMs,
      ...NO_DATA,
      invocations,
      errors: 0,
      throttles: 0,
      durationSumMs: invocations === null ? null : invocations * averageMs,
      ...more,
    };
  });
}

export function times<Value>(count: number, value: Value): readonly Value[] {
  return Array<Value>(count).fill(value);
}

export const RESERVED_100: BindingLimit = { kind: 'reserved', value: 100, inUse: 30 };

export function poolOf700(inUse: number | null): BindingLimit {
  return { kind: 'account', value: 700, inUse };
}

export function assessmentOf(limit: BindingLimit, more: Partial<Assessment> = {}): Assessment {
  return {
    level: limit.kind === 'unknown' ? null : limit.inUse,
    low: null,
    high: null,
    limit,
    risk: null,
    flag: 'ok',
    reason: null,
    eta: null,
    demand: null,
    parts: [],
    judgedBy: 'minutes',
    recurringPeak: null,
    memory: null,
    ...more,
  };
}

export function reasonOf(rule: RuleName, more: Partial<Reason> = {}): Reason {
  return { rule, severity: 'crit', value: 0.1, sinceMs: minuteMsAt(5), ...more };
}

/** A function that breaks no rule, with the test's changes. */
export function troubled(name: string, more: Partial<TroubledFunction> = {}): TroubledFunction {
  const { minutes = minutesOf(...times(10, {})) } = more;
  return {
    name: rawText(name),
    reasons: [],
    assessment: assessmentOf(RESERVED_100),
    minutes,
    lossRank: lossRank(lostPerMinute(minutes)),
    durationRise: null,
    growthPerMinute: null,
    iteratorAgeGrowthMs: null,
    redrives: [],
    ...more,
  };
}

/** A function that the account pool throttled in its newest minute. */
export function rejected(name: string, throttles: number, inUse: number | null = 700): TroubledFunction {
  return troubled(name, {
    reasons: [reasonOf('throttles')],
    assessment: assessmentOf(poolOf700(inUse), { level: 5, flag: 'throttling', reason: 'rejecting now' }),
    minutes: minutesOf(...times(9, {}), { throttles }),
  });
}
