import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { durationInWords, percentText, utcSecond } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Reason } from '../rules/reason.ts';
import { hourWords } from '../sentence/time-words.ts';
import { trafficWords } from '../sentence/traffic-words.ts';
import { SIGNS } from '../thresholds.ts';
import { type CaseFile, windowOf } from './case-file/case-file.ts';
import type { Onsets } from './case-file/onsets.ts';
import { pastOutages } from './case-file/past-outages.ts';
import { tenseOfReport } from './case-file/tense.ts';
import type { RankedChange } from './changes/ranked-changes.ts';
import type { Claim } from './claims/claim.ts';
import { api, metric } from './claims/evidence.ts';
import { newAlarms } from './impact/alarms.ts';
import { isFedByStreams } from './impact/call-ways.ts';
import { comparedEvidence } from './said/pattern-claims.ts';
import { wordingLine } from './said/said-line.ts';

/** One entry of the timeline. */
export interface TimedClaim extends Claim {
  readonly kind: 'change' | 'symptom' | 'effect' | 'alarm';
  readonly atMs: EpochMs;
}

/** Events in order, oldest first: changes, then onsets. */
export function storyOf(
  file: CaseFile,
  onsets: Onsets,
  changes: readonly RankedChange[],
): readonly TimedClaim[] {
  const { attempts, duration, week } = onsets;
  const told: TimedClaim[] = [];
  const { fromMs } = windowOf(file);
  // Traffic is listed as a symptom.
  for (const { kind, atMs, says, evidence } of changes)
    if (kind !== 'traffic' && (atMs >= fromMs || week !== null))
      told.push({ kind: 'change', atMs, says, evidence });
  if (week !== null)
    told.push({
      kind: 'symptom',
      atMs: week.hourMs,
      says: words`errors began ${hourWords(week)}: ${percentText(week.rateBefore)} % of calls failed before, ${strong(safe`${percentText(week.rateSince)} %`)} since`,
      evidence: [api('cloudwatch:GetMetricData by the hour, of seven days')],
    });
  if (attempts !== null && !isFedByStreams(file))
    told.push({
      kind: 'symptom',
      atMs: attempts.sinceMs,
      says: trafficWords(attempts, tenseOfReport(file)),
      evidence: [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')],
    });
  if (duration !== null)
    told.push({
      kind: 'symptom',
      atMs: duration.sinceMs,
      says: words`average duration from ${strong(safe`${durationInWords(duration.beforeMs)} to ${durationInWords(duration.nowMs)}`)}`,
      evidence: [metric(file, 'Duration', 'Average')],
    });
  told.push(...file.reasons.flatMap((reason) => reasonClaim(file, reason) ?? []));
  told.push(...outageClaims(file));
  const pool = file.causes.find(({ kind }) => kind === 'poolFull');
  if (pool?.sinceMs != null)
    told.push({
      kind: 'effect',
      atMs: pool.sinceMs,
      says: words`the account pool began to turn calls away`,
      evidence: [metric(file, 'UnreservedConcurrentExecutions', 'Maximum')],
    });
  if (file.past !== null)
    told.push({
      kind: 'effect',
      atMs: file.past.endedMs,
      says: words`it was over`,
      evidence: [metric(file, 'Errors', 'Sum'), metric(file, 'Throttles', 'Sum')],
    });
  told.push(...newAlarms(file).map((claim) => ({ kind: 'alarm' as const, ...claim })));
  return told.toSorted((a, b) => a.atMs - b.atMs || PLACE[a.kind] - PLACE[b.kind]);
}

function outageClaims(file: CaseFile): readonly TimedClaim[] {
  const evidence = [metric(file, 'Errors', 'Sum')];
  return pastOutages(file).flatMap(({ sinceMs, endedMs }): readonly TimedClaim[] => [
    { kind: 'symptom', atMs: sinceMs, says: words`more calls failed than before`, evidence },
    { kind: 'effect', atMs: endedMs, says: words`no more calls failed than before`, evidence },
  ]);
}

function reasonClaim(file: CaseFile, { rule, sinceMs }: Reason): TimedClaim | null {
  if (sinceMs === null) return null;
  const at = (
    kind: TimedClaim['kind'],
    says: TimedClaim['says'],
    name: string,
    statistic: 'Sum' | 'Maximum',
  ): TimedClaim => ({
    kind,
    atMs: sinceMs,
    says,
    evidence: [metric(file, name, statistic)],
  });
  switch (rule) {
    case 'errors':
      return firstFailure(file, sinceMs) ?? at('symptom', words`errors began`, 'Errors', 'Sum');
    case 'throttles':
      return at('effect', words`throttles began`, 'Throttles', 'Sum');
    case 'iteratorAge':
      return at('effect', words`records began to wait`, 'IteratorAge', 'Maximum');
    case 'redrive':
      return at(
        'effect',
        words`messages began to go to the redrive queue`,
        'ApproximateNumberOfMessagesVisible',
        'Maximum',
      );
    case 'backlog':
      return file.waiting?.of === 'events'
        ? at('effect', words`asynchronous events began to wait`, 'AsyncEventAge', 'Maximum')
        : at('effect', words`messages began to wait`, 'ApproximateAgeOfOldestMessage', 'Maximum');
    case 'deadLetterErrors':
      return at('effect', words`events began to be lost`, 'DeadLetterErrors', 'Sum');
    case 'silence':
      return at('symptom', words`calls stopped`, 'Invocations', 'Sum');
    case 'use':
    case 'eta':
    case 'timeout':
    case 'memory':
    case 'pool':
      return null;
  }
}

/**
 * An onset by metrics dates from the minute in which the failed calls began; their errors may have been logged later.
 */
const FAILS_WITHIN_MS = 3 * MINUTE_MS;

/** The first line of a pattern that most failed calls have and others don't, where it is new. */
function firstFailure(file: CaseFile, sinceMs: EpochMs): TimedClaim | null {
  const first = (file.reading?.comparison?.patterns ?? []).find(
    ({ isNew, isFirstKnown, ofFailed, ofOthers, firstMs }) =>
      isNew &&
      isFirstKnown &&
      (ofFailed ?? 0) >= SIGNS.mostFailures &&
      (ofOthers ?? 0) < SIGNS.mostFailures &&
      firstMs >= sinceMs &&
      firstMs < sinceMs + FAILS_WITHIN_MS,
  );
  if (first === undefined) return null;
  return {
    kind: 'symptom',
    atMs: first.firstMs,
    says: words`errors began at ${utcSecond(first.firstMs)}: ${wordingLine(first)}`,
    evidence: [metric(file, 'Errors', 'Sum'), ...comparedEvidence(file)],
  };
}

/** Within a minute, possible causes come before possible effects, and traffic and duration before errors. */
const PLACE: Readonly<Record<TimedClaim['kind'], number>> = { change: 0, symptom: 1, effect: 2, alarm: 3 };
