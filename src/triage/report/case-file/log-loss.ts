import { MINUTE_MS } from '../../../lambda/time.ts';
import { median } from '../../onset/quantile.ts';
import type { CaseFile } from './case-file.ts';

/** Calls of a span according to metrics, and how many of them are complete in the log. */
export interface LogLoss {
  readonly calls: number;
  readonly told: number;
}

/** Fewer calls allow no conclusion. */
const FEWEST_CALLS = 25;
/** Calls across the ends of the span are incomplete, up to a third of all. */
const WHOLE = 0.5;
/** A burst's position within its minute is unknown. */
const BURST = 1.5;
const USUAL_MINUTES = 15;

/** Lines missing from the log (dropped, or never kept); null without a sign of it. */
export function logLossOf({ reading, minutes }: CaseFile): LogLoss | null {
  const window = reading?.comparison?.now;
  if (window === undefined || window.runs === 0) return null;
  const { fromMs, toMs, runs } = window;
  const usual = median(minutes.slice(-USUAL_MINUTES).flatMap(({ invocations }) => invocations ?? [])) ?? 0;
  let calls = 0;
  for (const { minuteMs, invocations } of minutes) {
    const sharedMs = Math.min(toMs, minuteMs + MINUTE_MS) - Math.max(fromMs, minuteMs);
    if (sharedMs > 0 && (invocations ?? 0) > BURST * usual) return null;
    if (sharedMs > 0) calls += ((invocations ?? 0) * sharedMs) / MINUTE_MS;
  }
  return calls < FEWEST_CALLS || runs >= WHOLE * calls ? null : { calls: Math.round(calls), told: runs };
}
