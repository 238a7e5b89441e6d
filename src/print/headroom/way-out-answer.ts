import { type BindingLimit, limitMet, shareOfLimit } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { boundOfQueues } from '../../capacity/limit/source-limit.ts';
import { NEVER_RESERVED, reservationThatHolds, type Scenario } from '../../capacity/limit/what-if.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { ProvisionedUse } from '../../monitor/function/catalogue/provisioned-facts.ts';
import { meetsProvisionedFirst } from '../../monitor/function/detail/provisioned-use.ts';
import { queuesOf } from '../../monitor/function/event-source/event-sources.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import type { Line } from '../../terminal/line.ts';
import { durationInWords, groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { streamSuspicion } from '../../triage/cause/stream-suspicion.ts';
import { areAllBusy } from './limit-answer.ts';
import { neededText } from './what-if-lines.ts';

/** Below this share nothing has to be done. */
const AMPLE_SHARE = 0.7;

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
  // With free workers nothing has to wait.
  const isPressed =
    limit.kind === 'source'
      ? areAllBusy(limit)
      : flag !== 'ok' || eta !== null || (shareOfLimit(limit) ?? 0) >= AMPLE_SHARE;
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
        return words`Shortest way out: bring duration down. At ${durationInWords(back.to)} as before, the same calls need ${strong(neededText(back))}.`;
      return raisedWords(limit, scenarios, flag === 'throttling');
    case 'scaling':
      return words`Shortest way out: let calls ${strong(safe`come more evenly`)}, or keep environments ready with provisioned concurrency. A higher limit changes nothing.`;
    case 'account':
      return poolWayOut(headroom, causes);
    case 'provisioned':
      return null;
  }
}

/** Whether the limit that others meet does not affect the function. */
function isBeyondReach(status: FunctionStatus, use: ProvisionedUse | null): boolean {
  return status.configuration.capacityProvider !== undefined || meetsProvisionedFirst(status, use);
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

/** The function that takes the pool from the others should be called less. */
function poolWayOut({ pool, poolUsers }: Headroom, causes: FleetSnapshot['causes']): Line {
  const culprit = causes.flatMap((cause) =>
    cause.kind === 'poolFilling'
      ? (cause.pressure.culprit ?? [])
      : cause.kind === 'poolFull'
        ? (cause.culprit ?? [])
        : [],
  )[0];
  const growth = pool?.growthPerMinute ?? null;
  const pace = growth === null || growth <= 0 ? safe`` : safe` (${rateText(growth)} a minute in all)`;
  if (culprit === undefined)
    return words`Shortest way out: find who grows${pace}, or ask AWS for a higher limit.`;
  const fewer = words`Shortest way out: call ${strong(safeText(culprit))} less`;
  const level = poolUsers.find(({ functionName }) => functionName === culprit)?.level ?? null;
  if (level === null) return words`${fewer}, or ask AWS for a higher limit.`;
  return reservationThatHolds(level, level, pool) === null
    ? words`${fewer}, or ask AWS for a higher limit: what it runs can't be reserved, as ${NEVER_RESERVED} stay unreserved.`
    : words`${fewer}, or reserve for it so that it leaves the rest alone.`;
}

function raisedWords(limit: BindingLimit, scenarios: readonly Scenario[], isTurningAway: boolean): Line {
  if (scenarios.length === 0)
    return words`Shortest way out: reserve more for it; how much it needs is not known.`;
  const raised = scenarios.find(({ name }) => name === 'raised');
  if (raised === undefined)
    return words`The account has no more to reserve: ask AWS for a higher limit, or reserve less elsewhere.`;
  const why =
    limit.kind === 'requestRate' ? safe` (${REQUESTS_PER_ENVIRONMENT} calls a second each)` : safe``;
  // While none is turned away, the same calls come as before.
  const load = isTurningAway ? safe`gets` : safe`may then get`;
  return words`Shortest way out: reserve ${strong(groupedText(raised.to))}${why}; what it calls ${load} more load.`;
}
