import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { type FunctionMinute, JUDGED_MINUTES, total } from './function-minute.ts';

/** Which target refused the events that were lost. */
export type LossWay = 'deadLetterTarget' | 'destination' | 'both' | 'dropped';

/** For the judged minutes, by the losses in them. */
export function lossWayOf(minutes: readonly FunctionMinute[]): LossWay {
  const judged = minutes.slice(-JUDGED_MINUTES);
  const failed = total(judged, ({ destinationFailures }) => destinationFailures) > 0;
  const refused = total(judged, ({ deadLetterErrors }) => deadLetterErrors) > 0;
  if (failed) return refused ? 'both' : 'destination';
  return refused ? 'deadLetterTarget' : 'dropped';
}

/** Which target refused the events, as the end of a sentence. */
export const LOSS_WORDS: Readonly<Record<LossWay, SafeText>> = {
  deadLetterTarget: safe`could not be written to its dead-letter target`,
  destination: safe`could not be sent to its destination`,
  both: safe`neither its dead-letter target nor its destination took`,
  dropped: safe`had no place to go`,
};

/** The same for narrow places. */
export const SHORT_LOSS_WORDS: Readonly<Record<LossWay, SafeText>> = {
  deadLetterTarget: safe`dead-letter target`,
  destination: safe`destination`,
  both: safe`dead letters, destination`,
  dropped: safe`dropped`,
};
