import type { LogLevel } from '../../../lambda/line/shape/log-level.ts';
import { HOUR_MS } from '../../../lambda/time.ts';
import { cameWithIt, type SaidPattern } from '../../../logs/comparison/pattern-changes.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import type { Line } from '../../../terminal/line.ts';
import { utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { percent } from '../../sentence/amount-words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { hurtsByErrors } from '../case-file/hurts-by-errors.ts';
import { verb } from '../case-file/tense.ts';
import { isClose, releaseBefore } from '../changes/release.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { Advice, Case, SuspectRule } from '../claims/suspect.ts';
import { namedByFailed } from '../said/failed-call-signs.ts';
import { namedShare, signatureOf, signatureOfWording } from '../said/log-signature.ts';
import { comparedEvidence } from '../said/pattern-claims.ts';
import { failingRate, isAsOften, saidAsOften, saidShareText } from '../said/pattern-frequency.ts';
import { rootedLine, wordingLine } from '../said/said-line.ts';

/** The code fails by itself: one message explains most failures, and it is none of the known causes. */
export const ownError: SuspectRule = {
  name: 'ownError',
  weigh(file, onsets) {
    const { firstMs } = onsets;
    if (!hurtsByErrors(file)) return null;
    const byPattern = tellsNoEnds(file) ? ownByPattern(file) : null;
    if (byPattern !== null || file.log?.groups.length === 0) return byPattern;
    const found = shareOfFailures(file, (group) => isOwn(group));
    const first = file.log?.groups.find(isOwn);
    if (found === null || first === undefined) return null;
    const single = shareOfFailures(file, (group) => group === first);
    const share = single?.share ?? 0;
    if (share < SIGNS.someFailures) return null;
    const pro: Weighed[] = [
      {
        weight: share >= SIGNS.mostFailures ? 3 : 1,
        says: words`${strong(safe`${wholePercentText(share)} %`)} of the failures in its log since ${utcMinute(found.fromMs)} ${verb(file, 'say', 'said')} ${rootedLine(first)}`,
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
        says: words`hardly any of its calls ${verb(file, 'fails', 'failed')}: what it ${verb(file, 'logs', 'logged')}, most of them ${verb(file, 'survive', 'survived')}`,
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
        says: words`${wholePercentText(named)} % of its failures ${verb(file, 'name', 'named')} a cause: this may be what wraps it`,
        evidence: logLines(file),
      });
    else if (namedByFailed(file) !== null)
      contra.push({
        weight: 3,
        says: words`failed calls ${verb(file, 'say what names', 'said what named')} a cause: this may be what wraps it`,
        evidence: comparedEvidence(file),
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

/** Whether no line tells which calls failed: then the most frequent error may be one that calls survive. */
function tellsNoEnds({ log, reading }: CaseFile): boolean {
  const isUntold = reading?.comparison?.now.failed === 0;
  return isUntold && (log?.groups ?? []).every(({ endedCount }) => endedCount === null);
}

/**
 * Where no line tells which calls fail: a pattern that is new, or a constant warning or worse, names no other cause and
 * is as frequent as the failures.
 */
function ownByPattern(file: CaseFile): Case | null {
  const says = cameWithFailures(file) ?? saidAsOften(file, isOwnWarning);
  if (says === null) return null;
  return {
    title: OWN_TITLE,
    pro: [{ weight: 2.5, says, evidence: comparedEvidence(file) }],
    contra: [
      {
        weight: 0.5,
        says: words`no line of its log says which calls ${verb(file, 'fail', 'failed')}: that these are the same is not sure`,
        evidence: comparedEvidence(file),
      },
    ],
    advice: OWN_ADVICE,
  };
}

function cameWithFailures(file: CaseFile): Line | null {
  const rate = failingRate(file);
  const change = file.reading?.comparison?.patterns.find(
    (each) =>
      cameWithIt(each) &&
      each.ofFailed === null &&
      isAsOften(file, each.ofOthers ?? 0) &&
      signatureOfWording(each.wording) === null,
  );
  if (change === undefined || rate === null) return null;
  const since = change.isNew ? safe`new in its log since it began` : safe`said far more often since it began`;
  return words`${since}, in ${saidShareText(file, change.ofOthers ?? 0)}, and ${percent(rate)} ${verb(file, 'fail', 'failed')}: ${wordingLine(change)}`;
}

function isOwnWarning({ level, wording }: SaidPattern): boolean {
  return level !== null && BAD_LEVELS.has(level) && signatureOfWording(wording) === null;
}

const BAD_LEVELS: ReadonlySet<LogLevel> = new Set(['WARN', 'ERROR', 'FATAL']);

function isOwn(group: FailureGroup): boolean {
  return (group.kind === 'ended' || group.kind === 'logged') && signatureOf(group) === null;
}
