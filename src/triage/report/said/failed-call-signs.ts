import type { HitShare } from '../../../logs/comparison/hit-shares.ts';
import type { PatternChange } from '../../../logs/comparison/pattern-changes.ts';
import type { Line } from '../../../terminal/line.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { signatureOfWording } from './log-signature.ts';
import type { LogSignature } from './log-signatures.ts';
import { isAsOften } from './pattern-frequency.ts';
import { wordingLine } from './said-line.ts';

export function isOfFailed({ ofFailed, ofOthers }: PatternChange): boolean {
  return ofFailed !== null && ofOthers !== null && ofFailed >= SIGNS.ofFailed && ofOthers <= SIGNS.ofOthers;
}

/** "Answered 500" also occurs only in failed calls: a line that is no error describes how a call ended. */
export function isErrorOfFailed(change: PatternChange): boolean {
  return isOfFailed(change) && (change.level === 'ERROR' || change.level === 'FATAL');
}

/** An error that only failed calls have, and that names a cause; null for none. */
export function namedByFailed({ reading }: CaseFile): LogSignature | null {
  const change = reading?.comparison?.patterns.find(
    (each) => isErrorOfFailed(each) && signatureOfWording(each.wording) !== null,
  );
  return change === undefined ? null : signatureOfWording(change.wording);
}

/** What distinguishes failed calls. */
export interface FailedHits {
  readonly hits: readonly HitShare[];
  /** The pattern whose calls are taken as failed; null where the log tells which failed. */
  readonly saying: Line | null;
}

/**
 * Where no line tells which calls failed, the calls with a pattern that came with the trouble are taken as failed, if
 * they are as many.
 */
export function failedHits(file: CaseFile): FailedHits {
  const comparison = file.reading?.comparison;
  if (comparison == null) return { hits: [], saying: null };
  const { hits, hitsOf, otherHits = [] } = comparison;
  if (hitsOf === null) return { hits, saying: null };
  const told = [{ of: hitsOf, hits }, ...otherHits].find(({ of }) => isAsOften(file, of.ofOthers ?? 0));
  return { hits: told?.hits ?? [], saying: wordingLine(told?.of ?? hitsOf) };
}
