import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { TimeToLimit } from '../assessment.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { chanceOfMeeting, meanThatMeets } from '../statistics/peak.ts';
import { averageOf, lastOf } from '../statistics/span.ts';
import { type Trend, timeToReach, trendOf } from '../statistics/trend.ts';
import type { LiveLoad } from './live-load.ts';

/** The shortest significant window gives the time. */
const WINDOWS = [
  { windowS: 60, stepS: 5 },
  { windowS: 180, stepS: 15 },
  { windowS: 600, stepS: 30 },
  { windowS: 1_200, stepS: 60 },
] as const;
/** A rise of less than this share of the limit in fifteen minutes needs no forecast. */
const RISE_THAT_MATTERS = 0.1;
const HORIZON_MINUTES = 15;
/** From this chance in a minute on, no time is left to forecast. */
const AS_GOOD_AS_MET = 0.98;

/** Null without a trend that meets the limit within fifteen minutes. */
export function liveTimeToLimit({ means }: InFlight, load: LiveLoad, limit: number): TimeToLimit | null {
  const { dispersion, mixingS } = load;
  const spread = { mean: load.level, dispersion, mixingMs: mixingS * SECOND_MS };
  if (chanceOfMeeting(limit, spread, MINUTE_MS) >= AS_GOOD_AS_MET) return null;
  const trend = risingTrend(means, mixingS, limit);
  if (trend === null) return null;
  const meetsWith = (chance: number) => meanThatMeets(limit, spread, MINUTE_MS, chance);
  const eta = timeToReach(trend, { early: meetsWith(0.02), likely: meetsWith(0.5), late: meetsWith(0.98) });
  return eta !== null && eta.likelyMs <= HORIZON_MINUTES * MINUTE_MS ? eta : null;
}

function risingTrend(means: Float32Array, mixingS: number, limit: number): Trend | null {
  for (const { windowS, stepS } of WINDOWS) {
    if (means.length < windowS) return null;
    const window = lastOf(means, windowS);
    const values = Array.from({ length: windowS / stepS }, (_, step) =>
      averageOf(window.subarray(step * stepS, (step + 1) * stepS)),
    );
    const trend = trendOf(values, values.length, Math.sqrt(1 + (2 * mixingS) / stepS));
    if (trend === null) continue;
    const perMinute = (trend.perMinute * MINUTE_MS) / (stepS * SECOND_MS);
    const standardError = (trend.standardError * MINUTE_MS) / (stepS * SECOND_MS);
    if (perMinute * HORIZON_MINUTES > RISE_THAT_MATTERS * limit)
      return { level: trend.level, perMinute, standardError };
  }
  return null;
}
