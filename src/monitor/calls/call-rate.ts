import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';

export type CallOutcome = 'ok' | 'throttled' | 'failed';

export interface LaneSetting {
  /** Most calls a second; infinite means no rate limit. */
  readonly mostPerSecond: number;
}

/** A token bucket with an adaptive rate: halved when AWS throttles, then raised in small steps to its maximum. */
export interface Lane {
  readonly setting: LaneSetting;
  readonly ratePerSecond: number;
  readonly tokens: number;
  /** When `tokens` was counted. */
  readonly countedMs: EpochMs;
  readonly backingOffUntilMs: EpochMs;
  readonly throttledInRow: number;
}

/**
 * So many seconds' worth of calls may be made at once after a rest: what is opened, or printed once, waits for its first
 * answers. With a third of a quota a second, no second takes more than the whole quota.
 */
const BURST_SECONDS = 2;
const LEAST_PER_SECOND = 0.1;
/** The rate to which an unlimited lane falls when AWS throttles after all. */
const FIRST_FINITE_PER_SECOND = 5;
const RECOVERY_SHARE = 0.02;
const FIRST_BACK_OFF_MS = SECOND_MS;
const LONGEST_BACK_OFF_MS = 30 * SECOND_MS;

export function initialLane(setting: LaneSetting, nowMs: EpochMs): Lane {
  return {
    setting,
    ratePerSecond: setting.mostPerSecond,
    tokens: burst(setting.mostPerSecond),
    countedMs: nowMs,
    backingOffUntilMs: Number.NEGATIVE_INFINITY,
    throttledInRow: 0,
  };
}

/** The lane with its tokens counted at `nowMs`. A clock that was set back doesn't lengthen the wait. */
export function laneAt(lane: Lane, nowMs: EpochMs): Lane {
  return {
    ...lane,
    tokens: tokensAt(lane, nowMs),
    countedMs: nowMs,
    backingOffUntilMs: Math.min(lane.backingOffUntilMs, nowMs + LONGEST_BACK_OFF_MS),
  };
}

/** The lane with another maximum; its rate becomes that. */
export function laneWithMost(lane: Lane, mostPerSecond: number, nowMs: EpochMs): Lane {
  return withRate({ ...lane, setting: { ...lane.setting, mostPerSecond } }, mostPerSecond, nowMs);
}

/** How long until a call may be made; 0 is now. */
export function waitForCallMs(lane: Lane, nowMs: EpochMs): number {
  const backOffMs = Math.max(0, lane.backingOffUntilMs - nowMs);
  const missing = 1 - tokensAt(lane, nowMs);
  // Rounding must not make the wait too short to earn the missing part.
  const tokenMs = missing <= 1e-9 ? 0 : Math.ceil((missing / lane.ratePerSecond) * SECOND_MS);
  return Math.max(backOffMs, tokenMs);
}

export function laneAfterTake(lane: Lane, nowMs: EpochMs): Lane {
  return { ...lane, tokens: tokensAt(lane, nowMs) - 1, countedMs: nowMs };
}

/** @param random 0 inclusive to 1 exclusive. */
export function laneAfterOutcome(lane: Lane, outcome: CallOutcome, random: number, nowMs: EpochMs): Lane {
  switch (outcome) {
    case 'ok':
      return { ...withRate(lane, recoveredRate(lane), nowMs), throttledInRow: 0 };
    case 'failed':
      return lane;
    case 'throttled': {
      // Calls already under way at the first throttle are no news.
      if (nowMs < lane.backingOffUntilMs) return lane;
      const longestMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** lane.throttledInRow);
      return {
        ...withRate(lane, halvedRate(lane.ratePerSecond), nowMs),
        backingOffUntilMs: nowMs + Math.round(longestMs * (0.5 + random / 2)),
        throttledInRow: lane.throttledInRow + 1,
      };
    }
  }
}

function withRate(lane: Lane, ratePerSecond: number, nowMs: EpochMs): Lane {
  return {
    ...lane,
    ratePerSecond,
    tokens: Math.min(tokensAt(lane, nowMs), burst(ratePerSecond)),
    countedMs: nowMs,
  };
}

function halvedRate(ratePerSecond: number): number {
  if (!Number.isFinite(ratePerSecond)) return FIRST_FINITE_PER_SECOND;
  return Math.max(LEAST_PER_SECOND, ratePerSecond / 2);
}

function recoveredRate({ ratePerSecond, setting: { mostPerSecond } }: Lane): number {
  const aimPerSecond = Number.isFinite(mostPerSecond) ? mostPerSecond : FIRST_FINITE_PER_SECOND;
  return Math.min(mostPerSecond, ratePerSecond + aimPerSecond * RECOVERY_SHARE);
}

function tokensAt(lane: Lane, nowMs: EpochMs): number {
  if (!Number.isFinite(lane.ratePerSecond)) return burst(lane.ratePerSecond);
  const elapsedMs = Math.max(0, nowMs - lane.countedMs);
  const tokens = Math.min(lane.tokens, burst(lane.ratePerSecond));
  return Math.min(burst(lane.ratePerSecond), tokens + (elapsedMs / SECOND_MS) * lane.ratePerSecond);
}

function burst(ratePerSecond: number): number {
  return Math.max(1, ratePerSecond * BURST_SECONDS);
}
