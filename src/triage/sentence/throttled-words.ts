import type { Line } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { percent } from './amount-words.ts';
import { briefLimitWords, limitWords } from './limit-words.ts';
import type { SentenceForms } from './sentence-forms.ts';
import { nowSince, type SinceWords, since, type TimeWords } from './time-words.ts';

type Throttled = Extract<Cause, { kind: 'throttled' }>;

export function throttledSentence(cause: Throttled, timeWords: TimeWords): SentenceForms {
  const turns = cause.newestIsClean ? safe`turned` : inTense(timeWords.tense, 'turns', 'turned');
  return { ...formsOf(cause, timeWords), brief: words`${turns} away ${percent(cause.rate)}` };
}

function formsOf(cause: Throttled, timeWords: TimeWords): SentenceForms {
  if (cause.limit.kind === 'off') return switchedOff(cause, timeWords);
  return cause.newestIsClean ? turnedAway(cause) : turningAway(cause, timeWords);
}

/** With what that does to those who call it. */
function switchedOff(cause: Throttled, timeWords: TimeWords): SentenceForms {
  const { tense } = timeWords;
  const is = inTense(tense, 'is', 'was');
  const rate = strong(percent(cause.rate));
  if (cause.newestIsClean)
    return {
      says: words`${is} switched off (reserved concurrency 0): turned away ${rate} of attempts in 5 min, none in the newest`,
      short: words`${is} switched off: turned away ${rate}${since(cause, timeWords)}`,
      shortest: words`${is} switched off: turned away ${rate}`,
    };
  const whenBegun = sinceOrBefore(cause, timeWords);
  const short = words`${is} switched off: turning away ${rate}${whenBegun}`;
  return {
    says: words`${is} switched off (reserved concurrency 0): turning away ${rate} of attempts${whenBegun}${countNow(cause, safe`a minute`, tense)}`,
    middle: words`${short}${countNow(cause, safe`a min`, tense)}`,
    short,
    shortest: words`${is} switched off: turning away ${rate}`,
  };
}

/** What the newest minute is free of, it has behind it. */
function turnedAway(cause: Throttled): SentenceForms {
  const rate = strong(percent(cause.rate));
  const where = atLimit(cause);
  return {
    says:
      isAwaited(cause) || limitIsSaid(cause)
        ? words`turned away ${rate} of attempts in 5 min, none in the newest${where}`
        : words`turned away ${rate} of attempts in 5 min${where}; none in the newest`,
    short: words`turned away ${rate}; none in the newest minute`,
  };
}

function turningAway(cause: Throttled, timeWords: TimeWords): SentenceForms {
  const { limit, limitWasMet } = cause;
  const turns = inTense(timeWords.tense, 'turns', 'turned');
  const rate = strong(percent(cause.rate));
  const whenBegun = nowSince(cause, timeWords);
  const slower = slowerSince(cause, timeWords);
  const shortest = words`${turns} away ${rate}${whenBegun}`;
  // A narrow row names the other limits, but has no room for this one.
  const where = limit.kind === 'scaling' ? safe` at Lambda's scaling rate` : safe``;
  const first = risesFirst(cause) ? safe`; duration rose first` : safe``;
  return {
    says: words`${turns} away ${rate} of attempts${whenBegun}${atLimit(cause)}${slower}`,
    ...(limit.kind !== 'unknown' &&
      limitWasMet !== false && { middle: words`${shortest} at ${briefLimitWords(limit)}${slower}` }),
    short: words`${shortest}${where}${first}`,
    ...(limit.kind === 'scaling' && { shortest }),
  };
}

/** Where its use or the time to it makes the row critical, the sentence begins with the limit. */
function atLimit(cause: Throttled): Line {
  if (limitIsSaid(cause)) return [];
  if (cause.limitWasMet === false && cause.limit.kind !== 'scaling')
    return words`: a request or scaling rate was met, not ${limitWords(cause.limit)}`;
  return isAwaited(cause) ? words`; reading which limit it met` : words` at ${limitWords(cause.limit)}`;
}

function limitIsSaid({ criticalBy }: Throttled): boolean {
  return criticalBy?.rule === 'use' || criticalBy?.rule === 'eta';
}

/** Only seconds before the limit is known, so "unknown" would be misleading. */
function isAwaited({ limit }: Throttled): boolean {
  return limit.kind === 'unknown' && limit.answer === 'awaited';
}

/** How many in the newest minute: nothing else tells the load of a function that serves no call. */
function countNow({ throttles }: Throttled, aMinute: SafeText, tense: Tense): SafeText {
  return throttles === 0 ? safe`` : safe`, ${groupedText(throttles)} ${aMinute}${inTense(tense, ' now', '')}`;
}

function sinceOrBefore(cause: Throttled, sinceWords: SinceWords): SafeText {
  return cause.sinceMs === null && cause.throughoutFromMs !== undefined
    ? safe` ${sinceWords.sinceBefore(cause.throughoutFromMs)}`
    : since(cause, sinceWords);
}

/** Empty where calls did not become slower, or did so only after the first were turned away. */
function slowerSince({ durationRise, sinceMs }: Throttled, sinceWords: SinceWords): Line {
  const roseLater = durationRise !== null && sinceMs !== null && durationRise.sinceMs > sinceMs;
  return durationRise === null || roseLater ? [] : words`; slower ${sinceWords.since(durationRise.sinceMs)}`;
}

function risesFirst({ durationRise, sinceMs }: Throttled): boolean {
  return durationRise !== null && sinceMs !== null && durationRise.sinceMs < sinceMs;
}
