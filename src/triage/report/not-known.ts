import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { LogComparison } from '../../logs/comparison/log-comparison.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { Line } from '../../terminal/line.ts';
import { groupedText, utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toCopy, words } from '../../terminal/words.ts';
import { ofMetrics, type UnjudgedRule } from '../rules/unjudged.ts';
import { ruleNouns } from '../sentence/rule-nouns.ts';
import type { CaseFile, LogTestimony } from './case-file/case-file.ts';
import { hurtsByErrors } from './case-file/hurts-by-errors.ts';
import { logLossOf } from './case-file/log-loss.ts';
import type { Suspect } from './claims/suspect.ts';
import { askingMore } from './commands.ts';
import { blockedShardOf } from './suspects/blocked-shard.ts';
import { LEAST_LIKELY } from './verdict.ts';

/** What the report can't say, so that it does not sound more certain than it is. Never empty. */
export function notKnownOf(file: CaseFile, suspects: readonly Suspect[], access: AwsAccess): readonly Line[] {
  const { log, aliases, eventSources, denied } = file;
  const lines: Line[] = [];
  if (log === null) lines.push(words`what its log says: ${whyNoLog(file)}${onlyInLog(file)}`);
  else if (!log.hasLines)
    lines.push(
      words`what its log says: it holds no line from ${utcMinute(log.fromMs)} to ${utcMinute(log.toMs)}${onlyInLog(file)}`,
    );
  else if (!log.isComplete)
    lines.push(
      words`all failures in its log of ${utcMinute(log.fromMs)} to ${utcMinute(log.toMs)}: there are more than were read, so counts from the log are at least so many`,
    );
  else
    lines.push(
      words`failures in its log before ${utcMinute(log.fromMs)}: ${alsoRead(file, log)}${further(file, access)}`,
    );
  lines.push(...unjudgedLines(file));
  if (!aliases.known)
    lines.push(
      words`aliases and how their versions fare: ${aliases.because === 'denied' ? safe`denied` : safe`not read`}`,
    );
  if (!eventSources.known) lines.push(words`who calls it by an event source mapping`);
  lines.push(...dependencyLines(suspects));
  if (suspects.length > 0 && file.trail === null)
    lines.push(
      words`who changed what: CloudTrail was not asked${toAsk(askingMore(file, safe`--cloudtrail`, access), safe`to ask it`)}`,
    );
  if (suspects[0]?.name === 'blockedShard' && blockedShardOf(file) === null)
    lines.push(words`which shard stands still: IteratorAge is one for all shards, and its log names none`);
  if (suspects.some(({ name }) => name === 'retryStorm'))
    lines.push(words`whether the same request comes again: ids of callers are not compared`);
  if (file.reasons.length > 0 && (suspects[0]?.confidence ?? 0) < LEAST_LIKELY) lines.push(UNSEEN_CAUSES);
  const loss = logLossOf(file);
  if (loss !== null)
    lines.push(
      words`all that its log would say: of ${groupedText(loss.calls)} calls it tells ${groupedText(loss.told)} whole, so lines were dropped or sampled, and what is drawn from them is partial`,
    );
  for (const action of denied) lines.push(words`${safeText(action)}: denied`);
  return lines.length === 0 ? [words`what its callers see`] : lines;
}

/** Their absence would pass for none. */
function unjudgedLines({ notJudged, assessment: { limit } }: CaseFile): readonly Line[] {
  const rulesOf = (because: UnjudgedRule['because']) =>
    ofMetrics(notJudged).flatMap((each) => (each.because === because ? [each.rule] : []));
  const [denied, unread] = [rulesOf('denied'), rulesOf('unread')];
  // Where it is denied, the action is named.
  const lacksLimit = notJudged.some(({ rule, because }) => rule === 'use' && because === 'unread');
  const isAwaited = limit.kind === 'unknown' && limit.answer === 'awaited';
  return [
    ...(lacksLimit
      ? [
          words`how much of its limit is used, and when it is met: the limit ${isAwaited ? safe`is being read` : safe`could not be read`}`,
        ]
      : []),
    ...(denied.length === 0 ? [] : [words`${ruleNouns(denied)}: metrics denied`]),
    ...(unread.length === 0 ? [] : [words`${ruleNouns(unread)}: no answer for these metrics`]),
  ];
}

/** Only an error means that it can't be read. */
function whyNoLog({ logIsUnread }: CaseFile): SafeText {
  if (logIsUnread === undefined) return safe`it could not be read`;
  switch (logIsUnread) {
    case 'beingRead':
      return safe`it is being read`;
    case 'callsStopped':
      return safe`it is not read, as calls to AWS are stopped`;
    case 'notAsked':
      return safe`it was not read`;
  }
}

/** What looks clear because nobody could say otherwise. */
function onlyInLog(file: CaseFile): SafeText {
  return hurtsByErrors(file) ? safe`; whether calls ran out of memory, only it tells` : safe``;
}

function further(file: CaseFile, access: AwsAccess): Line {
  return file.further === null
    ? toAsk(askingMore(file, safe`--insights`, access), safe`to read further back`)
    : [];
}

/** Last in its line, where it can begin a row of its own. */
function toAsk(command: SafeText | null, purpose: SafeText): Line {
  return command === null ? [] : words`; ${purpose}: ${toCopy(command)}`;
}

/** The calls behind "who is affected" may be older: from around the onset. */
function alsoRead({ reading }: CaseFile, { fromMs }: Pick<LogTestimony, 'fromMs'>): SafeText {
  const comparison = reading?.comparison;
  const older = [comparison?.before, comparison?.now].flatMap((span) =>
    span != null && span.fromMs < fromMs ? [spanText(span.fromMs, Math.min(span.toMs, fromMs))] : [],
  );
  if (older.length === 0) return safe`not read`;
  return safe`only those of ${joinSafe(older, safe` and `)} were read${searchedText(comparison, fromMs)}`;
}

/** With seconds where minutes would be nearly equal. */
function spanText(fromMs: EpochMs, toMs: EpochMs): SafeText {
  const at = toMs - fromMs < 2 * MINUTE_MS ? utcSecond : utcMinute;
  return safe`${at(fromMs)} to ${at(toMs)}`;
}

/** Between the two compared spans, only the first lines of new patterns are searched for. */
function searchedText(comparison: LogComparison | null | undefined, fromMs: EpochMs): SafeText {
  const isTold = comparison?.patterns.some(
    ({ isNew, isFirstKnown, firstMs }) => isNew && isFirstKnown && firstMs < fromMs,
  );
  if (comparison?.before == null || isTold !== true) return safe``;
  return safe`; from ${utcMinute(comparison.before.toMs)} on, only first lines of new patterns were searched for`;
}

/** Shown where no visible cause explains it, so that these don't seem to have been checked. */
const UNSEEN_CAUSES = words`causes of which lmon sees no evidence: what fails before Lambda counts a call (its key, role or network refused at once), the answers that gateways and callers get, one Availability Zone`;

/** Only a named dependency can be checked by others. */
function dependencyLines(suspects: readonly Suspect[]): readonly Line[] {
  const slow = suspects.find(({ name }) => name === 'slowDependency');
  if (slow === undefined) return [];
  const { dependency } = slow;
  return [
    dependency === undefined
      ? words`which service it waits for, if any: no line of its failures names one`
      : words`how ${safeText(dependency)} is doing: lmon sees only the calls that it got from here`,
  ];
}
