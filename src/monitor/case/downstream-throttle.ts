import type { RawText } from '../../terminal/text.ts';
import { JUDGED_MINUTES, total } from '../../triage/minute/function-minute.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import type { FailureEvidence } from './failure-probe.ts';

/** Calls that failed because what they called turned them away. */
export interface DownstreamThrottle {
  readonly count: number;
  /** As the newest of them says it. */
  readonly says: RawText;
}

/** What AWS APIs and others answer whoever asks too often. */
const TURNED_AWAY =
  /throttl|too\s?many\s?requests|rate exceeded|limit exceeded|ProvisionedThroughputExceeded|SlowDown|\b429\b/i;

/** Null where the function itself turns calls away, or where its log tells of nothing like it. */
export function downstreamThrottle(
  { minutes }: Pick<FunctionStatus, 'minutes'>,
  evidence: FailureEvidence | undefined,
): DownstreamThrottle | null {
  if (total(minutes.slice(-JUDGED_MINUTES), ({ throttles }) => throttles) > 0) return null;
  const told = (evidence?.groups ?? []).filter(({ says }) => TURNED_AWAY.test(says));
  const [first] = told;
  return first === undefined
    ? null
    : { count: told.reduce((sum, { count }) => sum + count, 0), says: first.says };
}
