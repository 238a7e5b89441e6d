import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { attemptsOf, type FunctionMinute } from '../../../triage/minute/function-minute.ts';

/** A time in which calls began less than five minutes after one another. */
export interface CallSpan {
  readonly startMs: EpochMs;
  /** Exclusive. */
  readonly endMs: EpochMs;
  readonly calls: number;
  readonly throttles: number;
  /** Null where failures could not be read. */
  readonly errors: number | null;
  readonly longestMs: number | null;
  /** The highest concurrency; null where it was not measured. */
  readonly peak: number | null;
}

/** A run may call a function once in a few minutes: shorter pauses don't end a span. */
const ENDING_PAUSE_MS = 5 * MINUTE_MS;

/** The spans in which a function was called, newest first: of a function that seldom runs, its runs. */
export function callSpans(periods: readonly FunctionMinute[]): readonly CallSpan[] {
  const periodMs = periodOf(periods);
  const spans: CallSpan[] = [];
  for (const period of periods) {
    if ((attemptsOf(period) ?? 0) === 0) continue;
    const last = spans.at(-1);
    const next = spanOf(period, periodMs);
    if (last !== undefined && next.startMs - last.endMs < ENDING_PAUSE_MS)
      spans[spans.length - 1] = joined(last, next);
    else spans.push(next);
  }
  return spans.toReversed();
}

/** The length of each period; a minute where there is only one. */
export function periodOf(periods: readonly FunctionMinute[]): number {
  const [first, second] = periods;
  return first === undefined || second === undefined ? MINUTE_MS : second.minuteMs - first.minuteMs;
}

function spanOf(period: FunctionMinute, periodMs: number): CallSpan {
  // Counts are per minute, whatever the period.
  const counted = (perMinute: number | null) => Math.round((perMinute ?? 0) * (periodMs / MINUTE_MS));
  const { minuteMs, invocations, errors, throttles, durationMaxMs, observedMax } = period;
  return {
    startMs: minuteMs,
    endMs: minuteMs + periodMs,
    calls: counted(invocations),
    throttles: counted(throttles),
    errors: errors === null ? null : counted(errors),
    longestMs: durationMaxMs,
    peak: observedMax,
  };
}

function joined(one: CallSpan, other: CallSpan): CallSpan {
  return {
    startMs: one.startMs,
    endMs: other.endMs,
    calls: one.calls + other.calls,
    throttles: one.throttles + other.throttles,
    errors: one.errors === null && other.errors === null ? null : (one.errors ?? 0) + (other.errors ?? 0),
    longestMs: highest(one.longestMs, other.longestMs),
    peak: highest(one.peak, other.peak),
  };
}

function highest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
