import { type BindingLimit, poolOf } from '../../capacity/assessment.ts';
import type { PoolMinute } from '../../capacity/evidence.ts';
import { type Cause, causesOf } from '../cause/cause.ts';
import { type PoolForecast, sharesPool } from '../cause/pool.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';
import { brokenRules } from '../rules/rules.ts';
import { asItWas, type Judged, type PastTrouble } from './past-trouble.ts';

/** The account as it is now, with all that is known of its past. */
interface Account<Function> {
  readonly functions: readonly Function[];
  readonly pool: readonly PoolMinute[];
}

/** A function as it stood when its trouble ended, and what was behind that. */
export interface CaseOfThen<Function> {
  readonly status: Function;
  readonly causes: readonly Cause[];
  /** Null where nobody knows how full it was. */
  readonly pool: PoolForecast | null;
}

/** The account pool is told as full as it was then, and with all whom it turned away: how it is now says nothing of that. */
export function caseOfThen<Function extends Judged>(
  judged: Function,
  past: PastTrouble,
  account: Account<Function>,
): CaseOfThen<Function> {
  const inUse = poolInUse(account.pool, past);
  const status = withPoolOfThen(asItWas(judged, past), inUse);
  const others = account.functions
    .filter((each) => each.name !== judged.name && sharesPool(each))
    .map((each) => withPoolOfThen(turnedAwayThen(each, past), inUse));
  const limit = poolOf(status.assessment.limit);
  return {
    status,
    causes: causesOf(sharesPool(status) ? [status, ...others] : [status], null),
    pool:
      limit === null || inUse === null ? null : { limit: limit.value, use: inUse / limit.value, eta: null },
  };
}

/** The most of it that was in use in the minutes by which the trouble was judged last; null where nobody knows. */
function poolInUse(pool: readonly PoolMinute[], { endedMs }: PastTrouble): number | null {
  const judged = pool.filter(({ minuteMs }) => minuteMs < endedMs).slice(-JUDGED_MINUTES);
  const known = judged.flatMap(({ unreservedInUse }) => unreservedInUse ?? []);
  return known.length === 0 ? null : Math.max(...known);
}

function withPoolOfThen<Function extends Judged>(judged: Function, inUse: number | null): Function {
  const { assessment } = judged;
  return { ...judged, assessment: { ...assessment, limit: limitOfThen(assessment.limit, inUse) } };
}

function limitOfThen(limit: BindingLimit, inUse: number | null): BindingLimit {
  if (limit.kind === 'account') return { ...limit, inUse };
  return limit.kind === 'source' && limit.pool !== undefined
    ? { ...limit, pool: { ...limit.pool, inUse } }
    : limit;
}

/** Of another function all that matters is whether it was turned away as well: what else hurt it is another story. */
function turnedAwayThen<Function extends Judged>(judged: Function, { endedMs }: PastTrouble): Function {
  const { configuration, assessment, thresholds } = judged;
  const minutes = judged.minutes.filter(({ minuteMs }) => minuteMs < endedMs);
  const isTurnedAway = minutes.slice(-JUDGED_MINUTES).some(({ throttles }) => (throttles ?? 0) > 0);
  const broken = isTurnedAway
    ? brokenRules({ minutes, timeoutMs: configuration.timeoutMs, assessment, thresholds })
    : [];
  return { ...judged, minutes, reasons: broken.filter(({ rule }) => rule === 'throttles') };
}
