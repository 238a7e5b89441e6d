import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Line } from '../../terminal/line.ts';
import type { CausesOfOne } from '../../triage/cause/causes-of-one.ts';
import { wholeSentencesOf } from '../../triage/sentence/cause-sentence.ts';
import { turnedAwayByPool } from '../../triage/sentence/pool-words.ts';
import type { TimeWords } from '../../triage/sentence/time-words.ts';
import { saysPoolIsFull } from '../../triage/sentence/waiting-words.ts';
import { noReasonSentences } from './why/why-lines.ts';
import { worstPhrase } from './worst-phrase.ts';

/**
 * The one-sentence verdict about a function, longest form first, the same on every screen and in pipes: first its own
 * trouble, then what it shares with the account pool.
 */
export function verdictSentences(
  status: FunctionStatus,
  { own, pool }: CausesOfOne,
  timeWords: TimeWords,
): readonly Line[] {
  const ownSentences = own === undefined ? [] : wholeSentencesOf(own, timeWords);
  const turnedAway = pool === undefined ? null : turnedAwayByPool(status, pool, timeWords);
  if (own === undefined) {
    if (turnedAway !== null) return [turnedAway.alone];
    return status.reasons.length > 0 ? [worstPhrase(status)] : noReasonSentences(status, timeWords.tense);
  }
  if (turnedAway === null || saysPoolIsFull(own)) return ownSentences;
  return [
    ...ownSentences.flatMap((sentence) => turnedAway.beside.map((pool) => [...sentence, ...pool])),
    ...ownSentences.slice(-1),
  ];
}
