import { MINUTE_MS } from '../../lambda/time.ts';
import { regularisedLowerGamma } from './incomplete-gamma.ts';

/**
 * A minute's mean hides its peak, which is what meets the limit. With random arrivals, concurrency is distributed like
 * a Poisson variable around the mean, widened by the burstiness of arrivals, and is redrawn about once each call
 * length.
 */
export interface Load {
  /** Mean concurrency. */
  readonly mean: number;
  /** Index of dispersion of concurrency: 1 for Poisson arrivals, about the batch size for batches. */
  readonly dispersion: number;
  /** Duration weighted by itself, E[S²] / E[S]: the memory of the concurrency. */
  readonly mixingMs: number;
}

/** Chance, 0 to 1, that `limit` is met at least once in `windowMs`. */
export function chanceOfMeeting(limit: number, load: Load, windowMs: number): number {
  if (load.mean <= 0) return 0;
  const standing = regularisedLowerGamma(limit / load.dispersion, load.mean / load.dispersion);
  return 1 - (1 - standing) ** looksIn(windowMs, load);
}

/** The mean at which `limit` is met within `windowMs` with the given chance, all else equal. */
export function meanThatMeets(limit: number, load: Load, windowMs: number, chance: number): number {
  let low = 0;
  let high = limit * 2;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (chanceOfMeeting(limit, { ...load, mean: middle }, windowMs) < chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The 5 % and 95 % points of the highest concurrency in `windowMs`. */
export function peakBand(load: Load, windowMs: number): { low: number; high: number } {
  return { low: peakQuantile(load, windowMs, 0.05), high: peakQuantile(load, windowMs, 0.95) };
}

/** The median of the highest concurrency in `windowMs`. */
export function typicalPeak(load: Load, windowMs: number): number {
  return peakQuantile(load, windowMs, 0.5);
}

/** The burstiness of a minute from its mean and its observed peak; at least 1. */
export function dispersionFrom(mean: number, observedMax: number, mixingMs: number): number {
  if (mean <= 0 || observedMax <= mean) return 1;
  // Below one standard deviation the peak formula no longer grows with F: long calls give too few draws.
  const z = Math.max(1, normalQuantile(0.5 ** (1 / looksIn(MINUTE_MS, { mixingMs }))));
  // mean + z √(mean F) + F (z² − 1) / 6 = observedMax, solved for √F.
  const a = (z * z - 1) / 6;
  const b = z * Math.sqrt(mean);
  const above = observedMax - mean;
  const root = (2 * above) / (b + Math.sqrt(b * b + 4 * a * above));
  return Math.max(1, root * root);
}

function peakQuantile(load: Load, windowMs: number, share: number): number {
  if (load.mean <= 0) return 0;
  const z = normalQuantile(share ** (1 / looksIn(windowMs, load)));
  const { mean, dispersion } = load;
  return Math.max(mean, mean + z * Math.sqrt(mean * dispersion) + (dispersion * (z * z - 1)) / 6);
}

function looksIn(windowMs: number, load: Pick<Load, 'mixingMs'>): number {
  return Math.max(1, windowMs / Math.max(1, load.mixingMs));
}

/** Quantile of the standard normal distribution. @see https://doi.org/10.1214/aoms/1177706645 for the tail form */
function normalQuantile(share: number): number {
  if (share < 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(Math.max(1e-300, 1 - share)));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - above / below;
}
