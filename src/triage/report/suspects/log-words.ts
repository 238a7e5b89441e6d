import { HOUR_MS, MINUTE_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-log.ts';
import type { PatternChange, SaidPattern } from '../../../logs/story/pattern-changes.ts';
import type { Line } from '../../../terminal/line.ts';
import { groupedText, shareText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { total } from '../../minute/function-minute.ts';
import { percent } from '../../sentence/amount-words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file.ts';
import type { Weighed } from '../claim.ts';
import { logLines, metric } from '../evidence.ts';
import { shareOfFailures } from '../failure-share.ts';
import { LOG_SIGNATURES, type LogSignature, signatureOf } from '../log-signature.ts';
import { comparedEvidence, saidLine, wordingLine } from '../pattern-claims.ts';
import type { Advice, Case, SuspectRule } from '../suspect.ts';
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
          : { weight: 1, says: words`most of its failures say something else`, evidence: logLines(file) },
      ],
      advice: signature.advice,
    };
  },
}));

/** The part of the failures that name any cause. */
function namedShare(file: CaseFile): number {
  return shareOfFailures(file, (group) => signatureOf(group) !== null)?.share ?? 0;
}

/** What names the cause stands in what a line says, or in the error that this wraps. */
function namingLine(group: FailureGroup, { pattern }: LogSignature): Line {
  return pattern.test(group.says) ? saidLine(group) : rootedLine(group);
}

/** What a line says, and the error that it wraps or keeps beside that. */
function rootedLine(group: FailureGroup): Line {
  const { says, root } = group;
  if (root === undefined || says.includes(root)) return saidLine(group);
  return words`${saidLine(group)} (${saidLine({ says: root })})`;
}

/**
 * What has no level can't be told for a failure by its line alone, as where Go's own logger writes: but it came when it
 * began, or failed calls alone say it.
 */
function namedByPattern(file: CaseFile, { name, title, lookAlike, advice }: LogSignature): Case | null {
  if ((file.log?.groups ?? []).length > 0) return null;
  const change = file.reading?.comparison?.patterns.find(
    (each) => (each.isNew || isOfFailed(each)) && signatureOfWording(each.wording)?.name === name,
  );
  const says =
    change === undefined
      ? saidAsOften(file, ({ wording }) => signatureOfWording(wording)?.name === name)
      : words`${whyTold(change)}: ${wordingLine(change)}`;
  if (says === null) return null;
  return {
    title,
    pro: [{ weight: 4, says, evidence: comparedEvidence(file) }],
    contra: [{ weight: 0, says: lookAlike, evidence: comparedEvidence(file) }],
    advice,
  };
}

function signatureOfWording(wording: readonly string[]): LogSignature | null {
  return signatureOf({ kind: 'logged', says: rawText(wording.join(' ')) });
}

/** What fails for as long as anybody knows is not new: but about as many calls say it as fail. */
function saidAsOften(file: CaseFile, isMeant: (said: SaidPattern) => boolean): Line | null {
  const rate = failingRate(file);
  const said = file.reading?.comparison?.said.find((each) => isMeant(each) && isAsOften(each.ofRuns, rate));
  return said === undefined || rate === null
    ? null
    : words`said in ${percent(said.ofRuns)} of the calls, and ${percent(rate)} fail: ${wordingLine(said)}`;
}

/** Of the calls whose log was read, by the metrics; null where none failed. */
function failingRate({ minutes, reading }: CaseFile): number | null {
  const now = reading?.comparison?.now;
  if (now === undefined) return null;
  const read = minutes.filter(({ minuteMs }) => minuteMs > now.fromMs - MINUTE_MS && minuteMs < now.toMs);
  const failed = total(read, ({ errors }) => errors);
  return failed === 0
    ? null
    : failed /
        Math.max(
          1,
          total(read, ({ invocations }) => invocations),
        );
}

/** Calls that are read are a part of those that are counted. */
const AS_OFTEN = 1.5;

function isAsOften(share: number, rate: number | null): boolean {
  return rate !== null && share <= AS_OFTEN * rate && share >= rate / AS_OFTEN;
}

function isOfFailed({ ofFailed, ofOthers }: PatternChange): boolean {
  return ofFailed !== null && ofOthers !== null && ofFailed >= SIGNS.ofFailed && ofOthers <= SIGNS.ofOthers;
}

function whyTold({ isNew, ofFailed, ofOthers }: PatternChange): SafeText {
  if (isNew || ofFailed === null || ofOthers === null) return safe`new in its log since it began`;
  return safe`said in ${shareText(ofFailed)} of the calls that fail, and in ${shareText(ofOthers)} of the others`;
}

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
