import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { type Harm, harmOf, worstHarm } from '../../cause/harm.ts';
import type { CaseFile } from '../case-file/case-file.ts';

const LOST_OR_HIT = safe`callers get errors or data is lost`;

/** Headings of the groups in a list of trouble; harms that share a rank share a heading. */
export const HARM_WORDS: Readonly<Record<Harm, SafeText>> = {
  dataIsLost: LOST_OR_HIT,
  callersAreHit: LOST_OR_HIT,
  workIsBlocked: safe`work stands still or falls behind`,
  workIsLate: safe`work fails and is tried again or set aside`,
  nobodyIsHitYet: safe`nobody is hit yet`,
};

/**
 * The cause's harm, by which the account's list ranks it, combined with that of a full pool where both apply. Without a
 * cause, the harm of all broken rules.
 */
export function harmDone(file: CaseFile): Harm | null {
  const { cause, poolBeside } = file;
  if (cause === null) return harmOf(file);
  return poolBeside === null ? cause.harm : worstHarm(cause.harm, harmOf(file));
}
