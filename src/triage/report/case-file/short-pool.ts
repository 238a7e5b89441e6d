import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import { sharesPool } from '../../cause/pool.ts';
import { isPoolCause } from '../../cause/pool-cause.ts';
import type { CaseFile } from './case-file.ts';

/** An account pool without room to give away. */
export interface ShortPool {
  /** Who grew the most; null where that is nobody's growth. */
  readonly culprit: RawText | null;
  readonly isFull: boolean;
}

/** The pool that the function draws on, while that is full or filling; null where what it takes more hurts nobody. */
export function shortPoolOf(file: CaseFile): ShortPool | null {
  const cause = sharesPool(file) ? file.causes.find(isPoolCause) : undefined;
  if (cause === undefined) return null;
  return cause.kind === 'poolFull'
    ? { culprit: cause.culprit, isFull: true }
    : { culprit: cause.pressure.culprit, isFull: false };
}

/** What comes before any more room for one of those that draw on it. */
export function freeFirst({ culprit }: ShortPool, own: RawText): SafeText {
  if (culprit === null) return safe`free the account pool first`;
  const grower = culprit === own ? safe`this function` : safeText(culprit);
  return safe`free the account pool first (${grower} grew the most)`;
}
