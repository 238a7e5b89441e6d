import { HOUR_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-log.ts';
import type { PatternChange } from '../../../logs/story/pattern-changes.ts';
import { groupedText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file.ts';
import type { Weighed } from '../claim.ts';
import { logLines, metric } from '../evidence.ts';
import { shareOfFailures } from '../failure-share.ts';
import { LOG_SIGNATURES, type LogSignature, signatureOf } from '../log-signature.ts';
import { comparedEvidence, saidLine, wordingLine } from '../pattern-claims.ts';
import type { Case, SuspectRule } from '../suspect.ts';
import { isClose, releaseBefore } from './deployment.ts';
import { hurtsByErrors } from './endings.ts';

/** Causes that failures name in their own words. */
export const namedInLog: readonly SuspectRule[] = LOG_SIGNATURES.map((signature) => ({
  name: signature.name,
  weigh(file) {
    if (!hurtsByErrors(file)) return null;
    const found = shareOfFailures(file, (group) => signatureOf(group)?.name === signature.name);
    if (found === null) return namedByPattern(file, signature);
    if (found.share < SIGNS.someFailures) return null;
    const { share, group, count } = found;
    return {
      title: signature.title,
      pro: [
        {
          weight: share >= SIGNS.mostFailures ? 5 : 2,
          says: words`${strong(safe`${wholePercentText(share)} %`)} of its failures (${groupedText(count)}): ${saidLine(group)}`,
          evidence: logLines(file, group),
        },
      ],
      contra: [
        share >= SIGNS.mostFailures
          ? { weight: 0, says: signature.lookAlike, evidence: logLines(file) }
          : { weight: 1, says: words`most of its failures say something else`, evidence: logLines(file) },
      ],
      advice: signature.advice,
    };
  },
}));

/**
 * What has no level can't be told for a failure by its line alone, as where Go's own logger writes: but it came when it
 * began, or failed calls alone say it.
 */
function namedByPattern(file: CaseFile, { name, title, lookAlike, advice }: LogSignature): Case | null {
  if ((file.log?.groups ?? []).length > 0) return null;
  const change = file.reading?.comparison?.patterns.find(
    (each) =>
      (each.isNew || isOfFailed(each)) &&
      signatureOf({ kind: 'logged', says: rawText(each.wording.join(' ')) })?.name === name,
  );
  if (change === undefined) return null;
  return {
    title,
    pro: [
      {
        weight: 4,
        says: words`${whyTold(change)}: ${wordingLine(change)}`,
        evidence: comparedEvidence(file),
      },
    ],
    contra: [{ weight: 0, says: lookAlike, evidence: comparedEvidence(file) }],
    advice,
  };
}

function isOfFailed({ ofFailed, ofOthers }: PatternChange): boolean {
  return ofFailed !== null && ofOthers !== null && ofFailed >= SIGNS.ofFailed && ofOthers <= SIGNS.ofOthers;
}

function whyTold({ isNew, ofFailed, ofOthers }: PatternChange): SafeText {
  if (isNew || ofFailed === null || ofOthers === null) return safe`new in its log since it began`;
  return safe`said in ${wholePercentText(ofFailed)} % of the calls that fail, and in ${wholePercentText(ofOthers)} % of the others`;
}

/** The code fails by itself: one message explains most of it, and is none of those that are known. */
export const ownError: SuspectRule = {
  name: 'ownError',
  weigh(file, onsets) {
    const { firstMs } = onsets;
    if (!hurtsByErrors(file)) return null;
    const found = shareOfFailures(file, (group) => isOwn(group));
    const first = file.log?.groups.find(isOwn);
    if (found === null || first === undefined) return null;
    const single = shareOfFailures(file, (group) => group === first);
    const share = single?.share ?? 0;
    if (share < SIGNS.someFailures) return null;
    const pro: Weighed[] = [
      {
        weight: share >= SIGNS.mostFailures ? 3 : 1,
        says: words`${strong(safe`${wholePercentText(share)} %`)} of the failures in its log since ${utcMinute(found.fromMs)} say ${saidLine(first)}`,
        evidence: logLines(file, first),
      },
    ];
    const changedMs = file.configuration.lastModifiedMs;
    const isOld = changedMs !== null && firstMs !== null && firstMs - changedMs > 24 * HOUR_MS;
    const contra: Weighed[] = [
      {
        weight: 0.5,
        says: isOld
          ? words`its code has not changed for more than a day: what it is sent may have`
          : words`what it was sent lmon does not know`,
        evidence: logLines(file),
      },
    ];
    if (!file.reasons.some(({ rule }) => rule === 'errors'))
      contra.push({
        weight: 2,
        says: words`hardly any of its calls fails: what it logs, most of them survive`,
        evidence: [metric(file, 'Errors', 'Sum')],
      });
    const isOlder = file.reasons.some(({ rule, sinceMs }) => rule === 'errors' && sinceMs === null);
    if (isOlder && firstMs !== null)
      contra.push({
        weight: 3,
        says: words`it failed as often before: that is not what began`,
        evidence: [metric(file, 'Errors', 'Sum')],
      });
    const release = releaseBefore(file, onsets);
    if (release !== null && isClose(release))
      contra.push({
        weight: 1.5,
        says: words`${release.says}: what it says may come with that`,
        evidence: release.evidence,
      });
    return {
      title: words`an error of its code or its input`,
      pro,
      contra,
      advice: {
        now: words`read one invocation that failed, from its first line`,
        next: words`compare what failed and what did not: path, tenant, message type`,
        later: words`check what comes in where it comes in`,
        harms: null,
      },
    };
  },
};

function isOwn(group: FailureGroup): boolean {
  return (group.kind === 'ended' || group.kind === 'logged') && signatureOf(group) === null;
}
