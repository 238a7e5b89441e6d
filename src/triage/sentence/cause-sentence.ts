import type { Line } from '../../terminal/line.ts';
import { countText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { isPoolCause } from '../cause/pool-cause.ts';
import type { RuleName } from '../rules/reason.ts';
import { TIMEOUT_MINUTES } from '../rules/timeout.ts';
import { percentOfUse, wholePercent } from './amount-words.ts';
import { begunWith, criticalWords, timeoutShareWords } from './critical-words.ts';
import { failingSentence, losingSentence, memorySentence, noLinesWords } from './failing-words.ts';
import { shortUsedLimitWords, usedLimitWords } from './limit-words.ts';
import { poolFillingSentence, poolFullSentence } from './pool-words.ts';
import type { SentenceForms } from './sentence-forms.ts';
import { throttledSentence } from './throttled-words.ts';
import { since, type TimeWords, until } from './time-words.ts';
import { backloggedSentence, laggingSentence, nobodyReadsWords, redrivingSentence } from './waiting-words.ts';

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
  const {
    verb = null,
    says,
    middle = null,
    short = says,
    shortest = short,
    brief = shortest,
  } = formsOf(cause, timeWords);
  const subject = subjectOf(cause);
  const critical = criticalWords(cause, timeWords.tense);
  if (critical === null) return { subject, verb, says, middle, short, shortest };
  return {
    subject,
    verb,
    says: begunWith(critical.says, says),
    middle: begunWith(critical.says, brief),
    short: begunWith(critical.short, brief),
    shortest: critical.short,
  };
}

/** What the sentence is about. */
export function subjectOf(cause: Cause): SafeText {
  return isPoolCause(cause) ? safe`account pool` : safeText(cause.functionName);
}

/** The sentences that fit screens which are not compact, longest first. */
export function sentencesIn({ says, middle, short, shortest }: CauseSentence): readonly Line[] {
  return [...new Set([says, middle ?? says, short, shortest])];
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

function formsOf(cause: Cause, timeWords: TimeWords): SentenceForms {
  const { tense } = timeWords;
  switch (cause.kind) {
    case 'throttled':
      return throttledSentence(cause, timeWords);
    case 'poolFull':
      return poolFullSentence(cause, timeWords);
    case 'poolFilling':
      return poolFillingSentence(cause, tense);
    case 'losing':
      return losingSentence(cause, timeWords);
    case 'lagging':
      return laggingSentence(cause, timeWords);
    case 'redriving':
      return redrivingSentence(cause, timeWords);
    case 'backlogged':
      return backloggedSentence(cause, timeWords);
    case 'failing':
      return failingSentence(cause, timeWords);
    case 'nearLimit':
      return nearLimitSentence(cause, tense);
    case 'nearTimeout':
      return nearTimeoutSentence(cause, tense);
    case 'outOfMemory':
      return memorySentence(cause, timeWords);
    case 'silent':
      return silentSentence(cause, timeWords);
  }
}

function nearLimitSentence(
  { limit, eta }: Extract<Cause, { kind: 'nearLimit' }>,
  tense: Tense,
): SentenceForms {
  const uses = words`${inTense(tense, 'uses', 'used')} ${strong(percentOfUse(limit))}`;
  const met = until(eta, tense);
  return {
    says: words`${uses} of ${usedLimitWords(limit)}${met}`,
    short: words`${uses} of ${shortUsedLimitWords(limit)}${met}`,
    shortest: words`${uses} of its limit${met}`,
  };
}

function nearTimeoutSentence(cause: Extract<Cause, { kind: 'nearTimeout' }>, tense: Tense): SentenceForms {
  const { share, awaitsLog } = cause;
  // The metric's finding is shown meanwhile, or instead: the log may name its cause.
  const log = awaitsLog === true ? words`; reading its log` : noLinesWords(cause);
  return {
    says: words`${nearTimeoutWords(share)}${log}`,
    short: words`${timeoutShareWords(share, tense)}${log}`,
    // Without that it is being read, the sentence would name a cause that is about to change.
    ...(awaitsLog === true && { shortest: words`at ${strong(wholePercent(share))} of its timeout${log}` }),
  };
}

export function nearTimeoutWords(share: number): Line {
  return words`its longest call in ${TIMEOUT_MINUTES} min took ${strong(wholePercent(share))} of the timeout`;
}

function silentSentence(cause: Extract<Cause, { kind: 'silent' }>, timeWords: TimeWords): SentenceForms {
  const { usualPerMinute, switchedOffSources } = cause;
  const { tense } = timeWords;
  const shortest = words`not called${since(cause, timeWords)}`;
  const usually = strong(countText(usualPerMinute));
  return {
    says: words`${shortest}, usually ${usually} times a minute${nobodyReadsWords(switchedOffSources, tense)}`,
    // Why says more than how often it was called.
    ...(switchedOffSources.length > 0 && {
      short: words`${shortest}; its mapping ${inTense(tense, 'is', 'was')} switched off`,
    }),
    shortest,
  };
}
