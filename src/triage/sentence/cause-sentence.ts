import type { Line } from '../../terminal/line.ts';
import { countText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { isPoolCause, type PoolCause } from '../cause/pool-cause.ts';
import type { RuleName } from '../rules/reason.ts';
import { TIMEOUT_MINUTES } from '../rules/timeout.ts';
import { events, percent, percentOfUse, wholePercent } from './amount-words.ts';
import { begunWith, criticalWords, timeoutShareWords } from './critical-words.ts';
import {
  brieflyFailing,
  failingWords,
  losingWords,
  memoryWords,
  noLinesWords,
  shortestMemoryWords,
  shortMemoryWords,
} from './failing-words.ts';
import { shortUsedLimitWords, usedLimitWords } from './limit-words.ts';
import { type PoolSentence, poolFillingSentence, poolFullSentence } from './pool-words.ts';
import {
  brieflyThrottled,
  middleThrottledWords,
  shortestThrottledWords,
  shortThrottledWords,
  throttledWords,
} from './throttled-words.ts';
import { since, type TimeWords, until } from './time-words.ts';
import {
  backloggedWords,
  laggingWords,
  messagesAMinute,
  nobodyReadsWords,
  redriveQueue,
  redrivingWords,
  shortestLaggingWords,
  shortLaggingWords,
} from './waiting-words.ts';

/** A cause in words: the function, and its trouble with one number in bold. */
export interface CauseSentence {
  readonly subject: SafeText;
  /** Between the two where they are one sentence; null where `says` begins with a verb. */
  readonly verb: SafeText | null;
  readonly says: Line;
  /** The same where only a few words are too many; null where there is nothing between the two. */
  readonly middle: Line | null;
  /** The same for 80 columns. */
  readonly short: Line;
  /** Where even that has no room: without what the table also says, so that the reason stays. */
  readonly shortest: Line;
}

export function sentenceOf(cause: Cause, timeWords: TimeWords): CauseSentence {
  const pain = sentenceOfPain(cause, timeWords);
  const critical = criticalWords(cause, timeWords.tense);
  if (critical === null) return pain;
  const briefly = brieflySaidOf(cause, timeWords.tense) ?? pain.shortest;
  return {
    ...pain,
    says: begunWith(critical.says, pain.says),
    middle: begunWith(critical.says, briefly),
    short: begunWith(critical.short, briefly),
    shortest: critical.short,
  };
}

/** What one function has: the account pool's trouble is told by sentences of its own. */
type OwnCause = Exclude<Cause, PoolCause>;

/** What the sentence is about. */
export function subjectOf(cause: Cause): SafeText {
  return isPoolCause(cause) ? safe`account pool` : safeText(cause.functionName);
}

function sentenceOfPain(cause: Cause, timeWords: TimeWords): CauseSentence {
  const subject = subjectOf(cause);
  if (isPoolCause(cause)) return { subject, middle: null, ...poolSentence(cause, timeWords) };
  const short = shortlySaidOf(cause, timeWords);
  return {
    subject,
    verb: null,
    says: saidOf(cause, timeWords),
    middle: cause.kind === 'throttled' ? middleThrottledWords(cause, timeWords) : null,
    short,
    shortest: shortestSaidOf(cause, timeWords) ?? short,
  };
}

function poolSentence(cause: PoolCause, timeWords: TimeWords): PoolSentence {
  return cause.kind === 'poolFull'
    ? poolFullSentence(cause, timeWords)
    : poolFillingSentence(cause, timeWords.tense);
}

/** The sentences that fit screens which are not compact, longest first. */
export function sentencesIn({ says, middle, short, shortest }: CauseSentence): readonly Line[] {
  return [says, ...(middle === null ? [] : [middle]), short, ...(shortest === short ? [] : [shortest])];
}

/** The sentences of a cause, longest first, for places where nothing nearby names the account pool. */
export function wholeSentencesOf(cause: Cause, timeWords: TimeWords): readonly Line[] {
  const sentence = sentenceOf(cause, timeWords);
  const sentences = sentencesIn(sentence);
  if (!isPoolCause(cause)) return sentences;
  const { subject, verb } = sentence;
  return sentences.map((says) => words`the ${subject} ${verb === null ? safe`` : safe`${verb} `}${says}`);
}

/** The rules that the sentence covers completely. */
export function rulesSaid({ kind }: Cause): readonly RuleName[] {
  switch (kind) {
    case 'nearLimit':
      return ['use', 'eta'];
    case 'nearTimeout':
      return ['timeout'];
    case 'outOfMemory':
      return ['memory'];
    case 'losing':
      return ['deadLetterErrors'];
    default:
      return [];
  }
}

function saidOf(cause: OwnCause, timeWords: TimeWords): Line {
  const { tense } = timeWords;
  switch (cause.kind) {
    case 'throttled':
      return throttledWords(cause, timeWords);
    case 'losing':
      return losingWords(cause, timeWords);
    case 'lagging':
      return laggingWords(cause, timeWords);
    case 'redriving':
      return redrivingWords(cause, timeWords);
    case 'backlogged':
      return backloggedWords(cause, timeWords);
    case 'failing':
      return failingWords(cause, timeWords);
    case 'nearLimit':
      return words`${inTense(tense, 'uses', 'used')} ${strong(percentOfUse(cause.limit))} of ${usedLimitWords(cause.limit)}${until(cause.eta, tense)}`;
    case 'nearTimeout':
      return words`${nearTimeoutWords(cause.share)}${logAwaited(cause)}`;
    case 'outOfMemory':
      return memoryWords(cause, timeWords);
    case 'silent':
      return words`not called${since(cause, timeWords)}, usually ${strong(countText(cause.usualPerMinute))} times a minute${nobodyReadsWords(cause.switchedOffSources, tense)}`;
  }
}

export function nearTimeoutWords(share: number): Line {
  return words`its longest call in ${TIMEOUT_MINUTES} min took ${strong(wholePercent(share))} of the timeout`;
}

/** The metric's finding is shown meanwhile, or instead: the log may name its cause. */
function logAwaited(cause: Extract<Cause, { kind: 'nearTimeout' }>): Line {
  return cause.awaitsLog === true ? words`; reading its log` : noLinesWords(cause);
}

function shortestSaidOf(cause: OwnCause, timeWords: TimeWords): Line | null {
  const { tense } = timeWords;
  switch (cause.kind) {
    case 'throttled':
      return shortestThrottledWords(cause, timeWords);
    case 'outOfMemory':
      return shortestMemoryWords(cause);
    case 'lagging':
      return shortestLaggingWords(cause, tense);
    case 'failing':
      return cause.newestIsClean
        ? words`failed ${strong(percent(cause.rate))} of calls; none in the newest minute`
        : null;
    case 'silent':
      return words`not called${since(cause, timeWords)}`;
    case 'nearLimit':
      return words`${inTense(tense, 'uses', 'used')} ${strong(percentOfUse(cause.limit))} of its limit${until(cause.eta, tense)}`;
    case 'nearTimeout':
      // Without that it is being read, the sentence would name a cause that is about to change.
      return cause.awaitsLog === true
        ? words`at ${strong(wholePercent(cause.share))} of its timeout${logAwaited(cause)}`
        : null;
    default:
      return null;
  }
}

/** Behind what makes the row critical; null for causes whose shortest sentence is as brief. */
function brieflySaidOf(cause: Cause, tense: Tense): Line | null {
  switch (cause.kind) {
    case 'throttled':
      return brieflyThrottled(cause, tense);
    case 'failing':
      return brieflyFailing(cause, tense);
    default:
      return null;
  }
}

/** Only causes whose sentence is too long for a narrow screen have a short one. */
function shortlySaidOf(cause: OwnCause, timeWords: TimeWords): Line {
  const { tense } = timeWords;
  switch (cause.kind) {
    case 'throttled':
      return shortThrottledWords(cause, timeWords);
    case 'lagging':
      return shortLaggingWords(cause, tense);
    case 'losing':
      return cause.sinceMs === null
        ? words`lost ${strong(events(cause.events))} in 5 min`
        : words`losing events${since(cause, timeWords)}, ${strong(countText(cause.events))} in 5 min`;
    case 'nearLimit':
      return words`${inTense(tense, 'uses', 'used')} ${strong(percentOfUse(cause.limit))} of ${shortUsedLimitWords(cause.limit)}${until(cause.eta, tense)}`;
    case 'nearTimeout':
      return words`${timeoutShareWords(cause.share, tense)}${logAwaited(cause)}`;
    case 'redriving':
      return words`${inTense(tense, 'sends', 'sent')} ${strong(messagesAMinute(cause.messagesPerMinute))} to ${redriveQueue(cause.queueNames)}`;
    case 'outOfMemory':
      return shortMemoryWords(cause, timeWords);
    case 'silent':
      // Why says more than how often it was called.
      return cause.switchedOffSources.length === 0
        ? saidOf(cause, timeWords)
        : words`not called${since(cause, timeWords)}; its mapping ${inTense(tense, 'is', 'was')} switched off`;
    default:
      return saidOf(cause, timeWords);
  }
}
