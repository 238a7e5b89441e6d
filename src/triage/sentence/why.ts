import type { EpochMs } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import {
  ageText,
  countText,
  durationText,
  groupedText,
  percentText,
  rateText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { poolIsFull } from '../cause/pool.ts';
import { limitWasMet } from '../cause/rejection.ts';
import { waitsForDependency } from '../cause/slow-dependency.ts';
import { type StreamSuspicion, streamSuspicion } from '../cause/stream-suspicion.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { attemptsSince, trafficChange } from '../change/traffic-change.ts';
import { backloggedOf } from '../minute/backlog.ts';
import { LOSS_WORDS, lossWayOf } from '../minute/event-loss.ts';
import { errorRateOf, type FunctionMinute, newestRate, throttleRateOf } from '../minute/function-minute.ts';
import type { Reason, RuleName } from '../rules/reason.ts';
import { failsAtTimeout, TIMEOUT_MINUTES } from '../rules/timeout.ts';
import { TRAFFIC } from '../thresholds.ts';
import { rateLimitText } from './limit-words.ts';
import { busyWorkersText, workersText } from './source-words.ts';
import { aboutText, judgedTime, untilText } from './time-words.ts';
import { trafficWords } from './traffic-words.ts';
import { messagesAMinute, OLDEST, redriveQueue } from './waiting-words.ts';

/** One step of the explanation, or what follows from the steps. */
export interface WhyStep {
  readonly kind: 'step' | 'likely';
  /** The rule of which it tells; null where it is none. */
  readonly rule: RuleName | null;
  /** When it began; null where nobody knows, and of what is likely. */
  readonly atMs: EpochMs | null;
  readonly says: Line;
}

export interface WhyFacts extends TroubledFunction {
  readonly timeoutMs: number;
  /** Whether a stream or queue calls the function; null where lmon may not see it. */
  readonly hasEventSource: boolean | null;
  /** Whether a sentence above has said which limit was met. */
  readonly limitIsSaid?: boolean;
}

/** What happened to a function, step by step and each with its evidence, then what that suggests. */
export function whySteps(facts: WhyFacts): readonly WhyStep[] {
  const steps = [
    trafficStep(facts),
    durationStep(facts),
    ...facts.reasons.map((reason) => reasonStep(reason, facts)),
  ];
  const told = steps
    .flatMap((step) => step ?? [])
    .toSorted((a, b) => (a.atMs ?? Infinity) - (b.atMs ?? Infinity));
  return [...told, ...likely(facts)];
}

/** Of a function that hurts: what is asked of it then explains much. Others may be asked what they like. */
function trafficStep({ reasons, minutes, durationRise }: WhyFacts): WhyStep | null {
  if (reasons.length === 0 || reasons.some(({ rule }) => rule === 'silence')) return null;
  const change = trafficChange(minutes);
  if (change === null) return null;
  const { sinceMs } = change;
  // What came with slower calls, or after them, is told beside these.
  if (durationRise !== null && durationRise.sinceMs <= sinceMs) return null;
  return {
    kind: 'step',
    rule: null,
    atMs: sinceMs,
    says: trafficWords(change),
  };
}

function durationStep({ durationRise, minutes }: WhyFacts): WhyStep | null {
  if (durationRise === null) return null;
  const { sinceMs, beforeMs, nowMs } = durationRise;
  const change = attemptsSince(minutes, sinceMs);
  const rise = words`average duration ${strong(safe`${durationText(beforeMs)} to ${durationText(nowMs)}`)}`;
  return {
    kind: 'step',
    rule: null,
    atMs: sinceMs,
    says: change === null ? rise : [...rise, ...words` while attempts ${changeText(change)}`],
  };
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a table of rules, a sentence each.
function reasonStep(reason: Reason, facts: WhyFacts): WhyStep | null {
  const { assessment, minutes } = facts;
  const { limit } = assessment;
  const at = (says: Line): WhyStep => ({ kind: 'step', rule: reason.rule, atMs: reason.sinceMs, says });
  switch (reason.rule) {
    case 'throttles':
      return at(throttleWords(facts, reason));
    case 'errors':
      return at(
        words`errors at ${rateWords(facts, reason, errorRateOf, safe`of calls`)}${timeoutEvidence(facts)}`,
      );
    case 'iteratorAge': {
      const workers =
        limit.kind === 'source' && limit.inUse !== null
          ? safe`; ${busyWorkersText({ ...limit, inUse: limit.inUse })}`
          : safe``;
      const full =
        limit.kind === 'source' && poolIsFull(limit) ? safe`; the account pool is full too` : safe``;
      return at(words`records wait ${strong(ageText(reason.value))} before they are read${workers}${full}`);
    }
    case 'deadLetterErrors':
      return at(
        words`${strong(countText(reason.value))} events ${LOSS_WORDS[lossWayOf(minutes)]}; they are gone`,
      );
    case 'redrive': {
      const { redrives } = facts;
      const [redrive] = redrives;
      const isOne = redrive !== undefined && redrives.length === 1;
      const often = isOne ? safe`${groupedText(redrive.maximumReceives)} times` : safe`for good`;
      const where = isOne
        ? safeText(redrive.queueName)
        : redriveQueue(redrives.map((each) => each.queueName));
      const waiting = minutes.at(-1)?.redriveDepth ?? null;
      const then =
        waiting === null ? safe` and go to ${where}` : safe`; ${groupedText(waiting)} wait in ${where}`;
      return at(words`${strong(messagesAMinute(reason.value))} fail ${often}${then}`);
    }
    case 'backlog':
      return at(
        words`${OLDEST[backloggedOf(minutes) ?? 'messages']} has waited ${strong(ageText(reason.value))}`,
      );
    case 'pool': {
      const own = assessment.level ?? 0;
      const growth = facts.growthPerMinute;
      const pace = growth !== null && growth > 0 ? safe`, +${rateText(growth)} a minute` : safe``;
      const { shortMs } = reason;
      const pool =
        shortMs === undefined
          ? safe`the pool is ${wholePercentText(reason.value)} % full`
          : limit.kind === 'account' && assessment.eta !== null
            ? safe`full ${untilText(assessment.eta)}`
            : safe`full in ${aboutText(shortMs)}`;
      return at(words`holds ${strong(groupedText(own))} of the account pool${pace}; ${pool}`);
    }
    case 'use':
      return hasReason(facts, 'throttles')
        ? null
        : at(
            words`uses ${strong(safe`${wholePercentText(reason.value)} %`)} of ${limit.kind === 'requestRate' ? rateLimitText(limit.value) : safe`its limit`}`,
          );
    case 'eta':
      return at(words`at this pace its limit is met in ${strong(ageText(reason.value))}`);
    case 'timeout':
      return hasReason(facts, 'errors')
        ? null
        : at(
            words`the longest call in ${TIMEOUT_MINUTES} minutes took ${strong(safe`${wholePercentText(reason.value)} %`)} of the ${durationText(facts.timeoutMs)} timeout`,
          );
    // The line of the log says it, in the log's own count.
    case 'memory':
      return null;
    case 'silence': {
      const last = minutes.findLast((minute) => (minute.invocations ?? 0) > 0);
      return {
        kind: 'step',
        rule: 'silence',
        atMs: last?.minuteMs ?? reason.sinceMs,
        says: words`last call; usually ${strong(countText(reason.value))} a minute`,
      };
    }
  }
}

/** Words speak of the same minute as the columns beside them, though rules judge five; both where they differ. */
function rateWords(
  { minutes }: WhyFacts,
  reason: Reason,
  rateOf: (minute: FunctionMinute) => number | null,
  ofWhat: SafeText,
): Line {
  const newest = newestRate(minutes, rateOf);
  const rate = strong(safe`${percentText(newest || reason.value)} %`);
  return newest === 0
    ? words`${rate} ${ofWhat} in ${judgedTime(reason.spanMs)}, none in the newest`
    : words`${rate} ${ofWhat}`;
}

/** What was met comes first, where that is known or never will be. */
function throttleWords(facts: WhyFacts, reason: Reason): Line {
  const { limit } = facts.assessment;
  const rate = words`${rateWords(facts, reason, throttleRateOf, safe`turned away`)}${callersFeel(facts)}`;
  if (facts.limitIsSaid === true) return rate;
  return limit.kind === 'unknown' && limit.isAwaited === true && limitWasMet(facts) !== false
    ? words`${rate}; reading which limit it met`
    : words`${metLimit(facts)}; ${rate}`;
}

function metLimit(facts: WhyFacts): SafeText {
  const { limit } = facts.assessment;
  if (limitWasMet(facts) === false) return safe`met a request or scaling rate, with concurrency to spare`;
  switch (limit.kind) {
    case 'reserved':
      return safe`met the reserved limit of ${groupedText(limit.value)}`;
    case 'account':
      return safe`the account pool of ${groupedText(limit.value)} ran out`;
    case 'source':
      return limit.pool === undefined
        ? safe`all ${workersText(limit)} are busy`
        : safe`the account pool of ${groupedText(limit.pool.value)} ran out`;
    case 'requestRate':
      return safe`met ${rateLimitText(limit.value)}`;
    case 'off':
      return safe`reserved concurrency is 0: the function is switched off`;
    case 'unknown':
      return limit.because === 'denied'
        ? safe`a limit that lmon can't see was met`
        : safe`a limit that could not be read was met`;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html */
function callersFeel({ hasEventSource }: WhyFacts): SafeText {
  if (hasEventSource === null) return safe``;
  return hasEventSource ? safe`, its event source tries again` : safe`, callers get 429`;
}

function timeoutEvidence(facts: WhyFacts): SafeText {
  return failsAtTimeout(facts)
    ? safe`; the longest calls reach the ${durationText(facts.timeoutMs)} timeout`
    : safe``;
}

/** A suggestion only where the evidence speaks for it. */
function likely(facts: WhyFacts): readonly WhyStep[] {
  const suspicion = streamSuspicion(facts);
  return suspicion === null
    ? likelyDependency(facts)
    : [{ kind: 'likely', rule: null, atMs: null, says: STREAM_SUSPICIONS[suspicion] }];
}

const STREAM_SUSPICIONS: Readonly<Record<StreamSuspicion, Line>> = {
  blockedShard: words`a record that keeps failing blocks its shard; others go on`,
  slowCalls: words`calls too slow for the stream: every shard worker is busy all the time`,
};

/** The order of onsets and the traffic tell a slow dependency from load. */
function likelyDependency(facts: WhyFacts): readonly WhyStep[] {
  if (!waitsForDependency(facts)) return [];
  return [
    {
      kind: 'likely',
      rule: null,
      atMs: null,
      says: words`a slow dependency, not load; a higher limit alone would load it more`,
    },
  ];
}

function changeText(change: number): SafeText {
  const percent = Math.max(1, Math.round(Math.abs(change) * 100));
  if (Math.abs(change) <= TRAFFIC.flatShare) return safe`stayed within ${percent} %`;
  return change > 0 ? safe`rose ${percent} %` : safe`fell ${percent} %`;
}

function hasReason({ reasons }: WhyFacts, rule: RuleName): boolean {
  return reasons.some((reason) => reason.rule === rule);
}
