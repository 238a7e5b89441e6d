import type { BindingLimit } from '../../capacity/assessment.ts';
import type { Cause } from '../cause/cause.ts';
import { causesOf } from '../cause/causes-of-all.ts';
import { type LimitedPoolMinute, type PoolForecast, sharesPool } from '../cause/pool.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';
import { brokenRules } from '../rules/rules.ts';
import { asItWas, type Judged, type PastTrouble } from './past-trouble.ts';

/** The account now, with its known past. */
interface Account<Function> {
  readonly functions: readonly Function[];
  readonly pool: readonly LimitedPoolMinute[];
}

/** A function when its trouble ended, with the causes of that. */
export interface CaseOfThen<Function> {
  readonly status: Function;
  readonly causes: readonly Cause[];
  /** Null when unknown. */
  readonly pool: PoolForecast | null;
}

/**
 * The account pool is described as of that time, by its limit then and with the functions throttled then: its present
 * state is irrelevant.
 */
export function caseOfThen<Function extends Judged>(
  judged: Function,
  past: PastTrouble,
  account: Account<Function>,
): CaseOfThen<Function> {
  const pool = fullestOf(account.pool, past);
  const status = withPoolOfThen(asItWas(judged, past), pool);
  const others = account.functions
    .filter((each) => each.name !== judged.name && sharesPool(each))
    .map((each) => withPoolOfThen(turnedAwayThen(each, past), pool));
  return {
    status,
    causes: causesOf(sharesPool(status) ? [status, ...others] : [status], null),
    pool:
      pool === null || !sharesPool(status)
        ? null
        : { limit: pool.value, use: pool.inUse / pool.value, eta: null },
  };
}

/** The pool's use and limit at that time. */
interface PoolOfThen {
  readonly value: number;
  readonly inUse: number;
}

/** The fullest of the minutes by which the trouble was last judged; null when unknown. */
function fullestOf(pool: readonly LimitedPoolMinute[], { endedMs }: PastTrouble): PoolOfThen | null {
  const judged = pool.filter(({ minuteMs }) => minuteMs < endedMs).slice(-JUDGED_MINUTES);
  const known = judged.flatMap(({ limit: value, unreservedInUse: inUse }) =>
    value === null || value === 0 || inUse === null ? [] : [{ value, inUse }],
  );
  const [fullest] = known.toSorted((one, other) => other.inUse / other.value - one.inUse / one.value);
  return fullest ?? null;
}

function withPoolOfThen<Function extends Judged>(judged: Function, pool: PoolOfThen | null): Function {
  const { assessment } = judged;
  return { ...judged, assessment: { ...assessment, limit: limitOfThen(assessment.limit, pool) } };
}

function limitOfThen(limit: BindingLimit, pool: PoolOfThen | null): BindingLimit {
  const then = pool ?? { inUse: null };
  if (limit.kind === 'account') return { ...limit, ...then };
  return limit.kind === 'source' && limit.pool !== undefined
    ? { ...limit, pool: { ...limit.pool, ...then } }
    : limit;
}

/** For other functions, only whether they were throttled too matters: their other trouble is a separate story. */
function turnedAwayThen<Function extends Judged>(judged: Function, { endedMs }: PastTrouble): Function {
  const { configuration, assessment, thresholds } = judged;
  const minutes = judged.minutes.filter(({ minuteMs }) => minuteMs < endedMs);
  const isTurnedAway = minutes.slice(-JUDGED_MINUTES).some(({ throttles }) => (throttles ?? 0) > 0);
  const broken = isTurnedAway
    ? brokenRules({ minutes, timeoutMs: configuration.timeoutMs, assessment, thresholds })
    : [];
  return { ...judged, minutes, reasons: broken.filter(({ rule }) => rule === 'throttles') };
}
