import type { PatternChange } from '../../../logs/comparison/pattern-changes.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import type { Line } from '../../../terminal/line.ts';
import { groupedText, shareText, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { hurtsByErrors } from '../case-file/hurts-by-errors.ts';
import { verb } from '../case-file/tense.ts';
import { logLines } from '../claims/evidence.ts';
import type { Case, SuspectRule } from '../claims/suspect.ts';
import { isErrorOfFailed, isOfFailed } from '../said/failed-call-signs.ts';
import { namedShare, signatureOf, signatureOfWording } from '../said/log-signature.ts';
import { LOG_SIGNATURES, type LogSignature } from '../said/log-signatures.ts';
import { comparedEvidence } from '../said/pattern-claims.ts';
import { saidAsOften } from '../said/pattern-frequency.ts';
import { rootedLine, saidLine, wordingLine } from '../said/said-line.ts';

/** Causes named in the text of failures. */
export const namedInLog: readonly SuspectRule[] = LOG_SIGNATURES.map((signature) => ({
  name: signature.name,
  weigh(file) {
    if (!hurtsByErrors(file)) return null;
    const found = shareOfFailures(file, (group) => signatureOf(group)?.name === signature.name);
    if (found === null || found.share < SIGNS.someFailures) return namedByPattern(file, signature);
    const { share, group, count } = found;
    const isOnlyName = share >= SIGNS.partOfFailures && namedShare(file) === share;
    return {
      title: signature.title,
      pro: [
        {
          weight: share >= SIGNS.mostFailures ? 5 : isOnlyName ? 3 : 2,
          says: words`${strong(safe`${wholePercentText(share)} %`)} of its failures (${groupedText(count)}): ${namingLine(group, signature)}`,
          evidence: logLines(file, group),
        },
      ],
      contra: [
        share >= SIGNS.mostFailures
          ? { weight: 0, says: signature.lookAlike, evidence: logLines(file) }
          : {
              weight: 1,
              says: words`most of its failures ${verb(file, 'say', 'said')} something else`,
              evidence: logLines(file),
            },
      ],
      advice: signature.advice,
    };
  },
}));

/** The cause is named in the line's text, or in the error that it wraps. */
function namingLine(group: FailureGroup, { pattern }: LogSignature): Line {
  return pattern.test(group.says) ? saidLine(group) : rootedLine(group);
}

/**
 * A line without a level can't be recognised as a failure on its own, as with Go's own logger: but its pattern is new,
 * or only failed calls have it. An error that only failed calls have counts too where the failures found name no cause:
 * a filter pattern does not find everything that application loggers write.
 */
function namedByPattern(file: CaseFile, { name, title, lookAlike, advice }: LogSignature): Case | null {
  const isFound = (file.log?.groups ?? []).length > 0;
  if (isFound && namedShare(file) >= SIGNS.someFailures) return null;
  const change = file.reading?.comparison?.patterns.find(
    (each) =>
      (isFound ? isErrorOfFailed(each) : each.isNew || isOfFailed(each)) &&
      signatureOfWording(each.wording)?.name === name,
  );
  if (change === undefined && isFound) return null;
  const says =
    change === undefined
      ? saidAsOften(file, ({ wording }) => signatureOfWording(wording)?.name === name)
      : words`${whyTold(file, change)}: ${wordingLine(change)}`;
  if (says === null) return null;
  return {
    title,
    pro: [{ weight: 4, says, evidence: comparedEvidence(file) }],
    contra: [{ weight: 0, says: lookAlike, evidence: comparedEvidence(file) }],
    advice,
  };
}

function whyTold(file: CaseFile, { isNew, ofFailed, ofOthers }: PatternChange): SafeText {
  if (isNew || ofFailed === null || ofOthers === null) return safe`new in its log since it began`;
  return safe`said in ${shareText(ofFailed)} of the calls that ${verb(file, 'fail', 'failed')}, and in ${shareText(ofOthers)} of the others`;
}
