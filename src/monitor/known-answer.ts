import type { Known } from '../capacity/evidence.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { Result } from './sources.ts';

/** What is known, with when AWS said so where that was noted. */
export type Dated<Value> = Known<Value> & { readonly asOfMs?: EpochMs };

/** What was known before stays known where no answer came; a permission that was taken away is said at once. */
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

/** Whether it was asked for, and no answer came. */
export function isUnread(answer: Known<unknown> | undefined): boolean {
  return answer !== undefined && !answer.known && answer.because === 'unread';
}
