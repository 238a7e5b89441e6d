import { type PastErrors, pastErrorRises } from '../../change/hurt-onset.ts';
import type { CaseFile } from './case-file.ts';

/** More errors that came and went, of a function that fails now as it did before them; null where there were none. */
export function pastOutage({ reasons, minutes, thresholds }: CaseFile): PastErrors | null {
  const isUndated = reasons.some(({ rule, sinceMs }) => rule === 'errors' && sinceMs === null);
  return isUndated ? (pastErrorRises(minutes, thresholds)[0] ?? null) : null;
}
