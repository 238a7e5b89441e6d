import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { type Harm, harmOf, worstHarm } from '../../cause/harm.ts';
import type { CaseFile } from '../case-file/case-file.ts';

const LOST_OR_HIT = safe`callers get errors or data is lost`;

/** What stands above the troubles of a list; of two harms that mix in its order the same. */
export const HARM_WORDS: Readonly<Record<Harm, SafeText>> = {
  dataIsLost: LOST_OR_HIT,
  callersAreHit: LOST_OR_HIT,
  workIsBlocked: safe`work stands still or falls behind`,
  workIsLate: safe`work fails and is tried again or set aside`,
  nobodyIsHitYet: safe`nobody is hit yet`,
};

/**
 * That of the cause, by which the account's list has it in its place; with that of a full pool where it is told of both.
 * Of what has no cause, that of all that is broken.
 */
export function harmDone(file: CaseFile): Harm | null {
  const { cause, poolBeside } = file;
  if (cause === null) return harmOf(file);
  return poolBeside === null ? cause.harm : worstHarm(cause.harm, harmOf(file));
}
