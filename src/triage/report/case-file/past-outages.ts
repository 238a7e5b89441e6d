import { type PastErrors, pastErrorRises } from '../../change/past-errors.ts';
import type { CaseFile } from './case-file.ts';

/** Rises of errors that came and went, of a function whose present failures have no known onset. Oldest first. */
export function pastOutages({ reasons, minutes, thresholds }: CaseFile): readonly PastErrors[] {
  const isUndated = reasons.some(({ rule, sinceMs }) => rule === 'errors' && sinceMs === null);
  return isUndated ? pastErrorRises(minutes, thresholds) : [];
}
