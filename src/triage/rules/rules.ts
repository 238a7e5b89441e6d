import { type Assessment, shareOfLimit } from '../../capacity/assessment.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { failsAsEver } from '../change/steady-failures.ts';
import { backloggedOf, longWaitOf, waitOf, waitPace } from '../minute/backlog.ts';
import { type FunctionMinute, JUDGED_MINUTES, lostEventsOf, total } from '../minute/function-minute.ts';
import type { Hurt } from '../minute/hurting-minute.ts';
import { type Thresholds, WAITS } from '../thresholds.ts';
import { graded, gradedSooner } from './graded.ts';
import { judgedErrors } from './judged-errors.ts';
import { type Reason, worstReasonFirst } from './reason.ts';
import { silenceAtEnd } from './silence.ts';
import { errorsSince, sinceWhen } from './since.ts';
import { timeout } from './timeout.ts';

export interface RuleFacts {
  /** Settled minutes, oldest first, without holes: five are judged, compared with the hour before. */
  readonly minutes: readonly FunctionMinute[];
  readonly timeoutMs: number;
  readonly assessment: Assessment;
  readonly thresholds: Thresholds;
  /** The rules that were broken when `minutes` began, which may not contain their onset any more. */
  readonly carried?: readonly Reason[];
}

/** The rules that the function breaks, worst first, judged by the last five settled minutes. */
export function brokenRules(facts: RuleFacts): readonly Reason[] {
  const rules = [
    throttles,
    deadLetterErrors,
    errors,
    iteratorAge,
    redrive,
    backlog,
    use,
    eta,
    timeout,
    silence,
  ];
  return worstReasonFirst(rules.flatMap((rule) => rule(facts) ?? []));
}

function hurtsSince(hurt: Hurt, { minutes, thresholds, carried }: RuleFacts): EpochMs | null {
  return sinceWhen(hurt, minutes, thresholds, toldSince(hurt, carried));
}

/** The onset according to the judgement before `minutes`. */
function toldSince(hurt: Hurt, carried: readonly Reason[] = []): EpochMs | null {
  return carried.find(({ rule }) => rule === hurt)?.sinceMs ?? null;
}

function throttles(facts: RuleFacts): Reason | null {
  const { minutes, thresholds } = facts;
  const judged = minutes.slice(-JUDGED_MINUTES);
  const turnedAway = total(judged, (minute) => minute.throttles);
  if (turnedAway === 0) return null;
  const rate = turnedAway / (turnedAway + total(judged, (minute) => minute.invocations));
  if (rate < thresholds.throttles.warnAt) return null;
  return {
    rule: 'throttles',
    severity: rate >= thresholds.throttles.critAt ? 'crit' : 'warn',
    value: rate,
    sinceMs: hurtsSince('throttles', facts),
  };
}

function errors(facts: RuleFacts): Reason | null {
  const { minutes, thresholds, carried = [] } = facts;
  const goesOn = carried.some(({ rule }) => rule === 'errors');
  // It examines hours of minutes, so it runs once, and only for failing functions.
  const isAsEver = once(() => failsAsEver(minutes));
  const judged = judgedErrors(minutes, thresholds, goesOn, isAsEver);
  if (judged === null || judged.called === 0) return null;
  const rate = judged.failed / judged.called;
  const severity = graded(rate, thresholds.errors);
  if (severity === null) return null;
  const isLonger = judged.minutes > JUDGED_MINUTES;
  return {
    rule: 'errors',
    severity,
    value: rate,
    sinceMs: errorsSince(minutes, thresholds, toldSince('errors', carried), isAsEver),
    ...(isLonger && { spanMs: judged.minutes * MINUTE_MS }),
  };
}

function once(judge: () => boolean): () => boolean {
  let judged: boolean | null = null;
  return () => {
    judged ??= judge();
    return judged;
  };
}

function use({ assessment, thresholds }: RuleFacts): Reason | null {
  // The account pool belongs to no single function: `pool.ts` reports what fills it.
  if (assessment.limit.kind === 'unknown' || assessment.limit.kind === 'account') return null;
  const share = shareOfLimit(assessment.limit);
  const severity = share === null ? null : graded(share, thresholds.use);
  return severity && { rule: 'use', severity, value: share ?? 0, sinceMs: null };
}

function eta({ assessment, thresholds }: RuleFacts): Reason | null {
  if (assessment.eta === null || assessment.flag === 'throttling') return null;
  if (assessment.limit.kind === 'unknown' || assessment.limit.kind === 'account') return null;
  const severity = gradedSooner(assessment.eta.likelyMs, thresholds.etaMs);
  return severity && { rule: 'eta', severity, value: assessment.eta.likelyMs, sinceMs: null };
}

/** Growth matters more than size: a stream that catches up is no incident. */
function iteratorAge(facts: RuleFacts): Reason | null {
  const { minutes, thresholds } = facts;
  const ages = minutes.slice(-JUDGED_MINUTES).map((minute) => minute.iteratorAgeMs);
  // Batches that take minutes leave minutes without data, which neither hide a rise nor are one.
  const known = ages.filter((age) => age !== null);
  const oldest = known[0];
  const newest = known.at(-1);
  if (oldest === undefined || newest === undefined || newest < thresholds.iteratorAgeMs) return null;
  // Catching up is no incident, but a lag of hours is one until it is gone.
  if (newest <= oldest && newest < WAITS.farBehindMs) return null;
  const spansJudged = ages.length === JUDGED_MINUTES && ages[0] !== null && ages.at(-1) !== null;
  const sinceMs = hurtsSince('iteratorAge', facts);
  const severity = isRising(known) && spansJudged ? 'crit' : 'warn';
  return { rule: 'iteratorAge', severity, value: newest, sinceMs };
}

/**
 * Messages or asynchronous events that wait longer and longer. A retry waits by design: only a wait longer than that is
 * a backlog.
 */
function backlog(facts: RuleFacts): Reason | null {
  const { minutes, thresholds } = facts;
  const of = backloggedOf(minutes);
  if (of === null) return null;
  const known = minutes.slice(-JUDGED_MINUTES).flatMap((minute) => waitOf(of, minute) ?? []);
  const newest = known.at(-1);
  if (newest === undefined || newest < longWaitOf(of, thresholds)) return null;
  const grows = waitPace(of, minutes) === 'grows';
  const isFarBehind = newest >= WAITS.farBehindMs;
  if (!grows && !isFarBehind) return null;
  const severity = grows && isFarBehind && known.length === JUDGED_MINUTES ? 'crit' : 'warn';
  return { rule: 'backlog', severity, value: newest, sinceMs: hurtsSince('backlog', facts) };
}

function isRising(values: readonly number[]): boolean {
  return values.slice(1).every((value, index) => value > (values[index] ?? value));
}

function deadLetterErrors(facts: RuleFacts): Reason | null {
  const { minutes } = facts;
  const judged = minutes.slice(-JUDGED_MINUTES);
  const lost = total(judged, lostEventsOf);
  if (lost === 0) return null;
  const minutesWithLoss = judged.filter((minute) => (lostEventsOf(minute) ?? 0) > 0).length;
  return {
    rule: 'deadLetterErrors',
    severity: minutesWithLoss >= 3 ? 'crit' : 'warn',
    value: lost,
    sinceMs: hurtsSince('deadLetterErrors', facts),
  };
}

/**
 * Messages that failed so often that their queue set them aside: kept, but no longer processed. Old ones left there are
 * no news.
 */
function redrive(facts: RuleFacts): Reason | null {
  const { minutes } = facts;
  const growths = minutes.slice(-JUDGED_MINUTES).flatMap(({ redriveGrowth }) => redriveGrowth ?? []);
  const gained = growths.reduce((sum, growth) => sum + growth, 0);
  if (gained <= 0) return null;
  const sinceMs = hurtsSince('redrive', facts);
  return { rule: 'redrive', severity: 'warn', value: gained / growths.length, sinceMs };
}

function silence({ minutes, thresholds }: RuleFacts): Reason | null {
  const told = silenceAtEnd(minutes, thresholds);
  return told && { rule: 'silence', severity: 'crit', value: told.usualCalls, sinceMs: told.sinceMs };
}
