import type { Threshold } from '../thresholds.ts';
import type { Reason } from './reason.ts';

/** The severity of a value for which higher is worse; null below the thresholds. */
export function graded(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value >= critAt ? 'crit' : value >= warnAt ? 'warn' : null;
}

/** The severity of a remaining time, for which shorter is worse; null above the thresholds. */
export function gradedSooner(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value <= critAt ? 'crit' : value <= warnAt ? 'warn' : null;
}
