import type { Line } from '../../terminal/line.ts';
import { ageText, countText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { type RuleName, TIMEOUT_MINUTES } from '../rules/rules.ts';
import { events, percentOfUse, wholePercent } from './amount-words.ts';
import { deathsText, failingWords, losingWords, memoryWords } from './failing-words.ts';
import { usedLimitWords } from './limit-words.ts';
import { poolAsSubject, poolFillingWords, poolFullWords, shortPoolFillingWords } from './pool-words.ts';
import { shortThrottledWords, throttledWords } from './throttled-words.ts';
import { minutesText, since, type TimeText, until } from './time-words.ts';
import {
  backloggedWords,
  laggingWords,
  messagesAMinute,
  redriveQueue,
  redrivingWords,
} from './waiting-words.ts';

/** A cause in words: who, and what about them, with its one number in bold. */
export interface CauseSentence {
  readonly subject: SafeText;
  readonly says: Line;
  /** The same for 80 columns. */
  readonly short: Line;
}

export function sentenceOf(cause: Cause, timeText: TimeText = utcMinute): CauseSentence {
  const subject =
    cause.kind === 'poolFull' || cause.kind === 'poolFilling'
      ? safe`account pool`
      : safeText(cause.functionName);
  return { subject, says: saidOf(cause, timeText), short: shortlySaidOf(cause, timeText) };
}

/** The sentences of a cause, longest first, for where nothing beside them names the account pool. */
export function wholeSentencesOf(cause: Cause, timeText?: TimeText): readonly Line[] {
  const { says, short } = sentenceOf(cause, timeText);
  const subject = poolAsSubject(cause);
  return [says, short].map((line) => [...subject, ...line]);
}

/** The rules of which the sentence says all that there is to say. */
export function rulesSaid({ kind }: Cause): readonly RuleName[] {
  switch (kind) {
    case 'nearLimit':
      return ['use', 'eta'];
    case 'nearTimeout':
      return ['timeout'];
    case 'losing':
      return ['deadLetterErrors'];
    default:
      return [];
  }
}

function saidOf(cause: Cause, timeText: TimeText): Line {
  switch (cause.kind) {
    case 'throttled':
      return throttledWords(cause, timeText);
    case 'poolFull':
      return poolFullWords(cause, timeText);
    case 'poolFilling':
      return poolFillingWords(cause);
    case 'losing':
      return losingWords(cause, timeText);
    case 'lagging':
      return laggingWords(cause);
    case 'redriving':
      return redrivingWords(cause, timeText);
    case 'backlogged':
      return backloggedWords(cause, timeText);
    case 'failing':
      return failingWords(cause, timeText);
    case 'nearLimit':
      return words`uses ${strong(percentOfUse(cause.limit))} of ${usedLimitWords(cause.limit)}${until(cause.eta)}`;
    case 'nearTimeout':
      return words`its longest call of ${TIMEOUT_MINUTES} minutes took ${strong(wholePercent(cause.share))} of the timeout`;
    case 'outOfMemory':
      return memoryWords(cause);
    case 'silent':
      return words`not called${since(cause, timeText)}, usually ${strong(countText(cause.usualPerMinute))} times a minute`;
  }
}

/** Only the causes whose sentence is too long for a narrow screen have another one for it. */
function shortlySaidOf(cause: Cause, timeText: TimeText): Line {
  switch (cause.kind) {
    case 'throttled':
      return shortThrottledWords(cause, timeText);
    case 'lagging': {
      const pace =
        cause.growthMs !== null && cause.growthMs > 0
          ? safe`, ${minutesText(cause.growthMs)} more each minute`
          : safe``;
      return words`${strong(safe`${minutesText(cause.ageMs)} min behind`)}${pace}`;
    }
    case 'losing':
      return cause.sinceMs === null
        ? words`lost ${strong(events(cause.events))} in five minutes`
        : words`loses events${since(cause, timeText)}, ${strong(countText(cause.events))} in 5 min`;
    case 'poolFull':
      // Who holds the pool says more than how its victims are called.
      return poolFullWords({ ...cause, consumers: 0 }, timeText);
    case 'poolFilling':
      return shortPoolFillingWords(cause);
    case 'nearTimeout':
      return words`takes up to ${strong(wholePercent(cause.share))} of its timeout`;
    case 'redriving':
      return words`sends ${strong(messagesAMinute(cause.messagesPerMinute))} to ${redriveQueue(cause.queueNames)}`;
    case 'outOfMemory':
      return words`runs out of memory: ${strong(deathsText(cause))} in ${ageText(cause.deaths.spanMs)}`;
    default:
      return saidOf(cause, timeText);
  }
}
