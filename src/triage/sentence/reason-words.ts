import type { Line } from '../../terminal/line.ts';
import {
  ageInWords,
  countText,
  durationInWords,
  groupedText,
  percentText,
  rateText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { limitWasMet } from '../cause/rejection.ts';
import { backloggedOf } from '../minute/backlog.ts';
import { LOSS_WORDS, lossWayOf } from '../minute/event-loss.ts';
import { errorRateOf, type FunctionMinute, newestRate, throttleRateOf } from '../minute/function-minute.ts';
import { isPainful, type Reason, type RuleName } from '../rules/reason.ts';
import { failsAtTimeout, TIMEOUT_MINUTES } from '../rules/timeout.ts';
import { rateLimitText, scalingText } from './limit-words.ts';
import { workersText } from './source-words.ts';
import { aboutText, foreseen, fullWord, judgedTime, SOON_MS, untilText } from './time-words.ts';
import { messagesAMinute, nobodyReadsWords, OLDEST, redriveQueue, workersEvidence } from './waiting-words.ts';
import type { WhyFacts } from './why-facts.ts';

/** A function's trouble with its evidence; null where another sentence covers it. */
export function reasonWords(reason: Reason, facts: WhyFacts, tense: Tense): Line | null {
  const { value } = reason;
  switch (reason.rule) {
    case 'throttles':
      return throttleWords(reason, facts, tense);
    case 'errors':
      return errorWords(reason, facts, tense);
    case 'iteratorAge':
      return [
        ...words`records ${inTense(tense, 'wait', 'waited')} ${strong(ageInWords(value))} before they ${inTense(tense, 'are', 'were')} read`,
        ...(facts.workersAreSaid === true ? [] : workersEvidence(facts.assessment.limit, tense)),
      ];
    case 'deadLetterErrors':
      return words`${strong(countText(value))} events ${LOSS_WORDS[lossWayOf(facts.minutes)]}${deadLetterName(facts)}; they are gone`;
    case 'redrive':
      return redriveWords(reason, facts, tense);
    case 'backlog':
      return words`${OLDEST[backloggedOf(facts.minutes) ?? 'messages']} ${inTense(tense, 'has', 'had')} waited ${strong(ageInWords(value))}`;
    case 'pool':
      return poolWords(reason, facts, tense);
    case 'use':
      return isExplainedBy('throttles', reason, facts) ? null : limitUseWords(reason, facts, tense);
    case 'eta':
      return metWords(value, facts.assessment.eta, tense);
    case 'timeout':
      return isExplainedBy('errors', reason, facts) ? null : timeoutWords(reason, facts);
    // The log's line covers it, with the log's own count.
    case 'memory':
      return null;
    case 'silence':
      return words`last call; usually ${strong(countText(value))} a minute${nobodyReadsWords(facts.switchedOffSources ?? [], tense)}`;
  }
}

/** The limit that was met comes first, where that is known or never will be. */
function throttleWords(reason: Reason, facts: WhyFacts, tense: Tense): Line {
  const { limit } = facts.assessment;
  const rate = words`${rateWords(facts, reason, TURNED_AWAY, tense)}${refusedText(facts)}${callersFeel(facts, tense)}`;
  if (facts.limitIsSaid === true) return rate;
  return limit.kind === 'unknown' && limit.answer === 'awaited' && limitWasMet(facts) !== false
    ? words`${rate}; reading which limit it met`
    : words`${metLimit(facts, tense)}; ${rate}`;
}

/** Of a function that serves no call, no other figure tells how many come. */
function refusedText({ assessment, minutes }: WhyFacts): SafeText {
  const refused = minutes.at(-1)?.throttles ?? 0;
  return assessment.limit.kind !== 'off' || refused === 0 ? safe`` : safe`, ${groupedText(refused)} a minute`;
}

/** Which target did not take them: the reader is going to look at that queue. */
function deadLetterName({ minutes, deadLetterName: name = null }: WhyFacts): SafeText {
  return name === null || lossWayOf(minutes) !== 'deadLetterTarget' ? safe`` : safe` ${safeText(name)}`;
}

/** In less room, where there is anything to leave out; else null. */
export function brieflySaid(reason: Reason, facts: WhyFacts, tense: Tense): Line | null {
  const { rule, value } = reason;
  if (rule === 'throttles' && facts.assessment.limit.kind === 'off')
    return words`${inTense(tense, 'is', 'was')} switched off: ${rateWords(facts, reason, TURNED_AWAY, tense)}${refusedText(facts)}`;
  const name = rule === 'deadLetterErrors' ? deadLetterName(facts) : safe``;
  return name === '' ? null : words`${strong(countText(value))} events are gone, not written to${name}`;
}

function errorWords(reason: Reason, facts: WhyFacts, tense: Tense): Line {
  const atTimeout = failsAtTimeout(facts)
    ? safe`; the longest calls ${inTense(tense, 'reach', 'reached')} the ${durationInWords(facts.timeoutMs)} timeout`
    : safe``;
  return words`errors at ${rateWords(facts, reason, FAILED, tense)}${atTimeout}`;
}

interface RateOf {
  readonly rateOf: (minute: FunctionMinute) => number | null;
  readonly ofWhat: SafeText;
}

const TURNED_AWAY: RateOf = { rateOf: throttleRateOf, ofWhat: safe`turned away` };
const FAILED: RateOf = { rateOf: errorRateOf, ofWhat: safe`of calls` };

/**
 * Sentences use the same minute as the columns beside them, though rules judge five; both where they differ. Behind the
 * time when it began, they say that the rate is not of that time.
 */
function rateWords({ minutes }: WhyFacts, reason: Reason, { rateOf, ofWhat }: RateOf, tense: Tense): Line {
  const newest = newestRate(minutes, rateOf);
  const rate = words`${strong(safe`${percentText(newest || reason.value)} %`)} ${ofWhat}`;
  if (newest === null) return words`${rate} in ${judgedTime(reason.spanMs)}`;
  return newest === 0
    ? words`${rate} in ${judgedTime(reason.spanMs)}, none in the newest`
    : words`${rate}${reason.sinceMs === null ? safe`` : inTense(tense, ' now', '')}`;
}

function metLimit(facts: WhyFacts, tense: Tense): SafeText {
  const { limit, scaling } = facts.assessment;
  if (scaling !== undefined) return safe`met ${scalingText(scaling.value)}, with concurrency to spare`;
  if (limitWasMet(facts) === false) return safe`met a request or scaling rate, with concurrency to spare`;
  switch (limit.kind) {
    case 'reserved':
      return safe`met the reserved limit of ${groupedText(limit.value)}`;
    case 'account':
      return safe`the account pool of ${groupedText(limit.value)} ran out`;
    case 'source':
      return limit.pool === undefined
        ? safe`all ${workersText(limit)} ${inTense(tense, 'are', 'were')} busy`
        : safe`the account pool of ${groupedText(limit.pool.value)} ran out`;
    case 'requestRate':
      return safe`met ${rateLimitText(limit.value)}`;
    case 'provisioned':
      return safe`all ${groupedText(limit.value)} provisioned ${inTense(tense, 'are', 'were')} busy`;
    case 'off':
      return inTense(tense, 'is switched off: it reserves 0', 'was switched off: it reserved 0');
    case 'unknown':
      return limit.because === 'denied'
        ? safe`a limit that lmon can't see was met`
        : safe`a limit that could not be read was met`;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html */
function callersFeel({ hasEventSource }: WhyFacts, tense: Tense): SafeText {
  if (hasEventSource === null) return safe``;
  return hasEventSource
    ? safe`, its event source ${inTense(tense, 'tries', 'tried')} again`
    : safe`, callers ${inTense(tense, 'get', 'got')} 429`;
}

function redriveWords(reason: Reason, { redrives, minutes }: WhyFacts, tense: Tense): Line {
  const [redrive] = redrives;
  const isOne = redrive !== undefined && redrives.length === 1;
  const often = isOne ? safe`${groupedText(redrive.maximumReceives)} times` : safe`for good`;
  const where = isOne
    ? safeText(redrive.queueName)
    : redriveQueue(redrives.map(({ queueName }) => queueName));
  const waiting = minutes.at(-1)?.redriveDepth ?? null;
  const then =
    waiting === null
      ? safe` and ${inTense(tense, 'go', 'went')} to ${where}`
      : safe`; ${groupedText(waiting)} ${inTense(tense, 'wait', 'waited')} in ${where}`;
  return words`${strong(messagesAMinute(reason.value))} ${inTense(tense, 'fail', 'failed')} ${often}${then}`;
}

function poolWords(reason: Reason, { assessment, growthPerMinute }: WhyFacts, tense: Tense): Line {
  const own = strong(groupedText(assessment.level ?? 0));
  const pace =
    growthPerMinute !== null && growthPerMinute > 0 ? safe`, +${rateText(growthPerMinute)} a minute` : safe``;
  return words`${inTense(tense, 'holds', 'held')} ${own} of the account pool${pace}; ${poolState(reason, assessment, tense)}`;
}

/** Where only the likely time is known, as in the sentence above. */
function metWords(likelyMs: number, eta: WhyFacts['assessment']['eta'], tense: Tense): Line {
  const is = foreseen(eta, tense, ['is', 'was', 'was to be']);
  const soon = eta === null ? soonText(likelyMs) : untilText(eta, tense);
  return words`at ${foreseen(eta, tense, ['this', 'that', 'that'])} pace its limit ${is} met ${strong(soon)}`;
}

/** A likely time alone. */
function soonText(likelyMs: number): SafeText {
  return likelyMs < SOON_MS ? safe`within 1 min` : safe`in ${aboutText(likelyMs)}`;
}

/** How full the pool is, or when it will be: whichever broke the rule. */
function poolState(
  { value, shortMs }: Reason,
  { limit, eta: limitEta }: WhyFacts['assessment'],
  tense: Tense,
): SafeText {
  if (shortMs === undefined)
    return safe`the pool ${inTense(tense, 'is', 'was')} ${wholePercentText(value)} % full`;
  const eta = limit.kind === 'account' ? limitEta : null;
  return safe`${fullWord(eta, tense)} ${eta === null ? soonText(shortMs) : untilText(eta, tense)}`;
}

function limitUseWords(reason: Reason, { assessment: { limit } }: WhyFacts, tense: Tense): Line {
  const used = strong(safe`${wholePercentText(reason.value)} %`);
  return words`${inTense(tense, 'uses', 'used')} ${used} of ${limit.kind === 'requestRate' ? rateLimitText(limit.value) : safe`its limit`}`;
}

function timeoutWords(reason: Reason, { timeoutMs }: WhyFacts): Line {
  const share = strong(safe`${wholePercentText(reason.value)} %`);
  return words`the longest call in ${TIMEOUT_MINUTES} min took ${share} of the ${durationInWords(timeoutMs)} timeout`;
}

/** Whether another rule covers a reason: not if nothing that hurts is as bad, and the reason alone makes it critical. */
function isExplainedBy(rule: RuleName, { severity }: Reason, { reasons }: WhyFacts): boolean {
  const hurting = reasons.filter((other) => isPainful(other.rule));
  const isWorst = severity === 'crit' && hurting.every((other) => other.severity === 'warn');
  return !isWorst && hurting.some((other) => other.rule === rule);
}
