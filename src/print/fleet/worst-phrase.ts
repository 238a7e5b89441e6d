import type { TimeToLimit } from '../../capacity/assessment.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { numberOf, type Reading } from '../../monitor/reading.ts';
import { padEnd } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import {
  aboutLevelText,
  ageText,
  decimalText,
  durationText,
  groupedText,
  percentText,
  rateText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { poolIsFull } from '../../triage/cause/pool.ts';
import { isPoolCause } from '../../triage/cause/pool-cause.ts';
import { mayBeTurnedAwayByPool } from '../../triage/cause/rejection.ts';
import type { SuspectVersion } from '../../triage/cause/version-suspicion.ts';
import { backloggedOf } from '../../triage/minute/backlog.ts';
import { lossWayOf, SHORT_LOSS_WORDS } from '../../triage/minute/event-loss.ts';
import { attemptsOf, JUDGED_MINUTES } from '../../triage/minute/function-minute.ts';
import type { Reason, RuleName } from '../../triage/rules/reason.ts';
import type { Steady } from '../../triage/rules/steady.ts';
import { TIMEOUT_MINUTES } from '../../triage/rules/timeout.ts';
import { inTimeText } from './table/time-to-limit.ts';

/** The same, longest form first: where a cause may change, its shortest says so too. */
export function worstPhrases(status: FunctionStatus, cause?: Cause): readonly [Line, ...Line[]] {
  const whole = worstPhrase(status, cause);
  return awaitsLog(cause) ? [whole, [...figureSoFar(status), toned('dim', safe` ?`)]] : [whole];
}

/** A function's worst trouble in one phrase, for places without columns: `THR 11.1 % of attempts`. */
export function worstPhrase(status: FunctionStatus, cause?: Cause): Line {
  if (awaitsLog(cause)) return [...figureSoFar(status), toned('dim', safe`, reading its log`)];
  const own = besidesThePool(status, cause);
  if (own !== null) return [...phraseOf(status), toned('dim', safe`  `), ...worstPhrase(own, cause)];
  if (status.steady !== null) return steadyPhrase(status.steady, status.minuteMs ?? status.steady.sinceMs);
  if (cause?.kind === 'failing' && cause.suspect !== undefined)
    return [...phraseOf(status), ...versionWords(cause.suspect)];
  if (hasNoLines(cause))
    return [...phraseOf(status).slice(0, 1), toned('dim', safe`, its log is gone or empty`)];
  return phraseOf(status);
}

function awaitsLog(cause: Cause | undefined): boolean {
  return (cause?.kind === 'nearTimeout' || cause?.kind === 'outOfMemory') && cause.awaitsLog === true;
}

/** A count from the log grows with each span that is read. */
function figureSoFar(status: FunctionStatus): Line {
  const worst = worstReason(status);
  return worst?.rule === 'memory'
    ? [strong(RULE_TITLES.memory, worst.severity)]
    : phraseOf(status).slice(0, 1);
}

/** Then what metrics say need not be why. */
function hasNoLines(cause: Cause | undefined): boolean {
  return (cause?.kind === 'nearTimeout' || cause?.kind === 'failing') && cause.hasNoLines === true;
}

/** The function without throttles by a full pool, if it is listed for other trouble. */
function besidesThePool(status: FunctionStatus, cause: Cause | undefined): FunctionStatus | null {
  if (cause === undefined || cause.kind === 'throttled' || isPoolCause(cause)) return null;
  if (!mayBeTurnedAwayByPool(status) || worstReason(status)?.rule !== 'throttles') return null;
  return { ...status, reasons: status.reasons.filter(({ rule }) => rule !== 'throttles') };
}

/** In no tense, like the rest of the phrase: it is of past moments as well. */
function versionWords({ bad }: SuspectVersion): Line {
  return [toned('dim', safe`, version ${safeText(bad.version)}: ERR ${percentText(bad.errorRate ?? 0)} %`)];
}

/** In the order of the sentences: losses before throttles, and neither before something worse. */
function worstReason({ reasons }: FunctionStatus): Reason | undefined {
  const [worst] = reasons;
  const asBad = (wanted: RuleName) =>
    reasons.find(({ rule, severity }) => rule === wanted && severity === worst?.severity);
  return asBad('memory') ?? asBad('deadLetterErrors') ?? asBad('throttles') ?? worst;
}

function phraseOf(status: FunctionStatus): Line {
  const reason = worstReason(status);
  if (reason !== undefined) return reasonPhrase(reason, status);
  const denied = status.notJudged.flatMap(({ rule, because }) => (because === 'denied' ? [rule] : []));
  if (denied.length === 0) return usualPhrase(status);
  return [toned('dim', safe`denied`), toned('dim', safe`: ${deniedText(denied, status)}`)];
}

/** Rules only where some are judged: else those that a function has would look like a difference in what is denied. */
function deniedText(rules: readonly RuleName[], status: FunctionStatus): SafeText {
  if (!isNothingMeasured(status)) return ruleTitles(rules);
  return rules.includes('use') ? safe`metrics and limit` : safe`metrics`;
}

function steadyPhrase({ rate, sinceMs }: Steady, toMs: EpochMs): Line {
  return [
    strong(safe`ERR ${percentText(rate)} %`),
    toned('dim', safe` of calls, steady`),
    toned('dim', safe` for ${ageText(toMs - sinceMs)} or longer`),
  ];
}

const RULE_TITLES: Readonly<Record<RuleName, SafeText>> = {
  throttles: safe`THR`,
  errors: safe`ERR`,
  deadLetterErrors: safe`LOST`,
  iteratorAge: safe`LAG`,
  redrive: safe`REDRIVE`,
  backlog: safe`WAIT`,
  use: safe`USE`,
  eta: safe`ETA`,
  timeout: safe`TIMEOUT`,
  memory: safe`MEM`,
  silence: safe`missing calls`,
  pool: safe`pool`,
};

function isNothingMeasured({
  requestsPerSecond,
  errorRate,
  throttleRate,
  durationP95Ms,
}: FunctionStatus): boolean {
  return [requestsPerSecond, errorRate, throttleRate, durationP95Ms].every((each) => each === 'denied');
}

/** Rules by their column titles: `THR, ERR, LOST`. */
function ruleTitles(rules: readonly RuleName[]): SafeText {
  return joinSafe(
    rules.map((rule) => RULE_TITLES[rule]),
    safe`, `,
  );
}

function reasonPhrase(reason: Reason, status: FunctionStatus): Line {
  const loud = (text: SafeText): Span => strong(text, reason.severity);
  const quiet = (text: SafeText): Span => toned('dim', text);
  switch (reason.rule) {
    case 'throttles': {
      const { rate, of } = rateAndSpan(status.throttleRate, reason, safe`attempts`);
      return [
        loud(safe`THR ${percentText(rate)} %`),
        quiet(safe` of ${of}${poolOfAccount(status)}${limitOf(status)}`),
      ];
    }
    case 'errors': {
      const { rate, of } = rateAndSpan(status.errorRate, reason, safe`calls`);
      return [loud(safe`ERR ${percentText(rate)} %`), quiet(safe` of ${of}`)];
    }
    case 'deadLetterErrors':
      return [
        loud(safe`LOST ${groupedText(reason.value)}`),
        quiet(safe` events, ${SHORT_LOSS_WORDS[lossWayOf(status.minutes)]}`),
      ];
    case 'iteratorAge': {
      const growthMs = status.iteratorAgeGrowthMs;
      const growth =
        growthMs !== null && growthMs > 0 ? safe` +${decimalText(growthMs / MINUTE_MS, 1)}` : safe``;
      return [
        loud(safe`LAG ${ageText(reason.value)}${growth}`),
        quiet(safe`${growth === '' ? safe`` : safe` a min`}${limitOf(status)}`),
      ];
    }
    case 'redrive': {
      const waiting = status.minutes.at(-1)?.redriveDepth ?? null;
      const wait = waiting === null ? safe`` : safe`; ${groupedText(waiting)} waiting`;
      return [loud(safe`REDRIVE ${rateText(reason.value)}/min`), quiet(safe` messages${wait}`)];
    }
    case 'backlog': {
      const of = backloggedOf(status.minutes) ?? 'messages';
      return [
        loud(safe`WAIT ${ageText(reason.value)}`),
        quiet(of === 'events' ? safe`, its oldest event` : safe`, its oldest message`),
      ];
    }
    case 'use':
      return [loud(safe`USE ${wholePercentText(reason.value)} %`), quiet(limitOf(status, safe` of`))];
    case 'eta':
      return status.assessment.limit.kind === 'account'
        ? [loud(safe`POOL full ${inTimeText(reason.value, status.assessment.eta)}`)]
        : [loud(safe`FULL ${inTimeText(reason.value, status.assessment.eta)}`), quiet(limitOf(status))];
    case 'timeout':
      return [
        loud(safe`TIMEOUT ${wholePercentText(reason.value)} %`),
        quiet(safe`, longest call in ${TIMEOUT_MINUTES}m`),
      ];
    case 'memory':
      return [loud(safe`MEM ${calls(reason.value)} died`), quiet(safe` of it${spanWords(reason)}`)];
    case 'silence':
      return [loud(safe`SILENT`), quiet(safe` usually ${rateText(reason.value / 60)}/s`)];
    case 'pool': {
      const growth = status.growthPerMinute;
      const pace = growth !== null && growth > 0 ? safe`, +${rateText(growth)} a min` : safe``;
      return reason.shortMs === undefined
        ? [loud(safe`POOL ${wholePercentText(reason.value)} %`), quiet(safe` in use${pace}`)]
        : [loud(safe`POOL full ${inTimeText(reason.shortMs, poolEta(status))}`), quiet(pace)];
    }
  }
}

/** Where the pool is not its own limit, only the likely time is known. */
function poolEta({ assessment: { limit, eta } }: FunctionStatus): TimeToLimit | null {
  return limit.kind === 'account' ? eta : null;
}

function calls(count: number): SafeText {
  return count === 1 ? safe`1 call` : safe`${groupedText(count)} calls`;
}

function spanWords({ spanMs }: Reason): SafeText {
  return spanMs === undefined ? safe`` : safe` in ${ageText(spanMs)}`;
}

/** The newest minute's rate; without one, the rate over all judged minutes, which the rule used. */
function rateAndSpan(
  newest: Reading,
  { value, spanMs = JUDGED_MINUTES * MINUTE_MS }: Reason,
  whole: SafeText,
): { readonly rate: number; readonly of: SafeText } {
  const rate = numberOf(newest);
  return rate === null || rate === 0
    ? { rate: value, of: safe`${whole} in ${Math.round(spanMs / MINUTE_MS)}m` }
    : { rate, of: whole };
}

/** `12.5/s`; what is called more often is rare. */
const RATE_WIDTH = 6;

function usualPhrase(status: FunctionStatus): Line {
  if (status.activity === 'idle') return [toned('dim', safe`-`)];
  const { requestsPerSecond, durationP95Ms, chronic } = status;
  if (chronic !== null)
    return [
      toned('dim', safe`ERR ${percentText(numberOf(status.errorRate) ?? chronic.rate)} %`),
      toned('dim', safe` of calls`),
      toned('dim', safe`, ${percentText(chronic.rate)} % all week`),
    ];
  const rate = numberOf(requestsPerSecond);
  const p95Ms = numberOf(durationP95Ms);
  const absent = requestsPerSecond === 'denied' ? safe`denied` : noCallText(status);
  const denied = durationP95Ms === 'denied' ? safe`p95 denied` : safe``;
  const p95 = p95Ms === null ? denied : safe`p95 ${durationText(p95Ms)}`;
  const calls = rate === null ? absent : safe`${rateText(rate)}/s`;
  // Below each other, as in a column.
  return p95 === ''
    ? [toned('dim', calls)]
    : [toned('dim', padEnd(calls, RATE_WIDTH)), toned('dim', safe`  ${p95}`)];
}

/** An `ok` that rests on calls of before says how long none came; without an answer, that is not known. */
function noCallText({ minutes, minuteMs, notJudged }: FunctionStatus): SafeText {
  if (notJudged.some(({ rule }) => rule === 'silence')) return safe`-`;
  const last = minutes.findLast((minute) => (attemptsOf(minute) ?? 0) > 0);
  return last === undefined || minuteMs === null
    ? safe`-`
    : safe`no call for ${ageText(minuteMs - last.minuteMs)}`;
}

/** The account pool, which throttles functions without a limit of their own. */
function poolOfAccount({ assessment }: FunctionStatus): SafeText {
  const drawsOnPool = assessment.scaling === undefined && assessment.limit.kind === 'account';
  return drawsOnPool ? safe`, account pool` : safe``;
}

function limitOf({ assessment }: FunctionStatus, before: SafeText = safe`,`): SafeText {
  const { limit, level, scaling } = assessment;
  if (scaling !== undefined) return safe`${before} scaling rate ${groupedText(scaling.value)}/10 s`;
  switch (limit.kind) {
    case 'reserved':
      return safe`${before} reserved ${groupedText(limit.value)}`;
    case 'source':
      return safe`${before} ${level === null ? safe`?` : aboutLevelText(Math.min(level, limit.value))}/${limit.value} workers${poolIsFull(limit) ? safe`, pool full too` : safe``}`;
    case 'requestRate':
      return safe`${before} request rate ${groupedText(limit.value)}/s`;
    case 'off':
      return safe`${before} switched off`;
    case 'account':
    case 'provisioned':
    case 'unknown':
      return safe``;
  }
}
