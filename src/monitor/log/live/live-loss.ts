import { MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import type { StreamLoss } from '../../../logs/tail-item.ts';
import type { CallBudget } from '../../calls/call-budget.ts';
import { isRefusal } from '../../calls/retry.ts';
import type { SourceError } from '../../source-error.ts';

/** What the end or refusal of a session means. */
export interface LiveLoss {
  /** Null for errors that polling meets and reports as well. */
  readonly because: StreamLoss | null;
  /** When to open the next session; null for never. */
  readonly retryMs: number | null;
}

/**
 * @param error null where AWS closed the session without an error
 * @param failures how many sessions in a row failed or did not last
 */
export function liveLoss(
  error: SourceError | null,
  failures: number,
  budget: Pick<CallBudget, 'retryDelayMs'>,
): LiveLoss {
  const soonMs = budget.retryDelayMs('unreachable', failures);
  if (error === null) return { because: 'broken', retryMs: soonMs };
  if (error.name === 'SessionTimeoutException')
    return { because: 'timedOut', retryMs: failures > 1 ? soonMs : 0 };
  if (error.name === 'LimitExceededException') return { because: 'taken', retryMs: MINUTE_MS };
  if (isRefusal(error)) return { because: 'refused', retryMs: null };
  switch (error.kind) {
    case 'denied':
      return { because: 'denied', retryMs: null };
    case 'absent':
    case 'expired':
      return { because: null, retryMs: budget.retryDelayMs(error.kind, failures) };
    case 'throttled':
      return { because: 'broken', retryMs: SECOND_MS };
    case 'unreachable':
    case 'malformed':
      return { because: 'broken', retryMs: soonMs };
  }
}
