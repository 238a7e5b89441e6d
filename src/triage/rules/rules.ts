import { type Assessment, shareOfLimit } from '../../capacity/assessment.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { failsAsEver } from '../change/steady-failures.ts';
import { backloggedOf, longWaitOf, waitOf, waitPace } from '../minute/backlog.ts';
import { type FunctionMinute, JUDGED_MINUTES, lostEventsOf, total } from '../minute/function-minute.ts';
import type { Hurt } from '../minute/hurting-minute.ts';
import type { Severity } from '../severity.ts';
import { type Threshold, type Thresholds, WAITS } from '../thresholds.ts';
import { judgedErrors } from './judged-errors.ts';
import { silenceAtEnd } from './silence.ts';
import { errorsSince, sinceWhen } from './since.ts';

export type RuleName =
  | 'throttles'
  | 'errors'
  | 'timeout'
  | 'memory'
  | 'use'
  | 'eta'
  | 'iteratorAge'
  | 'deadLetterErrors'
  | 'redrive'
  | 'backlog'
  | 'silence'
  | 'pool';

/** Why a function is not `ok`. */
export interface Reason {
  readonly rule: RuleName;
  readonly severity: Exclude<Severity, 'ok' | 'unknown'>;
  /** The value that broke the rule, in the rule's own unit: a share, milliseconds, a count, or a count a minute. */
  readonly value: number;
  /** Of memory: how long the time is that its log was read of. Of errors: the time that is judged, where that is not five minutes. */
  readonly spanMs?: number;
  /** Of the pool: the time left, where that and not its use is what broke the rule. */
  readonly shortMs?: number;
  /** First minute of the episode; null when it began before the first minute known, or is none. */
  readonly sinceMs: EpochMs | null;
}

export interface RuleFacts {
  /** Settled minutes, oldest first, without holes: five are judged, the hour before is what they are compared with. */
  readonly minutes: readonly FunctionMinute[];
  readonly timeoutMs: number;
  readonly assessment: Assessment;
  readonly thresholds: Thresholds;
  /** The rules that were broken when `minutes` began, whose beginning they may not hold any more. */
  readonly carried?: readonly Reason[];
}

/** Over so many minutes the longest call is told. */
export const TIMEOUT_MINUTES = 15;
/** A share of the timeout that is all of it, but for rounding. */
const WHOLE_TIMEOUT = 0.999;

/** The rules that the function breaks, worst first. Rules look at the last five settled minutes. */
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
  const broken = rules.flatMap((rule) => rule(facts) ?? []);
  return broken.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'crit' ? -1 : 1));
}

function hurtsSince(hurt: Hurt, { minutes, thresholds, carried }: RuleFacts): EpochMs | null {
  return sinceWhen(hurt, minutes, thresholds, toldSince(hurt, carried));
}

/** When it began by what was told before `minutes` did. */
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
  // Hours are gone through for it: once, and only of what fails.
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

/**
 * A call that came near the timeout is judged like all else. Where several did in a quarter of an hour, the next one
 * comes: five minutes without one are no end.
 */
function timeout({ minutes, timeoutMs, thresholds }: RuleFacts): Reason | null {
  const shares = minutes.slice(-TIMEOUT_MINUTES).map((minute) => (minute.durationMaxMs ?? 0) / timeoutMs);
  const isNear = (share: number) => share >= thresholds.timeout.warnAt;
  const comesAgain = shares.filter(isNear).length > 1;
  if (!comesAgain && !shares.slice(-JUDGED_MINUTES).some(isNear)) return null;
  const share = Math.max(...shares);
  const severity = graded(share, thresholds.timeout);
  return severity && { rule: 'timeout', severity, value: share, sinceMs: null };
}

function use({ assessment, thresholds }: RuleFacts): Reason | null {
  // The account pool belongs to nobody in particular: who fills it is told apart in `pool.ts`.
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

/** Growth matters more than size: a stream that has fallen behind and catches up is no incident. */
function iteratorAge(facts: RuleFacts): Reason | null {
  const { minutes, thresholds } = facts;
  const ages = minutes.slice(-JUDGED_MINUTES).map((minute) => minute.iteratorAgeMs);
  // Batches that take minutes leave minutes without data: they hide no rise and are none.
  const known = ages.filter((age) => age !== null);
  const oldest = known[0];
  const newest = known.at(-1);
  if (oldest === undefined || newest === undefined || newest < thresholds.iteratorAgeMs) return null;
  // What catches up is no incident, but hours behind are one until they are made good.
  if (newest <= oldest && newest < WAITS.farBehindMs) return null;
  const spansJudged = ages.length === JUDGED_MINUTES && ages[0] !== null && ages.at(-1) !== null;
  const sinceMs = hurtsSince('iteratorAge', facts);
  const severity = isRising(known) && spansJudged ? 'crit' : 'warn';
  return { rule: 'iteratorAge', severity, value: newest, sinceMs };
}

/**
 * Messages or asynchronous events that wait longer and longer. What fails is tried again later, and waits for that: only a
 * longer wait is one of the queue.
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
 * Messages that failed so often that their queue set them aside: kept, but nobody works on them any more. What was set
 * aside long ago and is left there is no news.
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

/**
 * Whether calls fail at the timeout: those that ran into it, and did not merely come near, did so in most of the minutes
 * that had errors. One such call in a quarter of an hour does not explain what fails all the time.
 */
export function failsAtTimeout({
  reasons,
  minutes,
}: {
  readonly reasons: readonly Reason[];
  readonly minutes: readonly FunctionMinute[];
}): boolean {
  if (!reasons.some(({ rule, value }) => rule === 'timeout' && value >= WHOLE_TIMEOUT)) return false;
  // That call took all of the timeout: as long as it is at the timeout.
  const longestMs = Math.max(
    ...minutes.slice(-TIMEOUT_MINUTES).map(({ durationMaxMs }) => durationMaxMs ?? 0),
  );
  const failed = minutes.slice(-JUDGED_MINUTES).filter(({ errors }) => (errors ?? 0) > 0);
  const atTimeout = failed.filter(({ durationMaxMs }) => (durationMaxMs ?? 0) >= WHOLE_TIMEOUT * longestMs);
  return atTimeout.length > failed.length / 2;
}

/** Rules by which callers or data suffer already; the others foresee. */
const PAINFUL: ReadonlySet<RuleName> = new Set([
  'throttles',
  'errors',
  'iteratorAge',
  'deadLetterErrors',
  'redrive',
  'backlog',
  'silence',
]);

export function isPainful(rule: RuleName): boolean {
  return PAINFUL.has(rule);
}

export function hurtsNow(reasons: readonly Reason[]): boolean {
  return reasons.some(({ rule }) => isPainful(rule));
}

function graded(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value >= critAt ? 'crit' : value >= warnAt ? 'warn' : null;
}

export function gradedSooner(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value <= critAt ? 'crit' : value <= warnAt ? 'warn' : null;
}
