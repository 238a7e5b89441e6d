import { type EpochMs, MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import type { CapacityFlag, RecurringPeak, TimeToLimit } from './assessment.ts';
import { calibratedRisk, calibrationAfter, UNCALIBRATED } from './calibration.ts';
import type { LiveMemory } from './capacity-memory.ts';
import type { FlagReason } from './flag-reason.ts';
import type { InFlight } from './in-flight.ts';
import { type LiveLoad, LONG_MIXING_S, liveLoadOf } from './live-load.ts';
import { type LiveRisks, liveRisks } from './live-risk.ts';
import { liveTimeToLimit } from './live-trend.ts';
import { recurringPeakOf } from './recurring-peak.ts';
import { highestOf } from './span.ts';

export interface LiveJudgement {
  /** Environments that the function keeps busy. */
  readonly level: number;
  /** How much of the limit that is, in the limit's own unit. */
  readonly inUse: number;
  readonly risk: number;
  readonly flag: CapacityFlag;
  readonly reason: FlagReason | null;
  readonly eta: TimeToLimit | null;
  readonly recurringPeak: RecurringPeak | null;
  readonly memory: LiveMemory;
}

const NOTHING_LEARNED: LiveMemory = {
  calibration: UNCALIBRATED,
  isRaised: false,
  reason: null,
  calmSinceMs: null,
};

const RAISE_AT_RISK = 0.5;

/** What it takes to lower the flag: a risk that stays below this for so long. */
interface Calm {
  readonly belowRisk: number;
  readonly forMs: number;
}

const CALM: Calm = { belowRisk: 0.3, forMs: MINUTE_MS };
/** While the limit was nearly met of late, and the load does not surely go down, a smaller risk keeps the flag. */
const CALM_WHEN_NEAR: Calm = { ...CALM, belowRisk: 0.1 };
/** Clumps of long calls come without a sign: what is left of the risk of one, and of the time until the next, keeps the flag. */
const CALM_WHEN_CLUMPED: Calm = { belowRisk: 0.15, forMs: 3 * MINUTE_MS };
const CLUMPED_DISPERSION = 1.5;
/** Calls shorter than this are so often replaced within the horizon that few of them suffice for a clump. */
const SLOW_MIXING_S = 60;
/** A load that has left the limit does not come back by the chance of counts. */
const CALM_WHEN_FAR: Calm = { ...CALM, forMs: 10 * SECOND_MS };
const FAR_SHARE = 0.5;
/** From this chance on, a peak that may come again keeps the flag, however low the level is until then. */
const AWAITED_CHANCE = 0.1;

/** Null while the log does not tell the level whole: too little of it has been read. */
export function judgeLive(
  inFlight: InFlight,
  limit: number,
  before: LiveMemory | null,
): LiveJudgement | null {
  const load = inFlight.asOfMs < inFlight.completeFromMs ? null : liveLoadOf(inFlight);
  if (load === null) return null;
  const memory = before ?? NOTHING_LEARNED;
  const risks = liveRisks(inFlight, load, limit);
  const raw = {
    value: Math.max(risks.steady, risks.recurring, risks.rising),
    isAtLimit: risks.isAtLimit,
  };
  const calibration = calibrationAfter(memory.calibration, raw, inFlight.asOfMs, (fromMs, untilMs) =>
    isMetWithin(inFlight, limit, fromMs, untilMs),
  );
  const risk = calibratedRisk(calibration, raw);
  const recurringPeak = recurringPeakOf(inFlight, limit);
  const isAwaited = recurringPeak !== null || risks.recurring >= AWAITED_CHANCE;
  const learned = { ...memory, calibration };
  const next =
    risk >= RAISE_AT_RISK || risks.isAtLimit
      ? { ...learned, isRaised: true, reason: reasonOf(risks), calmSinceMs: null }
      : notRaisedAgain(learned, risk, calmThatLowers(load, isAwaited, risks, limit), inFlight.asOfMs);
  return {
    level: load.level,
    inUse: load.level,
    risk,
    flag: next.isRaised ? 'near' : 'ok',
    reason: next.reason,
    eta: liveTimeToLimit(inFlight, load, limit),
    recurringPeak,
    memory: next,
  };
}

function notRaisedAgain(memory: LiveMemory, risk: number, calm: Calm, nowMs: EpochMs): LiveMemory {
  if (!memory.isRaised) return memory;
  if (risk >= calm.belowRisk) return { ...memory, calmSinceMs: null };
  const calmSinceMs = memory.calmSinceMs ?? nowMs;
  if (nowMs - calmSinceMs < calm.forMs) return { ...memory, calmSinceMs };
  return { ...memory, isRaised: false, reason: null, calmSinceMs: null };
}

function calmThatLowers(
  load: LiveLoad,
  isAwaited: boolean,
  { wasNear, isFalling }: LiveRisks,
  limit: number,
): Calm {
  // Long calls wander: where they are now says little of where they will be.
  const isShort = load.mixingS < LONG_MIXING_S;
  const isFar = Math.max(load.level, load.heldByArrivals) < FAR_SHARE * limit;
  if (isShort && isFar && !isAwaited) return CALM_WHEN_FAR;
  const isNear = wasNear && !isFalling;
  if (isShort) return isNear ? CALM_WHEN_NEAR : CALM;
  const { belowRisk, forMs } = comesInClumps(load) ? CALM_WHEN_CLUMPED : CALM;
  return {
    belowRisk: isNear ? CALM_WHEN_NEAR.belowRisk : belowRisk,
    forMs: Math.max(forMs, nextClumpS(load) * SECOND_MS),
  };
}

function comesInClumps({ dispersion, mixingS }: LiveLoad): boolean {
  return dispersion >= CLUMPED_DISPERSION || mixingS < SLOW_MIXING_S;
}

/** The flag outlasts the pause before the next clump. */
function nextClumpS({ arrivingS, mixingS }: LiveLoad): number {
  return arrivingS - mixingS;
}

function reasonOf({ isAtLimit, rising, steady, recurring }: LiveRisks): FlagReason {
  if (isAtLimit) return 'at the limit now';
  if (rising > Math.max(steady, recurring)) return 'rising';
  return recurring > steady ? 'coming back' : 'steady load';
}

function isMetWithin({ peaks, asOfMs }: InFlight, limit: number, fromMs: EpochMs, untilMs: EpochMs): boolean {
  const indexOf = (timeMs: EpochMs) => Math.max(0, peaks.length - Math.round((asOfMs - timeMs) / SECOND_MS));
  return highestOf(peaks.subarray(indexOf(fromMs), indexOf(untilMs))) >= limit;
}
