import {
  type BindingLimit,
  FULL_POOL,
  isMetNow,
  limitMet,
  shareOfLimit,
  wantedAtOnce,
} from '../../capacity/assessment.ts';
import { climbsWithRamp, QUEUE_RAMP_PER_MINUTE } from '../../capacity/limit/source-limit.ts';
import { type ProvisionedUse, USE_MINUTES } from '../../monitor/function/catalogue/provisioned-facts.ts';
import { meetsProvisionedFirst } from '../../monitor/function/detail/provisioned-use.ts';
import { queuesOf } from '../../monitor/function/event-source/event-sources.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import { numberOf } from '../../monitor/reading.ts';
import type { Line } from '../../terminal/line.ts';
import { ageInWords, groupedText, percentText, shareText, utcMinute } from '../../terminal/quantity.ts';
import { capitalized } from '../../terminal/safe-edits.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { streamSuspicion } from '../../triage/cause/stream-suspicion.ts';
import { workersText } from '../../triage/sentence/source-words.ts';
import { foreseen, until, untilText } from '../../triage/sentence/time-words.ts';
import { limitPhrase } from './limit-words.ts';

const NEARLY_ALL_WORKERS = 0.9;

type Known = Pick<Headroom, 'provisioned' | 'pool'>;

/** The first sentence: which limit binds, and how long it lasts. The first that applies. */
export function limitAnswer(status: FunctionStatus, headroom: Known, tense: Tense): Line {
  return (
    unreckonedAnswer(status, headroom, tense) ??
    turnedAwayAnswer(status, tense) ??
    waitingAnswer(status, tense) ??
    provisionedAnswer(status, headroom, tense) ??
    forecastAnswer(status, tense) ??
    rampAnswer(status, tense) ??
    shareAnswer(status, tense)
  );
}

/** Where there is no use of a limit to speak of. */
function unreckonedAnswer(status: FunctionStatus, { pool }: Known, tense: Tense): Line | null {
  const { limit } = status.assessment;
  if (status.activity === 'idle')
    return words`Nobody ${inTense(tense, 'calls', 'called')} it: ${idleWords(limit, pool, tense)}.`;
  if (status.configuration.capacityProvider !== undefined)
    return words`Runs on ${strong(safe`managed instances`)}, each of which takes several calls at once: this reckoning does not reach them.`;
  return limit.kind === 'unknown' ? unknownLimitWords(status, limit, tense) : null;
}

/** Calls that are turned away, or were just now. */
function turnedAwayAnswer(status: FunctionStatus, tense: Tense): Line | null {
  const { assessment } = status;
  const { limit, flag, eta } = assessment;
  if (limit.kind === 'off') {
    const is = inTense(tense, 'is', 'was');
    return words`${strong(safe`Switched off`)}: its reserved concurrency ${is} 0, and every call ${is} turned away${refusedWords(status, tense)}.`;
  }
  if (flag === 'throttling') {
    const met = limitMet(assessment);
    const demand = met.kind === 'requestRate' ? null : wantedAtOnce(assessment);
    const are = inTense(tense, 'are', 'were');
    const wanted = demand === null ? safe`` : safe`; about ${groupedText(demand)} ${are} wanted at once`;
    return words`${turningAwayWords(status, tense)} at ${limitPhrase(met)}${wanted}.`;
  }
  const turnedAway = turnedAwayWords(status);
  if (turnedAway === null) return null;
  return words`${turnedAway}: ${inTense(tense, 'uses', 'used')} ${strong(usedOf(limit))} of ${limitPhrase(limit)}${inTense(tense, ' now', '')}${until(eta, tense)}.`;
}

/** Nothing is turned away, but what comes from an event source waits. */
function waitingAnswer(status: FunctionStatus, tense: Tense): Line | null {
  const { limit } = status.assessment;
  const is = inTense(tense, 'is', 'was');
  const are = inTense(tense, 'are', 'were');
  if (streamSuspicion(status) === 'blockedShard')
    return words`${strong(safe`A record ${inTense(tense, 'blocks', 'blocked')} its shard`)}${behindText(status)}: its batch ${inTense(tense, 'fails', 'failed')} again and again. Capacity ${is} not short: ${usedOf(limit)} of ${limitPhrase(limit)} ${are} busy.`;
  if (limit.kind !== 'source' || !areAllBusy(limit)) return null;
  const wait = safe`${inTense(tense, 'wait', 'waited')}${behindText(status)}; nothing ${is} turned away`;
  return limit.isQueue === true
    ? words`${strong(safe`All ${workersText(limit)} ${are} under way`)}: messages ${wait}.`
    : words`${strong(safe`All ${workersText(limit)} ${are} busy`)}: records ${wait}.`;
}

function provisionedAnswer(status: FunctionStatus, { provisioned }: Known, tense: Tense): Line | null {
  if (provisioned === null || !meetsProvisionedFirst(status, provisioned)) return null;
  return words`${inTense(tense, 'Runs', 'Ran')} on what ${inTense(tense, 'is', 'was')} ${strong(safe`provisioned`)} for it: ${busyOf(provisioned)} of ${groupedText(provisioned.environments)} were busy at most in ${minutesOf(provisioned)}, and no call spilled over to the account pool.`;
}

function forecastAnswer({ assessment: { limit, eta } }: FunctionStatus, tense: Tense): Line | null {
  if (eta === null) return null;
  const met = words`${capitalized(limitPhrase(limit))} ${foreseen(eta, tense, ['is', 'was', 'was to be'])} met ${strong(untilText(eta, tense))}`;
  return isMetNow(eta)
    ? words`${met}${fullFrom(limit)}: the next calls ${inTense(tense, 'may', 'might')} be turned away.`
    : words`${met} at ${inTense(tense, 'this', 'that')} pace.`;
}

/** Of a queue, whose messages wait until it may make more calls. */
function rampAnswer(status: FunctionStatus, tense: Tense): Line | null {
  const { limit } = status.assessment;
  if (limit.kind !== 'source' || limit.isQueue !== true || !isRampingUp(status)) return null;
  return words`${inTense(tense, 'Uses', 'Used')} ${strong(usedOf(limit))} of ${limitPhrase(limit)}, and ${inTense(tense, 'gets', 'got')} ${strong(groupedText(QUEUE_RAMP_PER_MINUTE))} more a minute, as fast as Lambda ${inTense(tense, 'adds', 'added')} them: messages ${inTense(tense, 'wait', 'waited')}${behindText(status)}.`;
}

function shareAnswer({ assessment }: FunctionStatus, tense: Tense): Line {
  const { limit } = assessment;
  return shareOfLimit(limit) === null
    ? words`What it ${inTense(tense, 'uses', 'used')} of ${limitPhrase(limit)} ${strong(safe`is not known`)}.`
    : words`${inTense(tense, 'Uses', 'Used')} ${strong(usedOf(limit))} of ${limitPhrase(limit)}; ${outlookWords(assessment, tense)}.`;
}

function behindText({ lag }: FunctionStatus): SafeText {
  return typeof lag?.ageMs === 'number' ? safe`, ${ageInWords(lag.ageMs)} behind` : safe``;
}

/** Calls that are turned away come first: they hurt, whatever the limit is. */
function unknownLimitWords(
  status: FunctionStatus,
  { because, answer }: Extract<BindingLimit, { readonly kind: 'unknown' }>,
  tense: Tense,
): Line {
  const isNow = (status.minutes.at(-1)?.throttles ?? 0) > 0;
  const before = turnedAwayWords(status);
  const turnedAway = before !== null && isNow ? turningAwayWords(status, tense) : before;
  const unknown =
    turnedAway === null
      ? words`Which limit ${inTense(tense, 'binds', 'bound')} ${strong(safe`is not known`)}`
      : words`${turnedAway}; at which limit is not known`;
  // The account limit matters only to a function that is known to reserve nothing.
  const what = status.limits.reserved.known ? safe`the account limit` : safe`its reserved concurrency`;
  if (because === 'denied') return words`${unknown}: reading ${what} is denied.`;
  return answer === 'awaited'
    ? words`${unknown} yet: ${what} is being read.`
    : words`${unknown}: ${what} could not be read.`;
}

function turningAwayWords({ reasons }: FunctionStatus, tense: Tense): Line {
  const sinceMs = reasons.find(({ rule }) => rule === 'throttles')?.sinceMs ?? null;
  const since = sinceMs === null ? inTense(tense, ' now', '') : safe` since ${utcMinute(sinceMs)}`;
  return [strong(safe`${inTense(tense, 'Turning', 'Turned')} calls away${since}`)];
}

/** Of the last settled minute. */
function refusedWords({ throttles }: FunctionStatus, tense: Tense): Line {
  const refused = numberOf(throttles) ?? 0;
  return refused === 0 ? [] : words`: ${strong(groupedText(refused))} a minute${inTense(tense, ' now', '')}`;
}

/** Of a limit that it shares, others may use all. */
function idleWords(limit: BindingLimit, pool: Headroom['pool'], tense: Tense): Line {
  const uses = inTense(tense, 'uses', 'used');
  const is = inTense(tense, 'is', 'was');
  if (limit.kind === 'unknown') return words`it ${uses} nothing of any limit`;
  if (limit.kind === 'off') return words`it ${is} switched off, its reserved concurrency ${is} 0`;
  const eta = limit.kind === 'account' ? (pool?.eta ?? null) : null;
  const full =
    eta === null
      ? []
      : words`, which ${foreseen(eta, tense, ['is', 'was', 'was to be'])} full ${strong(untilText(eta, tense))}`;
  return words`it ${uses} nothing of ${limitPhrase(limit)}${full}`;
}

/** Calls that were turned away in the judged minutes, where that has ended: they still tell of the limit. */
function turnedAwayWords({ reasons, minutes }: FunctionStatus): Line | null {
  const throttles = reasons.find(({ rule }) => rule === 'throttles');
  if (throttles === undefined) return null;
  const since = (minutes.at(-1)?.throttles ?? 0) === 0 ? safe`, none in the newest` : safe``;
  return words`${strong(safe`Turned away ${percentText(throttles.value)} %`)} of attempts in 5 min${since}`;
}

/** Provisioned pollers of a queue start sooner. */
function isRampingUp({ eventSources, minutes }: FunctionStatus): boolean {
  const hasPollers = queuesOf(eventSources).some(({ provisionedPollers }) => provisionedPollers != null);
  return !hasPollers && climbsWithRamp(minutes.map(({ observedMax }) => observedMax));
}

/** Neither a minute without calls nor an unread one has a data point. */
function minutesOf({ toldMinutes }: ProvisionedUse): SafeText {
  return toldMinutes === USE_MINUTES
    ? safe`${USE_MINUTES} min`
    : safe`the ${toldMinutes} of ${USE_MINUTES} min that tell`;
}

function busyOf({ busiest }: ProvisionedUse): SafeText {
  return busiest === null ? safe`?` : groupedText(busiest);
}

/** The flag's reason where no time to the limit can be given. */
function outlookWords({ flag, reason }: FunctionStatus['assessment'], tense: Tense): SafeText {
  if (flag === 'ok') return safe`no trend towards it`;
  switch (reason) {
    case 'at the limit now':
      return safe`its peak ${inTense(tense, 'touches', 'touched')} it`;
    case 'rising':
      return safe`it ${inTense(tense, 'rises', 'rose')} towards it`;
    case 'coming back':
      return safe`peaks that met it, or nearly, ${inTense(tense, 'keep', 'kept')} coming back`;
    case 'as before':
      return safe`before, it rose that far within 5 min`;
    default:
      return safe`a peak ${inTense(tense, 'may', 'might')} meet it within 5 min`;
  }
}

/** Of a pool with a little left: its peak is sampled. */
function fullFrom(limit: BindingLimit): SafeText {
  return limit.kind === 'account' && (shareOfLimit(limit) ?? 1) < 1
    ? safe`, ${usedOf(limit)} at its peak and full from ${shareText(FULL_POOL)} on`
    : safe``;
}

function usedOf(limit: BindingLimit): SafeText {
  const share = shareOfLimit(limit);
  return share === null ? safe`?` : shareText(share);
}

/** Of an event source: without a free worker, what comes waits. */
export function areAllBusy(workers: BindingLimit): boolean {
  return (shareOfLimit(workers) ?? 0) >= NEARLY_ALL_WORKERS;
}
