import type { BindingLimit, TimeToLimit } from '../../capacity/assessment.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { DurationRise } from '../change/duration-rise.ts';
import { type Backlogged, backloggedOf, type WaitPace, waitPace } from '../minute/backlog.ts';
import { type LossWay, lossWayOf } from '../minute/event-loss.ts';
import { errorRateOf, lostIn, newestRate, throttleRateOf } from '../minute/function-minute.ts';
import { failsAtTimeout, type Reason, type RuleName } from '../rules/rules.ts';
import { type Steady, steadyOf } from '../rules/steady.ts';
import type { WeekOnset } from '../rules/week-onset.ts';
import { type Harm, harmOf } from './harm.ts';
import type { MemoryDeaths } from './memory-deaths.ts';
import { type PoolHolder, type PoolPressure, sharesPool } from './pool.ts';
import { growerWhileFull } from './pool-grower.ts';
import { limitWasMet, newestThrottles, type PoolRejection, poolRejection } from './rejection.ts';
import { type StreamSuspicion, streamSuspicion } from './stream-suspicion.ts';
import type { TroubledFunction } from './troubled-function.ts';
import { byUrgency, lossRank } from './urgency.ts';
import type { SuspectVersion } from './version-suspicion.ts';

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
        /** How many of them read a stream. */
        readonly consumers: number;
        /** Share of the pool in use; null where it can't be read. */
        readonly use: number | null;
        readonly newestIsClean: boolean;
      }
    | { readonly kind: 'poolFilling'; readonly pressure: PoolPressure }
    | { readonly kind: 'losing'; readonly events: number; readonly way: LossWay }
    | {
        readonly kind: 'lagging';
        readonly ageMs: number;
        readonly growthMs: number | null;
        readonly limit: BindingLimit;
        readonly suspicion: StreamSuspicion | null;
      }
    | {
        readonly kind: 'redriving';
        readonly messagesPerMinute: number;
        /** Messages in the redrive queues; null where nobody counted them. */
        readonly waiting: number | null;
        readonly queueNames: readonly RawText[];
      }
    | {
        readonly kind: 'backlogged';
        readonly of: Backlogged;
        readonly ageMs: number;
        /** Null where nobody can tell. */
        readonly pace: WaitPace | null;
      }
    | ({
        readonly kind: 'failing';
        readonly reachesTimeout: boolean;
        /** Null where it began in the time that is known, or changed. */
        readonly steady: Steady | null;
        /** Where one of the versions behind an alias fails and another does not. */
        readonly suspect?: SuspectVersion;
      } & Rate)
    | { readonly kind: 'nearLimit'; readonly limit: BindingLimit; readonly eta: TimeToLimit | null }
    | {
        readonly kind: 'nearTimeout';
        readonly share: number;
        /** Whether its log is being read, which may give it another name. */
        readonly awaitsLog?: true;
      }
    | {
        readonly kind: 'outOfMemory';
        readonly deaths: MemoryDeaths;
        /** Where what fails began before the minutes that are known; null where nobody knows. */
        readonly weekOnset: WeekOnset | null;
      }
    | { readonly kind: 'silent'; readonly usualPerMinute: number }
  );

interface Rate {
  /** Of the newest minute; of the last five where that is clean, or of as long as rules judge few calls. */
  readonly rate: number;
  readonly newestIsClean: boolean;
  readonly spanMs?: number;
}

interface CauseCommon {
  /** The worst of all reasons that the cause stands for. */
  readonly severity: 'warn' | 'crit';
  /** The function to look at first. */
  readonly functionName: RawText;
  readonly sinceMs: EpochMs | null;
  /** What it does to whom; what needs a person first is judged by that. */
  readonly harm: Harm;
  /** By the requests and events that were turned away, failed or lost, in steps. */
  readonly lossRank: number;
}

/**
 * What needs a person now, worst first and in the order of the fleet's rows: those that share a cause are one entry.
 */
export function causesOf(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): readonly Cause[] {
  const rejection = poolRejection(functions, pool);
  const own = functions.flatMap(
    (troubled) => ownCause(troubled, rejection?.functions.includes(troubled) ?? false) ?? [],
  );
  const shared = rejection === null ? poolFilling(functions, pool) : [poolFull(rejection, pool, functions)];
  return [...own, ...shared].toSorted(
    (a, b) => byUrgency(a, b) || compareNames(a.functionName, b.functionName),
  );
}

function compareNames(a: RawText, b: RawText): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What hurts by itself, in the order in which one is told for all: what follows from them is never a second cause. */
const PAINS = [
  'throttles',
  'iteratorAge',
  'silence',
  'errors',
  'redrive',
  'backlog',
] as const satisfies readonly RuleName[];

/** The one reason that explains the function best: lost data, then what hurts most, then what merely will hurt. */
function ownCause(troubled: TroubledFunction, isRejectedByPool: boolean): Cause | null {
  const { name, assessment, minutes } = troubled;
  const newest = minutes.at(-1);
  const reasons = isRejectedByPool ? besidesThePool(troubled.reasons) : withoutPool(troubled.reasons);
  const by = (rule: RuleName) => reasons.find((reason) => reason.rule === rule);
  const common = (reason: Reason): CauseCommon => ({
    severity: reasons.some(({ severity }) => severity === 'crit') ? 'crit' : 'warn',
    functionName: name,
    sinceMs: reason.sinceMs,
    harm: harmOf({ ...troubled, reasons }) ?? 'nobodyIsHitYet',
    // What the pool turned away is counted there.
    lossRank: isRejectedByPool
      ? lossRank((newest === undefined ? 0 : lostIn(newest)) - newestThrottles(troubled))
      : troubled.lossRank,
  });

  const lost = by('deadLetterErrors');
  if (lost) return { ...common(lost), kind: 'losing', events: lost.value, way: lossWayOf(minutes) };

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
      return {
        ...common(pain),
        kind: 'lagging',
        ageMs: pain.value,
        growthMs,
        limit: assessment.limit,
        suspicion: streamSuspicion(troubled),
      };
    }
    case 'silence':
      return { ...common(pain), kind: 'silent', usualPerMinute: pain.value };
    case 'errors':
      return {
        ...common(pain),
        ...rateOf(pain, newestRate(minutes, errorRateOf)),
        kind: 'failing',
        reachesTimeout: failsAtTimeout(troubled),
        steady: steadyOf(troubled),
      };
    case 'redrive':
      return {
        ...common(pain),
        kind: 'redriving',
        messagesPerMinute: pain.value,
        waiting: newest?.redriveDepth ?? null,
        queueNames: troubled.redrives.map(({ queueName }) => queueName),
      };
    case 'backlog': {
      const of = backloggedOf(minutes) ?? 'messages';
      return { ...common(pain), kind: 'backlogged', of, ageMs: pain.value, pace: waitPace(of, minutes) };
    }
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

/**
 * Throttles of a function that the pool turned away follow from the pool, and so do lag and redriven messages that are
 * not older than they are. What is lost, fails or takes too long does not: calls that are turned away never ran.
 */
function besidesThePool(reasons: readonly Reason[]): readonly Reason[] {
  const throttledMs = reasons.find(({ rule }) => rule === 'throttles')?.sinceMs ?? null;
  const isOlder = ({ sinceMs }: Reason) => sinceMs !== null && throttledMs !== null && sinceMs < throttledMs;
  return reasons.filter(
    (reason) => OF_ITS_OWN.has(reason.rule) || (WAITS.has(reason.rule) && isOlder(reason)),
  );
}

const OF_ITS_OWN: ReadonlySet<RuleName> = new Set(['deadLetterErrors', 'errors', 'timeout']);
const WAITS: ReadonlySet<RuleName> = new Set(['iteratorAge', 'redrive', 'backlog']);

function rateOf(reason: Reason, newest: number | null): Rate {
  const { value, spanMs } = reason;
  return { rate: newest || value, newestIsClean: newest === 0, ...(spanMs !== undefined && { spanMs }) };
}

function poolFull(
  rejection: PoolRejection,
  pool: PoolPressure | null,
  all: readonly TroubledFunction[],
): Cause {
  const { functions, consumers, hitMost, use, newestIsClean } = rejection;
  const culprit = pool?.culprit ?? growerWhileFull(all.filter(sharesPool), functions);
  const reasons = functions.flatMap((each) => each.reasons.find(({ rule }) => rule === 'throttles') ?? []);
  const since = reasons.flatMap(({ sinceMs }) => sinceMs ?? []);
  const isCritical = pool?.severity === 'crit' || reasons.some(({ severity }) => severity === 'crit');
  return {
    kind: 'poolFull',
    severity: isCritical ? 'crit' : 'warn',
    functionName: culprit ?? pool?.holder?.functionName ?? hitMost.name,
    culprit,
    holder: pool?.holder ?? null,
    others: functions.length,
    consumers,
    use,
    newestIsClean,
    sinceMs: since.length === 0 ? null : Math.min(...since),
    harm: 'callersAreHit',
    lossRank: lossRank(functions.reduce((sum, each) => sum + newestThrottles(each), 0)),
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
  return [
    {
      kind: 'poolFilling',
      severity,
      functionName,
      pressure: pool,
      sinceMs: null,
      harm: 'nobodyIsHitYet',
      lossRank: 0,
    },
  ];
}
