import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import { sharesPool } from '../../cause/pool.ts';
import { isPoolCause } from '../../cause/pool-cause.ts';
import type { CaseFile } from './case-file.ts';

/** An account pool without room to spare. */
export interface ShortPool {
  /** The function that grew the most; null where no single one did. */
  readonly culprit: RawText | null;
  readonly isFull: boolean;
}

/** The function's pool, while it is full or filling; null where using more of it hurts no other function. */
export function shortPoolOf(file: CaseFile): ShortPool | null {
  const cause = sharesPool(file) ? file.causes.find(isPoolCause) : undefined;
  if (cause === undefined) return null;
  return cause.kind === 'poolFull'
    ? { culprit: cause.culprit, isFull: true }
    : { culprit: cause.pressure.culprit, isFull: false };
}

/** The step required before a function in the pool can get more room. */
export function freeFirst({ culprit }: ShortPool, own: RawText): SafeText {
  if (culprit === null) return safe`free the account pool first`;
  const grower = culprit === own ? safe`this function` : safeText(culprit);
  return safe`free the account pool first (${grower} grew the most)`;
}
