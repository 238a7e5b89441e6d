import type { FunctionMinute } from '../function-minute.ts';
import { countChanges } from '../onset/count-changes.ts';
import type { CaseFile } from './case-file.ts';

/** Less than this is no time in which something could be called usual. */
const FEWEST_MINUTES = 90;

/** Whether all that hurts has hurt alike for as long as anything is known: then nothing happened. */
export function isChronic({ reasons, minutes, severity }: CaseFile): boolean {
  if (severity === 'crit' || reasons.length === 0) return false;
  const known = minutes.filter(({ invocations }) => (invocations ?? 0) > 0);
  if (known.length < FEWEST_MINUTES) return false;
  return reasons.every(({ rule }) => rule === 'errors') && countChanges(known.map(failures)).length === 0;
}

function failures({ errors, invocations }: FunctionMinute) {
  return { count: errors ?? 0, total: invocations ?? 0 };
}
