import type { Known } from '../capacity/evidence.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { Result } from './source-error.ts';

/** A known value, with the time of the answer where that was noted. */
export type Dated<Value> = Known<Value> & { readonly asOfMs?: EpochMs };

/** Without an answer, the earlier value stays known; a lost permission is shown at once. */
export function knownOf<Value>(
  answer: Result<Value>,
  before: Dated<Value> | undefined,
  nowMs?: EpochMs,
): Dated<Value> {
  if (answer.ok)
    return { known: true, value: answer.value, ...(nowMs === undefined ? {} : { asOfMs: nowMs }) };
  if (answer.error.kind === 'denied') return { known: false, because: 'denied' };
  return before?.known ? before : { known: false, because: 'unread' };
}

/** Whether it was requested without an answer. */
export function isUnread(answer: Known<unknown> | undefined): boolean {
  return answer !== undefined && !answer.known && answer.because === 'unread';
}
