import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { ComparedRuns } from '../../../logs/runs/run-comparison.ts';
import type { AppSettings } from '../../parts/app-settings.ts';
import { useRunsOfSpan } from './use-runs-of-span.ts';

/** Enough runs for all but the quietest functions, at a cost of one to three calls. */
const SPAN_MS = MINUTE_MS;
/** An onset is dated to the minute, and runs that began before it may be affected. */
const APART_MS = MINUTE_MS;

/** The runs of a minute before a function's trouble began; null while they are being read, and without an onset. */
export function useBaseline(
  target: string,
  onsetMs: EpochMs | null,
  openTail: AppSettings['openTail'],
): ComparedRuns | null {
  const span =
    onsetMs === null ? null : { sinceMs: onsetMs - APART_MS - SPAN_MS, untilMs: onsetMs - APART_MS };
  // Runs with missing lines are no basis.
  const runs = useRunsOfSpan(target, span, openTail);
  return runs?.isWhole === true ? runs : null;
}
