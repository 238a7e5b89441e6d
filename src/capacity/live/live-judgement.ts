import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { CapacityFlag, RecurringPeak, TimeToLimit } from '../assessment.ts';
import type { LiveMemory } from '../capacity-memory.ts';
import type { FlagReason } from '../flag-reason.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { highestOf } from '../statistics/span.ts';
import { calibratedRisk, calibrationAfter, type RawRisk, UNCALIBRATED } from './calibration.ts';
import { type Hysteresis, hysteresisOf } from './hysteresis.ts';
import { isMostlyShort, type LiveLoad, LONG_MIXING_S, liveLoadOf } from './live-load.ts';
import { type LiveRisks, liveRisks } from './live-risk.ts';
import { liveTimeToLimit } from './live-trend.ts';
import { pastPeaksAfter } from './past-peaks.ts';
import { recurringPeakOf } from './recurring-peak.ts';
import { NO_RISES, risesAfter, riskByRises } from './rises.ts';

export interface LiveJudgement {
  /** The function's concurrency. */
  readonly level: number;
  /** The use of the limit, in its unit. */
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
  rises: NO_RISES,
  isRaised: false,
  reason: null,
  calmSinceMs: null,
  peaks: null,
};

/** From this chance on, an expected peak keeps the flag, however low the level is until then. */
const AWAITED_CHANCE = 0.2;

/** A clearly rising load of short calls is a sign of its own: a smaller risk is worth a warning then. */
const RAISE_AT_RISING = 0.3;

/** A newly opened log or a new load teaches nothing, because it rises from zero. */
const LEARNED_FROM_S = 300;

/** Null while too little of the log has been read to know the whole level. */
export function judgeLive(
  inFlight: InFlight,
  limit: number,
  before: LiveMemory | null,
): LiveJudgement | null {
  const load = inFlight.asOfMs < inFlight.completeFromMs ? null : liveLoadOf(inFlight);
  if (load === null) return null;
  const memory = before ?? NOTHING_LEARNED;
  const peaks = pastPeaksAfter(memory.peaks, inFlight, limit);
  const risks = liveRisks(inFlight, load, peaks.now, limit);
  const raw = {
    value: Math.max(risks.steady, risks.recurring, risks.rising),
    isAtLimit: risks.isAtLimit,
    isMostlyShort: isMostlyShort(load),
  };
  const { calibration, rises } = learnedFrom(memory, inFlight, load, { raw, limit });
  const isLong = load.mixingS >= LONG_MIXING_S;
  const risk = isLong ? riskByRises(rises, load, limit, raw.value) : calibratedRisk(calibration, raw);
  const recurringPeak = recurringPeakOf(peaks.now, limit);
  const isAwaited = risks.recurring >= AWAITED_CHANCE;
  const learned = { ...memory, calibration, rises, peaks: peaks.settled };
  const hysteresis = hysteresisOf(load, risks, limit, isAwaited);
  const next =
    risk >= hysteresis.raiseAtRisk || risks.isAtLimit || (!isLong && risks.rising >= RAISE_AT_RISING)
      ? {
          ...learned,
          isRaised: true,
          reason: reasonOf(risks, raw.value < hysteresis.raiseAtRisk),
          calmSinceMs: null,
        }
      : notRaisedAgain(learned, risk, hysteresis, inFlight.asOfMs);
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

function notRaisedAgain(
  memory: LiveMemory,
  risk: number,
  { lowerBelowRisk, calmForMs }: Hysteresis,
  nowMs: EpochMs,
): LiveMemory {
  if (!memory.isRaised) return memory;
  if (risk >= lowerBelowRisk) return { ...memory, calmSinceMs: null };
  const calmSinceMs = memory.calmSinceMs ?? nowMs;
  if (nowMs - calmSinceMs < calmForMs) return { ...memory, calmSinceMs };
  return { ...memory, isRaised: false, reason: null, calmSinceMs: null };
}

/** @param isLearned whether only the outcomes of earlier looks raised the flag, not a formula */
function reasonOf({ isAtLimit, rising, steady, recurring }: LiveRisks, isLearned: boolean): FlagReason {
  if (isAtLimit) return 'at the limit now';
  if (rising > Math.max(steady, recurring)) return 'rising';
  if (isLearned) return 'as before';
  return recurring > steady ? 'coming back' : 'steady load';
}

function learnedFrom(
  { calibration, rises }: LiveMemory,
  inFlight: InFlight,
  load: LiveLoad,
  { raw, limit }: { readonly raw: RawRisk; readonly limit: number },
): Pick<LiveMemory, 'calibration' | 'rises'> {
  if (inFlight.peaks.length < LEARNED_FROM_S) return { calibration, rises };
  const { asOfMs } = inFlight;
  const highest = (fromMs: EpochMs, untilMs: EpochMs) => highestWithin(inFlight, fromMs, untilMs);
  const isMet = (fromMs: EpochMs, untilMs: EpochMs) => {
    const reached = highest(fromMs, untilMs);
    return reached === null ? null : reached >= limit;
  };
  return {
    calibration: calibrationAfter(calibration, raw, asOfMs, isMet),
    rises: risesAfter(rises, load, limit, { asOfMs, highest }),
  };
}

/** Null for a span not fully kept: what the load did while lmon slept is unknown. */
function highestWithin({ peaks, asOfMs }: InFlight, fromMs: EpochMs, untilMs: EpochMs): number | null {
  const indexOf = (timeMs: EpochMs) => peaks.length - Math.round((asOfMs - timeMs) / SECOND_MS);
  const from = indexOf(fromMs);
  return from < 0 ? null : highestOf(peaks.subarray(from, indexOf(untilMs)));
}
