import type { FunctionMinute } from '../minute/function-minute.ts';
import { countChanges } from '../onset/count-changes.ts';
import { STEADY } from '../thresholds.ts';

/** Whether calls failed alike for as long as anything is known: then nothing began, however few more or less a minute has. */
export function failsAsEver(minutes: readonly FunctionMinute[]): boolean {
  const known = calledMinutes(minutes);
  if (known.length < STEADY.fewestMinutes) return false;
  const early = known.slice(0, known.length / 2);
  return early.some(({ errors }) => (errors ?? 0) > 0) && countChanges(known.map(failures)).length === 0;
}

export function calledMinutes(minutes: readonly FunctionMinute[]): readonly FunctionMinute[] {
  return minutes.filter(({ invocations }) => (invocations ?? 0) > 0);
}

function failures({ errors, invocations }: FunctionMinute) {
  return { count: errors ?? 0, total: invocations ?? 0 };
}
