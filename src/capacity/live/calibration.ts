import type { EpochMs } from '../../lambda/time.ts';
import type { Calibration, PendingLook } from '../capacity-memory.ts';

/** A risk of one kind, by formula. */
export interface RawRisk {
  /** 0 to 1. */
  readonly value: number;
  readonly isAtLimit: boolean;
  /** Whether most calls end long before the horizon: then arrivals determine the load to come. */
  readonly isMostlyShort: boolean;
}

const RISK_EDGES = [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
/** Looks at the limit have a bin of their own. */
const AT_LIMIT_BIN = RISK_EDGES.length + 1;
const FILED_EVERY_MS = 30_000;
const HORIZON_MS = 300_000;
/** The formula's prior weight, in looks. */
const FORMULA_LOOKS = 20;
/** Looks within one horizon are much alike: where the formula is good, several count little more than one. */
const FORMULA_LOOKS_OF_SHORT_CALLS = 60;
/** Risk at the limit: each function's outcomes soon show whether throttling goes on. */
const AT_LIMIT_RISK = 0.5;
const AT_LIMIT_LOOKS = 1;
const KEPT_PER_LOOK = 0.998;

export const UNCALIBRATED: Calibration = {
  bins: Array.from({ length: AT_LIMIT_BIN + 1 }, () => ({ looks: 0, hits: 0 })),
  pending: [],
};

/** The risk, corrected by the outcomes of similar ones. */
export function calibratedRisk({ bins }: Calibration, raw: RawRisk): number {
  const { looks, hits } = bins[binOf(raw)] ?? { looks: 0, hits: 0 };
  const assumed = raw.isAtLimit ? Math.max(raw.value, AT_LIMIT_RISK) : raw.value;
  const weight = weightOf(raw);
  return (hits + weight * assumed) / (looks + weight);
}

function weightOf({ isAtLimit, isMostlyShort }: RawRisk): number {
  if (isAtLimit) return AT_LIMIT_LOOKS;
  return isMostlyShort ? FORMULA_LOOKS_OF_SHORT_CALLS : FORMULA_LOOKS;
}

/**
 * @param asOfMs the time up to which it is known whether the limit was met
 * @param isMet whether it was met within a span; null where the span was not fully seen
 */
export function calibrationAfter(
  calibration: Calibration,
  raw: RawRisk,
  asOfMs: EpochMs,
  isMet: (fromMs: EpochMs, untilMs: EpochMs) => boolean | null,
): Calibration {
  const due = calibration.pending.filter(({ atMs }) => atMs + HORIZON_MS <= asOfMs);
  const lastFiledMs = calibration.pending.at(-1)?.atMs ?? -Infinity;
  const isFiled = asOfMs - lastFiledMs >= FILED_EVERY_MS;
  if (due.length === 0 && !isFiled) return calibration;
  const pending = calibration.pending.slice(due.length);
  return {
    bins: due.reduce((bins, look) => learned(bins, look, isMet), calibration.bins),
    pending: isFiled ? [...pending, { atMs: asOfMs, bin: binOf(raw) }] : pending,
  };
}

function learned(
  bins: Calibration['bins'],
  { atMs, bin }: PendingLook,
  isMet: (fromMs: EpochMs, untilMs: EpochMs) => boolean | null,
): Calibration['bins'] {
  const wasMet = isMet(atMs, atMs + HORIZON_MS);
  if (wasMet === null) return bins;
  const hit = wasMet ? 1 : 0;
  return bins.map((each, index) =>
    index === bin ? { looks: each.looks * KEPT_PER_LOOK + 1, hits: each.hits * KEPT_PER_LOOK + hit } : each,
  );
}

function binOf({ value, isAtLimit }: RawRisk): number {
  if (isAtLimit) return AT_LIMIT_BIN;
  const bin = RISK_EDGES.findIndex((edge) => value < edge);
  return bin < 0 ? RISK_EDGES.length : bin;
}
