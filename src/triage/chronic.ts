import { MINUTE_MS } from '../lambda/time.ts';
import type { Line } from '../terminal/line.ts';
import { ageText, percentText } from '../terminal/quantity.ts';
import { safe } from '../terminal/safe-text.ts';
import { strong, words } from '../terminal/words.ts';
import { type FunctionMinute, total } from './function-minute.ts';
import type { Reason } from './rules.ts';
import { calledMinutes, failsAsEver } from './steady-failures.ts';

interface Hurting {
  readonly reasons: readonly Reason[];
  readonly minutes: readonly FunctionMinute[];
}

/**
 * Whether all that hurts has hurt alike for as long as anything is known: then nothing happened. The rule stays broken, and
 * a change of the rate ends it.
 */
export function isChronic({ reasons, minutes }: Hurting): boolean {
  const [reason, ...others] = reasons;
  if (reason?.rule !== 'errors' || others.length > 0) return false;
  if (reason.severity === 'crit' || reason.sinceMs !== null) return false;
  return failsAsEver(minutes);
}

/** Of all the time that is known: no minute of it stands for more than another. */
export function chronicRate(minutes: readonly FunctionMinute[]): number {
  const served = total(minutes, ({ invocations }) => invocations);
  return served === 0 ? 0 : total(minutes, ({ errors }) => errors) / served;
}

/** In the same words wherever it is said. */
export function chronicWords(minutes: readonly FunctionMinute[]): Line {
  const rate = strong(safe`${percentText(chronicRate(minutes))} %`);
  return words`fails ${rate} of calls, as in all of the ${ageText(spanOf(minutes))} that are known: chronic, nothing new`;
}

/** From the first minute that was called to the last. */
function spanOf(minutes: readonly FunctionMinute[]): number {
  const known = calledMinutes(minutes);
  const first = known[0];
  const last = known.at(-1);
  return first === undefined || last === undefined ? 0 : last.minuteMs - first.minuteMs + MINUTE_MS;
}
