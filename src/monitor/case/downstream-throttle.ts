import type { RawText } from '../../terminal/text.ts';
import { JUDGED_MINUTES, total } from '../../triage/minute/function-minute.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { FailureEvidence } from './failure-probe.ts';

/** Failures because a downstream service throttled the call. */
export interface DownstreamThrottle {
  readonly count: number;
  /** The text of the newest of them. */
  readonly says: RawText;
}

/** Texts with which AWS APIs and others reject callers that ask too often. */
const TURNED_AWAY =
  /throttl|too\s?many\s?requests|rate exceeded|limit exceeded|ProvisionedThroughputExceeded|SlowDown|\b429\b/i;

/** Null where the function itself is throttled, or where its log shows no such failure. */
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
