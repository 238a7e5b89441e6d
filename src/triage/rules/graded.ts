import type { Threshold } from '../thresholds.ts';
import type { Reason } from './reason.ts';

/** The severity of a value that is worse the higher it is; null below the thresholds. */
export function graded(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value >= critAt ? 'crit' : value >= warnAt ? 'warn' : null;
}

/** The severity of a remaining time, which is worse the shorter it is; null above the thresholds. */
export function gradedSooner(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value <= critAt ? 'crit' : value <= warnAt ? 'warn' : null;
}
