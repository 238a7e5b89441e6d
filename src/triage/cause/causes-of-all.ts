import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { backloggedOf, waitPace } from '../minute/backlog.ts';
import { lossWayOf } from '../minute/event-loss.ts';
import { errorRateOf, lostIn, newestRate, throttleRateOf } from '../minute/function-minute.ts';
import type { Reason, RuleName } from '../rules/reason.ts';
import { steadyOf } from '../rules/steady.ts';
import { failsAtTimeout } from '../rules/timeout.ts';
import type { Cause, CauseCommon, CriticalBy, Rate } from './cause.ts';
import { harmOf } from './harm.ts';
import type { PoolPressure } from './pool.ts';
import { poolFilling, poolFull } from './pool-cause.ts';
import { limitWasMet, newestThrottles, poolRejection } from './rejection.ts';
import { streamSuspicion } from './stream-suspicion.ts';
import type { TroubledFunction } from './troubled-function.ts';
import { byUrgency, lossRank } from './urgency.ts';

/**
 * What needs attention now, worst first and in the order of the fleet's rows: functions that share a cause are one
 * entry.
 */
export function causesOf(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): readonly Cause[] {
  const rejection = poolRejection(functions, pool);
  const own = functions.flatMap(
    (troubled) => causeOfItsOwn(troubled, rejection?.functions.includes(troubled) ?? false) ?? [],
  );
  const shared = rejection === null ? poolFilling(functions, pool) : [poolFull(rejection, pool, functions)];
  return [...own, ...shared].toSorted(
    (a, b) => byUrgency(a, b) || compareNames(a.functionName, b.functionName),
  );
}

function compareNames(a: RawText, b: RawText): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Rules that hurt by themselves, by precedence: the first one found stands for the others, which follow from it. */
const PAINS = [
  'throttles',
  'iteratorAge',
  'silence',
  'errors',
  'redrive',
  'backlog',
] as const satisfies readonly RuleName[];

/** The reason that explains the function best: lost data, then what hurts most, then forecasts. */
function causeOfItsOwn(troubled: TroubledFunction, isRejectedByPool: boolean): Cause | null {
  const { name, assessment, minutes } = troubled;
  const newest = minutes.at(-1);
  const reasons = isRejectedByPool ? besidesThePool(troubled.reasons) : withoutPool(troubled.reasons);
  const by = (rule: RuleName) => reasons.find((reason) => reason.rule === rule);
  const isWorseByPool = isRejectedByPool && !isCritical(reasons) && isCritical(troubled.reasons);
  const common = (reason: Reason, said: readonly RuleName[] = [reason.rule]): CauseCommon => ({
    severity: isWorseByPool || isCritical(reasons) ? 'crit' : 'warn',
    ...(isWorseByPool && { isWorseByPool }),
    ...criticalBeside(said, reasons, assessment),
    functionName: name,
    sinceMs: reason.sinceMs,
    harm: harmOf({ ...troubled, reasons }) ?? 'nobodyIsHitYet',
    // Calls throttled by the pool are counted there.
    lossRank: isRejectedByPool
      ? lossRank((newest === undefined ? 0 : lostIn(newest)) - newestThrottles(troubled))
      : troubled.lossRank,
  });

  const lost = by('deadLetterErrors');
  if (lost) return { ...common(lost), kind: 'losing', events: lost.value, way: lossWayOf(minutes) };

  const pain = worstPain(reasons);
  if (pain) return causeOfPain(pain, common(pain), troubled);

  const near = by('use') ?? by('eta');
  if (near) {
    const { limit, eta } = assessment;
    return { ...common(near, ['use', 'eta']), kind: 'nearLimit', limit, eta };
  }

  const timeout = by('timeout');
  if (timeout) return { ...common(timeout), kind: 'nearTimeout', share: timeout.value };
  return null;
}

/** Where it began before the known minutes. */
function throughoutFrom({ minutes }: TroubledFunction): { readonly throughoutFromMs?: EpochMs } {
  const [first] = minutes;
  const isThroughout = minutes.every(({ throttles }) => (throttles ?? 0) > 0);
  return first === undefined || !isThroughout ? {} : { throughoutFromMs: first.minuteMs };
}

/** What hurts by itself, with its reason. */
type Pain = Reason & { readonly rule: (typeof PAINS)[number] };

function worstPain(reasons: readonly Reason[]): Pain | undefined {
  const pains = PAINS.flatMap((rule) => {
    const reason = reasons.find((each) => each.rule === rule);
    return reason === undefined ? [] : [{ ...reason, rule }];
  });
  return pains.find(({ severity }) => severity === 'crit') ?? pains[0];
}

function causeOfPain(pain: Pain, common: CauseCommon, troubled: TroubledFunction): Cause {
  const { assessment, minutes } = troubled;
  switch (pain.rule) {
    case 'throttles':
      return {
        ...common,
        ...rateOf(pain, newestRate(minutes, throttleRateOf)),
        kind: 'throttled',
        limit: assessment.scaling ?? assessment.limit,
        limitWasMet: limitWasMet(troubled),
        durationRise: troubled.durationRise,
        throttles: newestThrottles(troubled),
        ...throughoutFrom(troubled),
      };
    case 'iteratorAge':
      return {
        ...common,
        kind: 'lagging',
        ageMs: pain.value,
        growthMs: troubled.iteratorAgeGrowthMs,
        limit: assessment.limit,
        suspicion: streamSuspicion(troubled),
      };
    case 'silence':
      return {
        ...common,
        kind: 'silent',
        usualPerMinute: pain.value,
        switchedOffSources: troubled.switchedOffSources ?? [],
      };
    case 'errors':
      return {
        ...common,
        ...rateOf(pain, newestRate(minutes, errorRateOf)),
        kind: 'failing',
        reachesTimeout: failsAtTimeout(troubled),
        steady: steadyOf(troubled),
      };
    case 'redrive':
      return {
        ...common,
        kind: 'redriving',
        messagesPerMinute: pain.value,
        waiting: minutes.at(-1)?.redriveDepth ?? null,
        queueNames: troubled.redrives.map(({ queueName }) => queueName),
      };
    case 'backlog': {
      const of = backloggedOf(minutes) ?? 'messages';
      return { ...common, kind: 'backlogged', of, ageMs: pain.value, pace: waitPace(of, minutes) };
    }
  }
}

/** @param said the rules that the cause is about: where one of them is critical, nothing else explains it */
function criticalBeside(
  said: readonly RuleName[],
  reasons: readonly Reason[],
  assessment: TroubledFunction['assessment'],
): { readonly criticalBy?: CriticalBy } {
  const critical = reasons.filter(({ severity }) => severity === 'crit');
  if (critical.some(({ rule }) => said.includes(rule))) return {};
  const by = (rule: RuleName) => critical.find((reason) => reason.rule === rule);
  const { limit, eta } = assessment;
  if (by('use')) return { criticalBy: { rule: 'use', limit } };
  if (by('eta') && eta !== null) return { criticalBy: { rule: 'eta', limit, eta } };
  const timeout = by('timeout');
  return timeout === undefined ? {} : { criticalBy: { rule: 'timeout', share: timeout.value } };
}

function isCritical(reasons: readonly Reason[]): boolean {
  return reasons.some(({ severity }) => severity === 'crit');
}

/** Filling the pool is reported once, by the pool's own cause. */
function withoutPool(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ rule }) => rule !== 'pool');
}

/**
 * Throttles by a full pool belong to the pool's cause, and so do lag and redriven messages that are not older. Losses,
 * failures and slowness don't: throttled calls never ran.
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
  return {
    rate: newest || value,
    newestIsClean: newest === 0,
    ...(newest === null && { newestIsUnknown: true }),
    ...(spanMs !== undefined && { spanMs }),
  };
}
