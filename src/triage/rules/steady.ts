import type { EpochMs } from '../../lambda/time.ts';
import { calledMinutes, failsAsEver } from '../change/steady-failures.ts';
import { type FunctionMinute, total } from '../minute/function-minute.ts';
import type { Reason } from './reason.ts';

interface Hurting {
  readonly reasons: readonly Reason[];
  readonly minutes: readonly FunctionMinute[];
}

/** Constant failures over all known minutes. */
export interface Steady {
  /** Errors over invocations of that whole time: no minute is more typical than another. */
  readonly rate: number;
  /** The first minute with calls: the failures began before it. */
  readonly sinceMs: EpochMs;
}

/**
 * Without a visible onset or change: yesterday's outage looks the same as permanent failures, so this says nothing
 * about severity. Null where something began, or other rules are broken too.
 */
export function steadyOf({ reasons, minutes }: Hurting): Steady | null {
  // Memory is the log's explanation of the same failures, not a separate rule.
  const [reason, ...others] = reasons.filter(({ rule }) => rule !== 'memory');
  if (reason?.rule !== 'errors' || others.length > 0 || reason.sinceMs !== null) return null;
  return failsAsEver(minutes) ? { rate: rateOf(minutes), sinceMs: firstCalledMs(minutes) } : null;
}

function rateOf(minutes: readonly FunctionMinute[]): number {
  const served = total(minutes, ({ invocations }) => invocations);
  return served === 0 ? 0 : total(minutes, ({ errors }) => errors) / served;
}

function firstCalledMs(minutes: readonly FunctionMinute[]): EpochMs {
  return calledMinutes(minutes)[0]?.minuteMs ?? 0;
}
