import { MINUTE_MS } from '../../../lambda/time.ts';
import { median } from '../../onset/quantile.ts';
import type { CaseFile } from './case-file.ts';

/** How many calls of a span the metrics count, and of how many its log holds the whole story. */
export interface LogLoss {
  readonly calls: number;
  readonly told: number;
}

/** Of fewer calls nobody can tell. */
const FEWEST_CALLS = 25;
/** Calls that run across the ends of the span are not told whole, and are up to a third. */
const WHOLE = 0.5;
/** Of a burst nobody knows in which seconds of its minute it came. */
const BURST = 1.5;
const USUAL_MINUTES = 15;

/** That lines of the log are missing (they were dropped, or a part was never kept); null where there is no sign of it. */
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
