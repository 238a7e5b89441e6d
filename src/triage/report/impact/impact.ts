import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { ageInWords, groupedText, percentText, utcMinute } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { isPoolCause } from '../../cause/pool-cause.ts';
import { lossWayOf } from '../../minute/event-loss.ts';
import { lostEventsOf, total } from '../../minute/function-minute.ts';
import type { RuleName } from '../../rules/reason.ts';
import type { PastTrouble } from '../../timeline/past-trouble.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Claim } from '../claims/claim.ts';
import { metric } from '../claims/evidence.ts';
import { callWaysOf, lastPlaceOf } from './call-ways.ts';
import { sinceText } from './since-text.ts';
import { steadyErrors } from './steady-errors.ts';
import { knownSince, trendOf } from './trend.ts';
import { backloggedWork, redrivenMessages, waitingRecords } from './waiting.ts';

/**
 * The damage and its trend: lost data first, then throttled, failed or delayed work, then the callers and what becomes
 * of their calls, and how it develops.
 */
export function impactOf(file: CaseFile): readonly Claim[] {
  const { aboutToExpire, waiting } = waitingRecords(file);
  const rejected = counted(file, 'throttles', ({ throttles }) => throttles);
  const failed = counted(file, 'errors', ({ errors }) => errors);
  return [
    ...lostEvents(file),
    ...aboutToExpire,
    ...counts(file, rejected, turnedAwayWords(file), metric(file, 'Throttles', 'Sum', rejected?.sinceMs)),
    ...failedCalls(file, failed),
    ...redrivenMessages(file),
    ...backloggedWork(file),
    ...waiting,
    ...missingCalls(file),
    ...nobodyYet(file),
    ...callWaysOf(file, (rejected?.count ?? 0) + (failed?.count ?? errorsBesides(file))),
    ...(file.past === null ? trendOf(file) : endOf(file, file.past)),
  ];
}

/** How it ended. */
function endOf(file: CaseFile, { endedMs }: PastTrouble): readonly Claim[] {
  const began = file.reasons.flatMap(({ sinceMs }) => sinceMs ?? []);
  const lasted = began.length === 0 ? safe`` : safe`, after ${ageInWords(endedMs - Math.min(...began))}`;
  return [
    {
      says: words`over since ${strong(utcMinute(endedMs))}${lasted}`,
      evidence: [metric(file, 'Errors', 'Sum'), metric(file, 'Throttles', 'Sum')],
    },
  ];
}

interface Counted {
  readonly count: number;
  readonly sinceMs: EpochMs | null;
}

/** The count since the rule is broken; null without one: a few constant errors are no impact. */
function counted(
  file: CaseFile,
  rule: RuleName,
  count: (minute: CaseFile['minutes'][number]) => number | null,
): Counted | null {
  const reason = file.reasons.find((each) => each.rule === rule);
  if (reason === undefined) return null;
  return { count: total(knownSince(file, reason.sinceMs), count), sinceMs: reason.sinceMs };
}

function counts(
  file: CaseFile,
  counted: Counted | null,
  what: SafeText,
  evidence: Claim['evidence'][number],
): readonly Claim[] {
  if (counted === null || counted.count === 0) return [];
  return [
    {
      says: words`${strong(groupedText(counted.count))} ${what} ${sinceText(file, counted.sinceMs)}`,
      evidence: [evidence],
    },
  ];
}

/** Below the sentence on a full pool, which is of all functions that it turns away, a count would be taken for theirs. */
function turnedAwayWords({ cause, configuration }: CaseFile): SafeText {
  return cause !== null && isPoolCause(cause)
    ? safe`calls of ${safeText(configuration.name)} turned away`
    : safe`calls turned away`;
}

function failedCalls(file: CaseFile, failed: Counted | null): readonly Claim[] {
  if (failed === null) return failedBesides(file);
  return failed.sinceMs === null
    ? steadyErrors(file, failed.count)
    : counts(file, failed, safe`calls failed`, metric(file, 'Errors', 'Sum', failed.sinceMs));
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (DeadLetterErrors, DestinationDeliveryFailures) */
function lostEvents(file: CaseFile): readonly Claim[] {
  const lost = counted(file, 'deadLetterErrors', lostEventsOf);
  if (lost === null) return [];
  const { count, sinceMs } = lost;
  const place = lastPlaceOf(file);
  const how =
    lossWayOf(file.minutes) === 'dropped' || place === null
      ? safe`they had no place to go`
      : safe`${place} did not take them`;
  return [
    {
      says: words`${strong(safe`${groupedText(count)} events ${verb(file, 'are', 'were')} lost`, 'crit')} ${sinceText(file, sinceMs)}: ${how}, and Lambda has them no more`,
      evidence: [
        metric(file, 'DeadLetterErrors', 'Sum', sinceMs),
        metric(file, 'DestinationDeliveryFailures', 'Sum', sinceMs),
        metric(file, 'AsyncEventsDropped', 'Sum', sinceMs),
      ],
    },
  ];
}

function missingCalls(file: CaseFile): readonly Claim[] {
  const { reasons, toMs } = file;
  const reason = reasons.find(({ rule }) => rule === 'silence');
  if (reason === undefined || reason.sinceMs === null) return [];
  const count = (reason.value * (toMs - reason.sinceMs)) / MINUTE_MS;
  return [
    {
      says: words`about ${strong(groupedText(count))} calls that usually come ${verb(file, 'are', 'were')} missing since ${utcMinute(reason.sinceMs)}`,
      evidence: [metric(file, 'Invocations', 'Sum')],
    },
  ];
}

/** Rules that only forecast, or that only name the origin of what others count. */
const FORESEEING: ReadonlySet<RuleName> = new Set(['use', 'eta', 'pool', 'timeout', 'memory']);

function nobodyYet(file: CaseFile): readonly Claim[] {
  const { reasons } = file;
  if (reasons.length === 0 || reasons.some(({ rule }) => !FORESEEING.has(rule))) return [];
  if (errorsBesides(file) > 0) return [];
  if (file.notJudged.some(({ rule }) => rule === 'throttles' || rule === 'errors')) return [];
  const says = reasons.every(({ rule }) => rule === 'timeout')
    ? words`no call failed so far`
    : words`nobody ${verb(file, 'is', 'was')} turned away so far`;
  return [{ says, evidence: [metric(file, 'Throttles', 'Sum'), metric(file, 'Errors', 'Sum')] }];
}

/** Failures that the verdict tells of, although too few of the judged calls failed to break the rule. */
function failedBesides(file: CaseFile): readonly Claim[] {
  const failed = errorsBesides(file);
  if (failed === 0) return [];
  const calls = total(knownSince(file, null), ({ invocations }) => invocations);
  return [
    {
      says: words`${strong(groupedText(failed))} of ${groupedText(calls)} calls failed ${sinceText(file, null)}${allWeekText(file)}`,
      evidence: [metric(file, 'Errors', 'Sum'), metric(file, 'Invocations', 'Sum')],
    },
  ];
}

function allWeekText({ chronic }: CaseFile): SafeText {
  return chronic === null ? safe`` : safe`, about ${percentText(chronic.rate)} % as all week`;
}

/** Failed calls although no error rule is broken, for a function near its timeout or out of memory. */
function errorsBesides(file: CaseFile): number {
  const tellsOfFailures = file.reasons.some(({ rule }) => rule === 'timeout' || rule === 'memory');
  return tellsOfFailures ? total(knownSince(file, null), ({ errors }) => errors) : 0;
}
