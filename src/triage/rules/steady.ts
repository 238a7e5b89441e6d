import type { EpochMs } from '../../lambda/time.ts';
import { calledMinutes, failsAsEver } from '../change/steady-failures.ts';
import { type FunctionMinute, total } from '../minute/function-minute.ts';
import type { Reason } from './reason.ts';

interface Hurting {
  readonly reasons: readonly Reason[];
  readonly minutes: readonly FunctionMinute[];
}

/** What fails alike in all of the time that is known. */
export interface Steady {
  /** Errors over invocations of all that time: no minute of it stands for more than another. */
  readonly rate: number;
  /** The first minute that was called: it began before that. */
  readonly sinceMs: EpochMs;
}

/**
 * Nobody saw it begin, and nothing changed since: an outage of yesterday looks like what was never otherwise, so this says
 * nothing of how bad it is. Null where something began, or other rules are broken too.
 */
export function steadyOf({ reasons, minutes }: Hurting): Steady | null {
  // What the log says of the same failures is no other rule.
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
