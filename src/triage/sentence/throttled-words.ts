import type { Line } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { percent } from './amount-words.ts';
import { briefLimitWords, limitWords } from './limit-words.ts';
import { nowSince, type SinceWords, since, type TimeWords } from './time-words.ts';

type Throttled = Extract<Cause, { kind: 'throttled' }>;

export function throttledWords(cause: Throttled, timeWords: TimeWords): Line {
  if (cause.limit.kind === 'off') {
    const is = inTense(timeWords.tense, 'is', 'was');
    return words`${is} switched off (reserved concurrency 0): ${refusedWords(cause, timeWords)}`;
  }
  const rate = strong(percent(cause.rate));
  const where = limitIsSaid(cause)
    ? []
    : cause.limitWasMet === false && cause.limit.kind !== 'scaling'
      ? words`: a request or scaling rate was met, not ${limitWords(cause.limit)}`
      : isAwaited(cause)
        ? words`; reading which limit it met`
        : words` at ${limitWords(cause.limit)}`;
  if (cause.newestIsClean) {
    const turnedAway = words`turned away ${rate} of attempts in 5 min`;
    return isAwaited(cause) || limitIsSaid(cause)
      ? words`${turnedAway}, none in the newest${where}`
      : words`${turnedAway}${where}; none in the newest`;
  }
  return [
    ...words`${turns(cause, timeWords.tense)} away ${rate} of attempts${nowSince(cause, timeWords)}${where}`,
    ...slowerSince(cause, timeWords),
  ];
}

/** What switching it off does to those who call it. */
function refusedWords(cause: Throttled, timeWords: TimeWords): Line {
  const refused = words`${turning(cause)} away ${strong(percent(cause.rate))} of attempts`;
  return cause.newestIsClean
    ? words`${refused} in 5 min, none in the newest`
    : words`${refused}${sinceOrBefore(cause, timeWords)}${countNow(cause, safe`a minute`, timeWords.tense)}`;
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

/** Where its use or the time to it makes the row critical, the sentence begins with the limit. */
function limitIsSaid({ criticalBy }: Throttled): boolean {
  return criticalBy?.rule === 'use' || criticalBy?.rule === 'eta';
}

/** With the limit or the load, but in fewer words; null where neither can be told. */
export function middleThrottledWords(cause: Throttled, timeWords: TimeWords): Line | null {
  const { limit } = cause;
  if (limit.kind === 'unknown' || cause.limitWasMet === false || cause.newestIsClean) return null;
  if (limit.kind === 'off')
    return words`${shortThrottledWords(cause, timeWords)}${countNow(cause, safe`a min`, timeWords.tense)}`;
  const where = words` at ${briefLimitWords(limit)}`;
  return [...turnsAway(cause, timeWords), ...where, ...slowerSince(cause, timeWords)];
}

/** Empty where calls did not become slower, or did so only after the first were turned away. */
function slowerSince({ durationRise, sinceMs }: Throttled, sinceWords: SinceWords): Line {
  const roseLater = durationRise !== null && sinceMs !== null && durationRise.sinceMs > sinceMs;
  return durationRise === null || roseLater ? [] : words`; slower ${sinceWords.since(durationRise.sinceMs)}`;
}

/** Only seconds before the limit is known, so "unknown" would be misleading. */
function isAwaited({ limit }: Throttled): boolean {
  return limit.kind === 'unknown' && limit.answer === 'awaited';
}

export function shortThrottledWords(cause: Throttled, timeWords: TimeWords): Line {
  if (cause.limit.kind === 'off') {
    const whenBegun = cause.newestIsClean ? since(cause, timeWords) : sinceOrBefore(cause, timeWords);
    return words`${shortestOffWords(cause, timeWords.tense)}${whenBegun}`;
  }
  if (cause.newestIsClean)
    return words`turned away ${strong(percent(cause.rate))}; none in the newest minute`;
  // A narrow row names the other limits, but has no room for this one.
  const where = cause.limit.kind === 'scaling' ? safe` at Lambda's scaling rate` : safe``;
  const slower = risesFirst(cause) ? safe`; duration rose first` : safe``;
  return [...turnsAway(cause, timeWords), ...words`${where}${slower}`];
}

/** Null where the short words have nothing to leave out. */
export function shortestThrottledWords(cause: Throttled, timeWords: TimeWords): Line | null {
  if (cause.limit.kind === 'off') return shortestOffWords(cause, timeWords.tense);
  return cause.limit.kind === 'scaling' && !cause.newestIsClean ? turnsAway(cause, timeWords) : null;
}

function shortestOffWords(cause: Throttled, tense: Tense): Line {
  return words`${inTense(tense, 'is', 'was')} switched off: ${turning(cause)} away ${strong(percent(cause.rate))}`;
}

export function brieflyThrottled(cause: Throttled, tense: Tense): Line {
  return words`${turns(cause, tense)} away ${percent(cause.rate)}`;
}

function turnsAway(cause: Throttled, timeWords: TimeWords): Line {
  return words`${turns(cause, timeWords.tense)} away ${strong(percent(cause.rate))}${nowSince(cause, timeWords)}`;
}

/** What the newest minute is free of, it has behind it. */
function turns({ newestIsClean }: Throttled, tense: Tense): SafeText {
  return newestIsClean ? safe`turned` : inTense(tense, 'turns', 'turned');
}

/** The same of any time, as long as it lasts. */
function turning({ newestIsClean }: Throttled): SafeText {
  return newestIsClean ? safe`turned` : safe`turning`;
}

function risesFirst({ durationRise, sinceMs }: Throttled): boolean {
  return durationRise !== null && sinceMs !== null && durationRise.sinceMs < sinceMs;
}
