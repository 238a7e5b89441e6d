import { HOUR_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-log.ts';
import { utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { percent } from '../../sentence/amount-words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file.ts';
import type { Weighed } from '../claim.ts';
import { logLines, metric } from '../evidence.ts';
import { shareOfFailures } from '../failure-share.ts';
import { signatureOf } from '../log-signature.ts';
import { comparedEvidence, wordingLine } from '../pattern-claims.ts';
import type { Advice, Case, SuspectRule } from '../suspect.ts';
import { isClose, releaseBefore } from './deployment.ts';
import { hurtsByErrors } from './endings.ts';
import { failingRate, isAsOften, namedShare, rootedLine, signatureOfWording } from './told-failures.ts';

/** The code fails by itself: one message explains most of it, and is none of those that are known. */
export const ownError: SuspectRule = {
  name: 'ownError',
  weigh(file, onsets) {
    const { firstMs } = onsets;
    if (!hurtsByErrors(file)) return null;
    if (file.log?.groups.length === 0) return ownByPattern(file);
    const found = shareOfFailures(file, (group) => isOwn(group));
    const first = file.log?.groups.find(isOwn);
    if (found === null || first === undefined) return null;
    const single = shareOfFailures(file, (group) => group === first);
    const share = single?.share ?? 0;
    if (share < SIGNS.someFailures) return null;
    const pro: Weighed[] = [
      {
        weight: share >= SIGNS.mostFailures ? 3 : 1,
        says: words`${strong(safe`${wholePercentText(share)} %`)} of the failures in its log since ${utcMinute(found.fromMs)} say ${rootedLine(first)}`,
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
          : words`lmon does not know what it was sent`,
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
    const named = namedShare(file);
    if (named >= SIGNS.partOfFailures)
      contra.push({
        weight: 1.5,
        says: words`${wholePercentText(named)} % of its failures name a cause: this may be what wraps it`,
        evidence: logLines(file),
      });
    const release = releaseBefore(file, onsets);
    if (release !== null && isClose(release))
      contra.push({
        weight: 1.5,
        says: words`${release.says}: what it says may come with that`,
        evidence: release.evidence,
      });
    return {
      title: OWN_TITLE,
      pro,
      contra,
      advice: OWN_ADVICE,
    };
  },
};

const OWN_TITLE = words`an error of its code or its input`;
const OWN_ADVICE: Advice = {
  now: words`read one invocation that failed, from its first line`,
  next: words`compare what failed and what did not: path, tenant, message type`,
  later: words`check what comes in where it comes in`,
  harms: null,
};

/** Of lines without a level one that is new, names no other cause and is said by as many calls as fail. */
function ownByPattern(file: CaseFile): Case | null {
  const rate = failingRate(file);
  const change = file.reading?.comparison?.patterns.find(
    ({ isNew, ofFailed, ofOthers, wording }) =>
      isNew && ofFailed === null && isAsOften(ofOthers ?? 0, rate) && signatureOfWording(wording) === null,
  );
  if (change === undefined || rate === null) return null;
  return {
    title: OWN_TITLE,
    pro: [
      {
        weight: 2.5,
        says: words`new in its log since it began, in ${percent(change.ofOthers ?? 0)} of the calls, and ${percent(rate)} fail: ${wordingLine(change)}`,
        evidence: comparedEvidence(file),
      },
    ],
    contra: [
      {
        weight: 0.5,
        says: words`no line of its log says which calls fail: that these are the same is not sure`,
        evidence: comparedEvidence(file),
      },
    ],
    advice: OWN_ADVICE,
  };
}

function isOwn(group: FailureGroup): boolean {
  return (group.kind === 'ended' || group.kind === 'logged') && signatureOf(group) === null;
}
