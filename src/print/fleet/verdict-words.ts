import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import type { Line } from '../../terminal/line.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { wholeSentencesOf } from '../../triage/sentence/cause-sentence.ts';
import type { SinceWords } from '../../triage/sentence/time-words.ts';
import { noReasonWords } from './why-lines.ts';
import { worstPhrase } from './worst-phrase.ts';

/**
 * The one sentence about a function, longest first, as every screen and pipe says it. Who shares the cause of another has
 * a reason, but no sentence of its own.
 */
export function verdictSentences(
  status: FunctionStatus,
  cause: Cause | undefined,
  sinceWords?: SinceWords,
): readonly Line[] {
  if (cause !== undefined) return wholeSentencesOf(cause, sinceWords);
  return [status.reasons.length > 0 ? worstPhrase(status) : noReasonWords(status)];
}
