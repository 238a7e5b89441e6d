import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { median, quantile } from '../../triage/onset/quantile.ts';
import type { MetricAnswer } from '../sources.ts';

/** A measurement, or the reason why there is none. */
export type Measured<Value> =
  | { readonly isMeasured: true; readonly value: Value }
  | { readonly isMeasured: false; readonly because: SafeText };

/** How far CloudWatch's metrics lag behind. */
export interface MetricDelay {
  /** The newest minute that has a data point. */
  readonly newestMinuteMs: EpochMs;
  /** Time since that minute ended; 0 while it is under way. An upper bound of the publication delay. */
  readonly endedAgoMs: number;
  /** Time from the end of a minute until all its calls are counted; null when unknown. */
  readonly whole: WholeWithin | null;
}

/** Bounds: the newest complete minute, and the one after it, which is not complete yet. */
export interface WholeWithin {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Time from an event's timestamp until CloudWatch Logs had ingested it. */
export interface LogDelay {
  readonly group: RawText;
  readonly events: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly longestMs: number;
}

/** @param answers null where there was no answer. */
export function metricDelay(answers: readonly MetricAnswer[] | null, nowMs: EpochMs): Measured<MetricDelay> {
  if (answers === null) return { isMeasured: false, because: safe`no answer from GetMetricData` };
  const times = answers.flatMap(({ points }) => points.map(({ timestampMs }) => timestampMs));
  if (times.length === 0) return { isMeasured: false, because: safe`no function was called of late` };
  const newestMinuteMs = Math.max(...times);
  const endedAgoMs = Math.max(0, nowMs - newestMinuteMs - MINUTE_MS);
  const calls = answers.flatMap(({ points }) => points);
  return { isMeasured: true, value: { newestMinuteMs, endedAgoMs, whole: wholeWithin(calls, nowMs) } };
}

/** Minutes that ended so long ago are taken as complete: they give the usual count. */
const SURELY_WHOLE_MS = 4 * MINUTE_MS;
const FEWEST_USUAL_MINUTES = 5;
/** With fewer calls a minute, chance varies the count more than missing points do. */
const FEWEST_CALLS = 25;
const EVEN = 0.2;
const CHANCE = 3;

/**
 * A minute fills up while it is published: its newest points count only part of the calls. It is complete when it has
 * about as many as recent minutes, so traffic that rises or falls steeply gives no answer.
 */
function wholeWithin(calls: MetricAnswer['points'], nowMs: EpochMs): WholeWithin | null {
  const agoOf = (timestampMs: EpochMs) => nowMs - timestampMs - MINUTE_MS;
  const usual = calls.filter(({ timestampMs }) => agoOf(timestampMs) >= SURELY_WHOLE_MS);
  const values = usual.map(({ value }) => value);
  const typical = median(values);
  if (values.length < FEWEST_USUAL_MINUTES || typical === null || typical < FEWEST_CALLS) return null;
  const least = typical - Math.max(EVEN * typical, CHANCE * Math.sqrt(typical));
  if (Math.min(...values) < least || Math.max(...values) > 2 * typical - least) return null;
  const whole = calls.filter(({ timestampMs, value }) => agoOf(timestampMs) >= 0 && value >= least);
  const mostMs = agoOf(Math.max(...whole.map(({ timestampMs }) => timestampMs)));
  return { leastMs: Math.max(0, mostMs - MINUTE_MS), mostMs };
}

/** @param events null where there was no answer. */
export function logDelay(events: readonly LogEvent[] | null, group: RawText | null): Measured<LogDelay> {
  if (events === null || group === null)
    return { isMeasured: false, because: safe`no answer from FilterLogEvents` };
  // A writer with a fast clock must not count as a quick delivery.
  const delays = events
    .map(({ timestampMs, ingestionMs }) => ingestionMs - timestampMs)
    .filter((delayMs) => delayMs >= 0);
  const medianMs = quantile(delays, 0.5);
  const p95Ms = quantile(delays, 0.95);
  if (medianMs === null || p95Ms === null)
    return { isMeasured: false, because: safe`nothing was written to the log of late` };
  const longestMs = delays.reduce((longest, delayMs) => Math.max(longest, delayMs), 0);
  return { isMeasured: true, value: { group, events: delays.length, medianMs, p95Ms, longestMs } };
}
