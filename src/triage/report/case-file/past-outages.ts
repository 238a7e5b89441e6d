import { type PastErrors, pastErrorRises } from '../../change/past-errors.ts';
import type { CaseFile } from './case-file.ts';

/** More errors that came and went, of a function of which nobody saw begin what fails now. Oldest first. */
export function pastOutages({ reasons, minutes, thresholds }: CaseFile): readonly PastErrors[] {
  const isUndated = reasons.some(({ rule, sinceMs }) => rule === 'errors' && sinceMs === null);
  return isUndated ? pastErrorRises(minutes, thresholds) : [];
}
