import type { Threshold } from '../thresholds.ts';
import type { Reason } from './reason.ts';

/** From where on a value is bad that is worse the more there is of it; null below that. */
export function graded(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value >= critAt ? 'crit' : value >= warnAt ? 'warn' : null;
}

/** The same of a time that is left, which is worse the less there is of it; null where there is more. */
export function gradedSooner(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value <= critAt ? 'crit' : value <= warnAt ? 'warn' : null;
}
