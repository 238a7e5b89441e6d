import type { CapacityFlag } from '../assessment.ts';
import type { FlagReason } from '../flag-reason.ts';

/** The signs of one settled minute about the limit. */
export interface MinuteSigns {
  /** Null when not measured. */
  readonly throttles: number | null;
  /** The highest use as a share of the limit. Null when not observed. */
  readonly observedShare: number | null;
  /** Chance that the limit is met within five minutes at constant load. Null when load or limit is unknown. */
  readonly steadyRisk: number | null;
  /** The same if the trend goes on. */
  readonly risingRisk: number;
}

export interface FlagState {
  readonly flag: CapacityFlag;
  readonly reason: FlagReason | null;
  /** Consecutive measured minutes without a reason for the flag. */
  readonly calmMinutes: number;
  /** Consecutive minutes without data. */
  readonly missingMinutes: number;
}

const NO_FLAG: FlagState = { flag: 'ok', reason: null, calmMinutes: 0, missingMinutes: 0 };

const RAISE_AT_RISK = 0.5;
const LOWER_BELOW_RISK = 0.17;
const AT_LIMIT_SHARE = 0.98;
const CALM_MINUTES_BEFORE_LOWERING = 2;
/** Missing data is not calm, but after this long the function is simply not being called. */
const MISSING_MINUTES_BEFORE_LOWERING = 5;

/**
 * Derives the flag from minutes. Raised by throttles, by an observed peak at the limit, or by a risk of one half;
 * lowered only after calm minutes, so that a load around a threshold does not make it flicker.
 */
export function flagAfter(minutes: readonly MinuteSigns[]): FlagState {
  return minutes.reduce<FlagState>(next, NO_FLAG);
}

function next(state: FlagState, signs: MinuteSigns): FlagState {
  const raised = raisedBy(signs);
  if (raised !== null && rank(raised.flag) >= rank(state.flag)) return { ...NO_FLAG, ...raised };
  if (state.flag === 'ok') return state;

  const counted = withMinute(state, signs);
  const isOver =
    counted.calmMinutes >= CALM_MINUTES_BEFORE_LOWERING ||
    counted.missingMinutes >= MISSING_MINUTES_BEFORE_LOWERING;
  return isOver ? { ...NO_FLAG, ...raised } : counted;
}

function withMinute(state: FlagState, signs: MinuteSigns): FlagState {
  if (isMissing(state.flag, signs)) return { ...state, missingMinutes: state.missingMinutes + 1 };
  return { ...state, calmMinutes: isCalm(state.flag, signs) ? state.calmMinutes + 1 : 0, missingMinutes: 0 };
}

function isMissing(flag: CapacityFlag, { throttles, steadyRisk }: MinuteSigns): boolean {
  return (flag === 'throttling' ? throttles : steadyRisk) === null;
}

function raisedBy(signs: MinuteSigns): Pick<FlagState, 'flag' | 'reason'> | null {
  if ((signs.throttles ?? 0) > 0) return { flag: 'throttling', reason: 'rejecting now' };
  if ((signs.observedShare ?? 0) >= AT_LIMIT_SHARE) return { flag: 'near', reason: 'at the limit now' };
  if ((signs.steadyRisk ?? 0) >= RAISE_AT_RISK) return { flag: 'near', reason: 'steady load' };
  if (signs.risingRisk >= RAISE_AT_RISK) return { flag: 'near', reason: 'rising' };
  return null;
}

function isCalm(flag: CapacityFlag, signs: MinuteSigns): boolean {
  if (flag === 'throttling') return signs.throttles === 0;
  return raisedBy(signs) === null && Math.max(signs.steadyRisk ?? 0, signs.risingRisk) < LOWER_BELOW_RISK;
}

function rank(flag: CapacityFlag): number {
  return { ok: 0, near: 1, throttling: 2 }[flag];
}
