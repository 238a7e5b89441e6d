import type { LogComparison } from '../../../logs/comparison/log-comparison.ts';
import type { PatternChange } from '../../../logs/comparison/pattern-changes.ts';
import { groupedText, shareText, utcSecond } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Claim, Evidence } from '../claims/claim.ts';
import { signatureOfWording } from './log-signature.ts';
import { isAsOften } from './pattern-frequency.ts';
import { wordingLine } from './said-line.ts';

/** Says that a pattern became more or less frequent, or occurs only in failed calls. */
export interface PatternClaim extends Claim {
  readonly change: PatternChange;
}

const LEAST_TIMES = 1.5;
const LEAST_GAP = 0.1;
/** Smaller shares are next to none. */
const LEAST_SHARE = 0.005;
/** With fewer failed calls, a missing pattern is chance. */
const FEWEST_FAILED = 10;
/** A pattern in this share of the successful calls reflects a change in all calls. */
const MOST_OTHERS = 0.5;

/** Patterns that are new, or that only failed calls have; most telling first. */
export function patternClaims(file: CaseFile): readonly PatternClaim[] {
  const comparison = file.reading?.comparison;
  if (comparison == null) return [];
  const { failed } = comparison.now;
  return likeliestFirst(file, comparison)
    .filter((change) => isTelling(change) && !isOfFewOthers(change, failed))
    .map((change) => ({
      change,
      says: words`${wordingLine(change)}${toned('dim', safe`  ${sharesText(change, failed)}${firstText(change)}`)}`,
      evidence: comparedEvidence(file),
    }));
}

/** A pattern that is hardly more frequent, and common to all calls, means nothing, however certain the difference. */
function isTelling({ factor, ofFailed, ofOthers }: PatternChange): boolean {
  const isAsOften = factor !== null && factor > 1 / LEAST_TIMES && factor < LEAST_TIMES;
  return !isAsOften || Math.abs((ofFailed ?? 0) - (ofOthers ?? 0)) >= LEAST_GAP;
}

/**
 * Where no line shows which calls failed, patterns that name a cause rank above merely new ones, and so do patterns as
 * frequent as the failures.
 */
function likeliestFirst(file: CaseFile, { now, patterns }: LogComparison): readonly PatternChange[] {
  if (now.failed > 0) return patterns;
  const rank = ({ isNew, wording, ofOthers }: PatternChange) =>
    isNew ? 2 * Number(signatureOfWording(wording) !== null) + Number(isAsOften(file, ofOthers ?? 0)) : 0;
  return patterns.toSorted((one, other) => rank(other) - rank(one));
}

/** With enough failed calls, a pattern that next to none of them has is not about the failures. */
function isOfFewOthers({ ofFailed, ofOthers }: PatternChange, failed: number): boolean {
  const isOfHardlyAny = ofFailed !== null && ofFailed < LEAST_SHARE;
  return isOfHardlyAny && failed >= FEWEST_FAILED && (ofOthers ?? 0) < MOST_OTHERS;
}

/** The two spans of the log that were compared. */
export function comparedEvidence({ reading, configuration }: CaseFile): readonly Evidence[] {
  const comparison = reading?.comparison;
  if (comparison == null) return [];
  const { logGroup } = configuration;
  return [comparison.now, ...(comparison.before === null ? [] : [comparison.before])].map(
    ({ fromMs, toMs }) => ({
      source: 'log',
      logGroup,
      fromMs,
      toMs,
      requestId: null,
    }),
  );
}

function sharesText({ ofFailed, ofOthers, countNow, countBefore }: PatternChange, failed: number): SafeText {
  const isOfNone = ofFailed === 0;
  if (ofFailed !== null && (!isOfNone || failed >= FEWEST_FAILED))
    return safe`in ${isOfNone ? safe`none of the` : safe`${shareText(ofFailed)} of`} failed calls${ofOthers === null ? safe`` : safe`, ${shareText(ofOthers)} of the others`}`;
  return countBefore === null
    ? safe`${groupedText(countNow)} lines`
    : safe`${groupedText(countNow)} lines, ${groupedText(countBefore)} before`;
}

function firstText({ isNew, firstMs, isFirstKnown }: PatternChange): SafeText {
  if (!isNew) return safe``;
  return isFirstKnown ? safe`; first at ${utcSecond(firstMs)}` : safe`; at ${utcSecond(firstMs)} or before`;
}
