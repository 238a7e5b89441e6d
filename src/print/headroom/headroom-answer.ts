import {
  type BindingLimit,
  isMetNow,
  limitMet,
  type MetLimit,
  shareOfLimit,
  wantedAtOnce,
} from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { boundOfQueues, climbsWithRamp, QUEUE_RAMP_PER_MINUTE } from '../../capacity/limit/source-limit.ts';
import { NEVER_RESERVED, reservationThatHolds, type Scenario } from '../../capacity/limit/what-if.ts';
import type { EventSourceMapping } from '../../lambda/delivery/event-source.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { type ProvisionedUse, USE_MINUTES } from '../../monitor/function/catalogue/provisioned-facts.ts';
import { meetsProvisionedFirst } from '../../monitor/function/detail/provisioned-use.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import { numberOf } from '../../monitor/reading.ts';
import type { Line } from '../../terminal/line.ts';
import {
  ageText,
  durationText,
  groupedText,
  percentText,
  rateText,
  shareText,
  utcMinute,
} from '../../terminal/quantity.ts';
import { capitalized } from '../../terminal/safe-edits.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { streamSuspicion } from '../../triage/cause/stream-suspicion.ts';
import { workersText } from '../../triage/sentence/source-words.ts';
import { until, untilText } from '../../triage/sentence/time-words.ts';

const NEARLY_ALL_WORKERS = 0.9;
/** Below this share nothing has to be done. */
const AMPLE_SHARE = 0.7;

/** The first sentence: which limit binds, and how long it lasts. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a table of sentences; the first that applies is used.
export function limitAnswer(status: FunctionStatus, provisioned: ProvisionedUse | null = null): Line {
  const { assessment } = status;
  const { limit, flag, eta } = assessment;
  if (status.activity === 'idle') return words`Nobody calls it: ${idleWords(limit)}.`;
  if (status.configuration.capacityProvider !== undefined)
    return words`Runs on ${strong(safe`managed instances`)}, each of which takes several calls at once: this reckoning does not reach them.`;
  if (limit.kind === 'unknown') return unknownLimitWords(status, limit);
  if (limit.kind === 'off')
    return words`${strong(safe`Switched off`)}: its reserved concurrency is 0, and every call is turned away${refusedWords(status)}.`;
  if (flag === 'throttling') {
    const demand = wantedAtOnce(assessment);
    const wanted = demand === null ? safe`` : safe`; about ${groupedText(demand)} are wanted at once`;
    const met = limitMet(assessment);
    return met.kind === 'requestRate'
      ? words`${turningAwayWords(status)} at ${limitPhrase(met)}.`
      : words`${turningAwayWords(status)} at ${limitPhrase(met)}${wanted}.`;
  }
  const turnedAway = turnedAwayWords(status);
  if (turnedAway !== null)
    return words`${turnedAway}: uses ${strong(usedOf(limit))} of ${limitPhrase(limit)} now${until(eta)}.`;
  const behind = typeof status.lag?.ageMs === 'number' ? safe`, ${ageText(status.lag.ageMs)} behind` : safe``;
  if (streamSuspicion(status) === 'blockedShard')
    return words`${strong(safe`A record blocks its shard`)}${behind}: its batch fails again and again. Capacity is not short: ${usedOf(limit)} of ${limitPhrase(limit)} are busy.`;
  if (limit.kind === 'source' && (shareOfLimit(limit) ?? 0) >= NEARLY_ALL_WORKERS)
    return limit.isQueue === true
      ? words`${strong(safe`All ${workersText(limit)} are under way`)}: messages wait${behind}; nothing is turned away.`
      : words`${strong(safe`All ${workersText(limit)} are busy`)}: records wait${behind}; nothing is turned away.`;
  if (provisioned !== null && meetsProvisionedFirst(status, provisioned))
    return words`Runs on what is ${strong(safe`provisioned`)} for it: ${busyOf(provisioned)} of ${groupedText(provisioned.environments)} were busy at most in ${minutesOf(provisioned)}, and no call spilled over to the account pool.`;
  if (eta !== null && isMetNow(eta))
    return words`${capitalized(limitPhrase(limit))} is met ${strong(safe`now`)}: the next calls may be turned away.`;
  if (eta !== null)
    return words`${capitalized(limitPhrase(limit))} is met ${strong(untilText(eta))} at this pace.`;
  if (limit.kind === 'source' && limit.isQueue === true && isRampingUp(status))
    return words`Uses ${strong(usedOf(limit))} of ${limitPhrase(limit)}, and gets ${strong(groupedText(QUEUE_RAMP_PER_MINUTE))} more a minute, as fast as Lambda adds them: messages wait${behind}.`;
  if (shareOfLimit(limit) === null)
    return words`What it uses of ${limitPhrase(limit)} ${strong(safe`is not known`)}.`;
  return words`Uses ${strong(usedOf(limit))} of ${limitPhrase(limit)}; ${outlookWords(assessment)}.`;
}

/** Calls that are turned away come first: they hurt, whatever the limit is. */
function unknownLimitWords(
  status: FunctionStatus,
  { because, isAwaited }: Extract<BindingLimit, { readonly kind: 'unknown' }>,
): Line {
  const isNow = (status.minutes.at(-1)?.throttles ?? 0) > 0;
  const before = turnedAwayWords(status);
  const turnedAway = before !== null && isNow ? turningAwayWords(status) : before;
  const unknown =
    turnedAway === null
      ? words`Which limit binds ${strong(safe`is not known`)}`
      : words`${turnedAway}; at which limit is not known`;
  if (because === 'denied') return words`${unknown}: reading its reserved concurrency is denied.`;
  return isAwaited === true
    ? words`${unknown} yet: its reserved concurrency is being read.`
    : words`${unknown} yet.`;
}

function turningAwayWords({ reasons }: FunctionStatus): Line {
  const sinceMs = reasons.find(({ rule }) => rule === 'throttles')?.sinceMs ?? null;
  const since = sinceMs === null ? safe`now` : safe`since ${utcMinute(sinceMs)}`;
  return [strong(safe`Turning calls away ${since}`)];
}

/** Of the last settled minute. */
function refusedWords({ throttles }: FunctionStatus): Line {
  const refused = numberOf(throttles) ?? 0;
  return refused === 0 ? [] : words`: ${strong(groupedText(refused))} a minute now`;
}

/** Of a limit that it shares, others may use all. */
function idleWords(limit: BindingLimit): SafeText {
  if (limit.kind === 'unknown') return safe`it uses nothing of any limit`;
  if (limit.kind === 'off') return safe`it is switched off, its reserved concurrency is 0`;
  return safe`it uses nothing of ${limitPhrase(limit)}`;
}

/** Calls that were turned away in the judged minutes, where that has ended: they still tell of the limit. */
function turnedAwayWords({ reasons, minutes }: FunctionStatus): Line | null {
  const throttles = reasons.find(({ rule }) => rule === 'throttles');
  if (throttles === undefined) return null;
  const since = (minutes.at(-1)?.throttles ?? 0) === 0 ? safe`, none in the newest` : safe``;
  return words`${strong(safe`Turned away ${percentText(throttles.value)} %`)} of attempts in five minutes${since}`;
}

/** Provisioned pollers of a queue start sooner. */
function isRampingUp({ eventSources, minutes }: FunctionStatus): boolean {
  const hasPollers = queuesOf(eventSources).some(({ provisionedPollers }) => provisionedPollers != null);
  return !hasPollers && climbsWithRamp(minutes.map(({ observedMax }) => observedMax));
}

function queuesOf(eventSources: FunctionStatus['eventSources']): readonly EventSourceMapping[] {
  if (!eventSources.known) return [];
  return eventSources.value.map(({ mapping }) => mapping).filter(({ source }) => source === 'sqs');
}

/** Neither a minute without calls nor an unread one has a data point. */
function minutesOf({ toldMinutes }: ProvisionedUse): SafeText {
  return toldMinutes === USE_MINUTES
    ? safe`${USE_MINUTES} minutes`
    : safe`the ${toldMinutes} of ${USE_MINUTES} minutes that tell`;
}

function busyOf({ busiest }: ProvisionedUse): SafeText {
  return busiest === null ? safe`?` : groupedText(busiest);
}

/** The flag's reason where no time to the limit can be given. */
function outlookWords({ flag, reason }: FunctionStatus['assessment']): SafeText {
  if (flag === 'ok') return safe`no trend towards it`;
  switch (reason) {
    case 'at the limit now':
      return safe`its peak touches it`;
    case 'rising':
      return safe`it rises towards it`;
    case 'coming back':
      return safe`peaks that met it, or nearly, keep coming back`;
    case 'as before':
      return safe`before, it rose that far within five minutes`;
    default:
      return safe`a peak may meet it within five minutes`;
  }
}

/** Whether the limit that others meet does not affect the function. */
function isBeyondReach(status: FunctionStatus, use: ProvisionedUse | null): boolean {
  return status.configuration.capacityProvider !== undefined || meetsProvisionedFirst(status, use);
}

/** The second sentence: what would help soonest, and its cost. Null where nothing has to be done. */
export function wayOutAnswer(
  status: FunctionStatus,
  headroom: Headroom,
  { causes }: Pick<FleetSnapshot, 'causes'>,
): Line | null {
  const { scenarios, provisioned } = headroom;
  const { flag, eta } = status.assessment;
  const limit = limitMet(status.assessment);
  if (isBeyondReach(status, provisioned)) return null;
  if (streamSuspicion(status) === 'blockedShard')
    return words`Shortest way out: let Lambda pass it over: ${strong(safe`bisect on error, maximum retries`)}, an on-failure destination. More workers change nothing.`;
  const share = shareOfLimit(limit) ?? 0;
  // With free workers nothing has to wait.
  const isPressed =
    limit.kind === 'source'
      ? share >= NEARLY_ALL_WORKERS
      : flag !== 'ok' || eta !== null || share >= AMPLE_SHARE;
  if (status.activity === 'idle' || limit.kind === 'unknown' || (!isPressed && limit.kind !== 'off'))
    return null;
  const back = scenarios.find(({ name }) => name === 'durationBack');
  switch (limit.kind) {
    case 'off':
      return words`Shortest way out: ask who set it to 0, then take the reservation away.`;
    case 'source':
      return limit.isQueue === true
        ? words`Shortest way out: shorter calls, bigger batches, or ${moreOfQueue(status)}.`
        : words`Shortest way out: shorter calls, or more workers: shards, or a parallelization factor up to 10.`;
    case 'reserved':
    case 'requestRate':
      if (back !== undefined && back.excess === 0)
        return words`Shortest way out: bring duration down. At ${durationText(back.to)} as before, the same calls need ${strong(neededText(back))}.`;
      return raisedWords(limit, scenarios);
    case 'scaling':
      return words`Shortest way out: let calls ${strong(safe`come more evenly`)}, or keep environments ready with provisioned concurrency. A higher limit changes nothing.`;
    case 'account':
      return poolWayOut(headroom, causes);
    case 'provisioned':
      return null;
  }
}

/** What allows a queue more calls. */
function moreOfQueue({ eventSources }: FunctionStatus): SafeText {
  switch (boundOfQueues(queuesOf(eventSources))) {
    case 'pollers':
      return safe`more provisioned pollers of its mapping`;
    case 'maximum':
      return safe`a higher maximum concurrency of its mapping`;
    case 'greatestMaximum':
      return safe`provisioned pollers in place of the maximum concurrency of its mapping`;
    case 'default':
      return safe`provisioned pollers for its mapping`;
  }
}

/** The function that takes the pool from the others should be slowed down. */
function poolWayOut({ pool, poolUsers }: Headroom, causes: FleetSnapshot['causes']): Line {
  const culprit = causes.flatMap((cause) =>
    cause.kind === 'poolFilling'
      ? (cause.pressure.culprit ?? [])
      : cause.kind === 'poolFull'
        ? (cause.culprit ?? [])
        : [],
  )[0];
  const growth = pool?.growthPerMinute ?? null;
  const pace = growth === null || growth <= 0 ? safe`` : safe`, which grows by ${rateText(growth)} a minute`;
  if (culprit === undefined)
    return words`Shortest way out: find who grows${pace}, or ask AWS for a higher limit.`;
  const slower = words`Shortest way out: slow down ${strong(safeText(culprit))}`;
  const level = poolUsers.find(({ functionName }) => functionName === culprit)?.level ?? null;
  if (level === null) return words`${slower}, or ask AWS for a higher limit.`;
  return reservationThatHolds(level, level, pool) === null
    ? words`${slower}, or ask AWS for a higher limit: what it runs can't be reserved, as ${NEVER_RESERVED} stay unreserved.`
    : words`${slower}, or reserve for it so that it leaves the rest alone.`;
}

function raisedWords(limit: BindingLimit, scenarios: readonly Scenario[]): Line {
  if (scenarios.length === 0)
    return words`Shortest way out: reserve more for it; how much it needs is not known.`;
  const raised = scenarios.find(({ name }) => name === 'raised');
  if (raised === undefined)
    return words`The account has no more to reserve: ask AWS for a higher limit, or reserve less elsewhere.`;
  const why =
    limit.kind === 'requestRate' ? safe` (${REQUESTS_PER_ENVIRONMENT} calls a second each)` : safe``;
  return words`Shortest way out: reserve ${strong(groupedText(raised.to))}${why}; what it calls gets that much more load.`;
}

/** `its reserved concurrency of 200`: a limit within a sentence. */
function limitPhrase(limit: MetLimit): SafeText {
  switch (limit.kind) {
    case 'reserved':
      return safe`its reserved concurrency of ${groupedText(limit.value)}`;
    case 'account':
      return safe`the account pool of ${groupedText(limit.value)}`;
    case 'source':
      return limit.isQueue === true ? safe`the ${workersText(limit)}` : safe`its ${workersText(limit)}`;
    case 'requestRate':
      return safe`its request limit of ${groupedText(limit.value)}/s (${REQUESTS_PER_ENVIRONMENT} for each of its reserved ${groupedText(limit.value / REQUESTS_PER_ENVIRONMENT)})`;
    case 'scaling':
      return safe`Lambda's scaling rate of ${groupedText(limit.value)} new environments in 10 s`;
    case 'provisioned':
      return safe`the ${groupedText(limit.value)} provisioned for it`;
    case 'off':
      return safe`its reserved concurrency of 0`;
    case 'unknown':
      return safe`a limit that is not known`;
  }
}

function usedOf(limit: BindingLimit): SafeText {
  const share = shareOfLimit(limit);
  return share === null ? safe`?` : shareText(share);
}

export function neededText({ needs }: Pick<Scenario, 'needs'>): SafeText {
  return safe`~${needs < 10 ? rateText(needs) : groupedText(needs)}`;
}
