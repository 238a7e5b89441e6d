import type { BindingLimit, TimeToLimit } from '../capacity/assessment.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import { errorRateOf, type FunctionMinute, newestRate, throttleRateOf } from './function-minute.ts';
import type { DurationRise } from './onset.ts';
import type { PoolHolder, PoolPressure } from './pool.ts';
import { limitWasMet, newestThrottles, type PoolRejection, poolRejection } from './rejection.ts';
import { type Reason, type RuleName, reachesTimeout } from './rules.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** One thing that hurts, and all functions that hurt because of it. */
export type Cause = CauseCommon &
  (
    | ({
        readonly kind: 'throttled';
        readonly limit: BindingLimit;
        /** False: a request or scaling rate was met instead. Null: nobody can tell. */
        readonly limitWasMet: boolean | null;
        readonly durationRise: DurationRise | null;
      } & Rate)
    | {
        readonly kind: 'poolFull';
        readonly culprit: RawText | null;
        readonly holder: PoolHolder | null;
        /** Functions whose calls were turned away. */
        readonly others: number;
        /** Share of the pool in use; null where it can't be read. */
        readonly use: number | null;
        readonly newestIsClean: boolean;
      }
    | { readonly kind: 'poolFilling'; readonly pressure: PoolPressure }
    | { readonly kind: 'losing'; readonly events: number }
    | {
        readonly kind: 'lagging';
        readonly ageMs: number;
        readonly growthMs: number | null;
        readonly limit: BindingLimit;
      }
    | ({ readonly kind: 'failing'; readonly reachesTimeout: boolean } & Rate)
    | { readonly kind: 'nearLimit'; readonly limit: BindingLimit; readonly eta: TimeToLimit | null }
    | { readonly kind: 'nearTimeout'; readonly share: number }
    | { readonly kind: 'silent'; readonly usualPerMinute: number }
  );

interface Rate {
  /** Of the newest minute; of the last five where that is clean. */
  readonly rate: number;
  readonly newestIsClean: boolean;
}

interface CauseCommon {
  /** The worst of all reasons that the cause stands for. */
  readonly severity: 'warn' | 'crit';
  /** The function to look at first. */
  readonly functionName: RawText;
  readonly sinceMs: EpochMs | null;
  /** Requests and events that were turned away, failed or lost in the last settled minute: what ranks causes. */
  readonly lostPerMinute: number;
}

/**
 * What needs a person now, worst first: rows that share a cause are one entry. Loss of data and rejected callers
 * come before what merely will hurt.
 */
export function causesOf(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): readonly Cause[] {
  const rejection = poolRejection(functions, pool);
  const own = functions.flatMap(
    (troubled) => ownCause(troubled, rejection?.functions.includes(troubled) ?? false) ?? [],
  );
  const shared = rejection === null ? poolFilling(functions, pool) : [poolFull(rejection, pool)];
  return [...own, ...shared].toSorted(
    (a, b) =>
      rank(a) - rank(b) || b.lostPerMinute - a.lostPerMinute || compareNames(a.functionName, b.functionName),
  );
}

function compareNames(a: RawText, b: RawText): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function rank(cause: Cause): number {
  const order = cause.severity === 'crit' ? 0 : 10;
  return order + (cause.lostPerMinute > 0 || cause.kind === 'losing' ? 0 : 1);
}

/** What hurts by itself, in the order in which one is told for all: what follows from them is never a second cause. */
const PAINS = ['throttles', 'iteratorAge', 'silence', 'errors'] as const satisfies readonly RuleName[];

/** The one reason that explains the function best: lost data, then what hurts most, then what merely will hurt. */
function ownCause(troubled: TroubledFunction, isRejectedByPool: boolean): Cause | null {
  const { name, assessment, minutes } = troubled;
  const reasons = isRejectedByPool ? besidesThePool(troubled.reasons) : withoutPool(troubled.reasons);
  const by = (rule: RuleName) => reasons.find((reason) => reason.rule === rule);
  const common = (reason: Reason): CauseCommon => ({
    severity: reasons.some(({ severity }) => severity === 'crit') ? 'crit' : 'warn',
    functionName: name,
    sinceMs: reason.sinceMs,
    // What the pool turned away is counted there.
    lostPerMinute: lostIn(minutes.at(-1)) - (isRejectedByPool ? newestThrottles(troubled) : 0),
  });

  const lost = by('deadLetterErrors');
  if (lost) return { ...common(lost), kind: 'losing', events: lost.value };

  const pains = PAINS.flatMap((rule) => by(rule) ?? []);
  const pain = pains.find(({ severity }) => severity === 'crit') ?? pains[0];
  switch (pain?.rule) {
    case 'throttles':
      return {
        ...common(pain),
        ...rateOf(pain, newestRate(minutes, throttleRateOf)),
        kind: 'throttled',
        limit: assessment.limit,
        limitWasMet: limitWasMet(troubled),
        durationRise: troubled.durationRise,
      };
    case 'iteratorAge': {
      const growthMs = troubled.iteratorAgeGrowthMs;
      return { ...common(pain), kind: 'lagging', ageMs: pain.value, growthMs, limit: assessment.limit };
    }
    case 'silence':
      return { ...common(pain), kind: 'silent', usualPerMinute: pain.value };
    case 'errors':
      return {
        ...common(pain),
        ...rateOf(pain, newestRate(minutes, errorRateOf)),
        kind: 'failing',
        reachesTimeout: reachesTimeout(reasons),
      };
  }

  const near = by('use') ?? by('eta');
  if (near) return { ...common(near), kind: 'nearLimit', limit: assessment.limit, eta: assessment.eta };

  const timeout = by('timeout');
  if (timeout) return { ...common(timeout), kind: 'nearTimeout', share: timeout.value };
  return null;
}

/** That it fills the pool is told once, by the pool's own cause. */
function withoutPool(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ rule }) => rule !== 'pool');
}

/** Throttles and lag of a function that the pool turned away follow from the pool; lost data and many errors don't. */
function besidesThePool(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(
    ({ rule, severity }) => rule === 'deadLetterErrors' || (rule === 'errors' && severity === 'crit'),
  );
}

function rateOf(reason: Reason, newest: number | null): Rate {
  return { rate: newest || reason.value, newestIsClean: newest === 0 };
}

function poolFull(rejection: PoolRejection, pool: PoolPressure | null): Cause {
  const { functions, hitMost, use, newestIsClean } = rejection;
  const reasons = functions.flatMap((each) => each.reasons.find(({ rule }) => rule === 'throttles') ?? []);
  const since = reasons.flatMap(({ sinceMs }) => sinceMs ?? []);
  const isCritical = pool?.severity === 'crit' || reasons.some(({ severity }) => severity === 'crit');
  return {
    kind: 'poolFull',
    severity: isCritical ? 'crit' : 'warn',
    functionName: pool?.culprit ?? pool?.holder?.functionName ?? hitMost.name,
    culprit: pool?.culprit ?? null,
    holder: pool?.holder ?? null,
    others: functions.length,
    use,
    newestIsClean,
    sinceMs: since.length === 0 ? null : Math.min(...since),
    lostPerMinute: functions.reduce((sum, each) => sum + newestThrottles(each), 0),
  };
}

function poolFilling(functions: readonly TroubledFunction[], pool: PoolPressure | null): readonly Cause[] {
  if (pool === null) return [];
  const functionName =
    pool.culprit ??
    pool.holder?.functionName ??
    functions.find(({ assessment }) => assessment.limit.kind === 'account')?.name;
  if (functionName === undefined) return [];
  const { severity } = pool;
  return [{ kind: 'poolFilling', severity, functionName, pressure: pool, sinceMs: null, lostPerMinute: 0 }];
}

function lostIn(minute: FunctionMinute | undefined): number {
  return (minute?.throttles ?? 0) + (minute?.errors ?? 0) + (minute?.deadLetterErrors ?? 0);
}
