import type { Line } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { percent } from './amount-words.ts';
import { briefLimitWords, limitWords } from './limit-words.ts';
import { nowSince, type SinceWords, since } from './time-words.ts';

type Throttled = Extract<Cause, { kind: 'throttled' }>;

export function throttledWords(cause: Throttled, sinceWords: SinceWords): Line {
  if (cause.limit.kind === 'off')
    return words`is switched off, its reserved concurrency is 0: ${refusedWords(cause, sinceWords)}`;
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
    ...words`turns away ${rate} of attempts${nowSince(cause, sinceWords)}${where}`,
    ...slowerSince(cause, sinceWords),
  ];
}

/** What switching it off does to those who call it. */
function refusedWords(cause: Throttled, sinceWords: SinceWords): Line {
  const rate = strong(percent(cause.rate));
  return cause.newestIsClean
    ? words`turned away ${rate} of attempts in 5 min, none in the newest`
    : words`turns away ${rate} of attempts${sinceOrBefore(cause, sinceWords)}${countNow(cause, safe`a minute`)}`;
}

/** How many in the newest minute: nothing else tells the load of a function that serves no call. */
function countNow({ throttles }: Throttled, aMinute: SafeText): SafeText {
  return throttles === 0 ? safe`` : safe`, ${groupedText(throttles)} ${aMinute} now`;
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
export function middleThrottledWords(cause: Throttled, sinceWords: SinceWords): Line | null {
  const { limit } = cause;
  if (limit.kind === 'unknown' || cause.limitWasMet === false || cause.newestIsClean) return null;
  if (limit.kind === 'off')
    return words`${shortThrottledWords(cause, sinceWords)}${countNow(cause, safe`a min`)}`;
  const where = words` at ${briefLimitWords(limit)}`;
  return [...turnsAway(cause, sinceWords), ...where, ...slowerSince(cause, sinceWords)];
}

/** Empty where calls did not become slower, or did so only after the first were turned away. */
function slowerSince({ durationRise, sinceMs }: Throttled, sinceWords: SinceWords): Line {
  const roseLater = durationRise !== null && sinceMs !== null && durationRise.sinceMs > sinceMs;
  return durationRise === null || roseLater ? [] : words`; slower ${sinceWords.since(durationRise.sinceMs)}`;
}

/** Only seconds before the limit is known, so "unknown" would be misleading. */
function isAwaited({ limit }: Throttled): boolean {
  return limit.kind === 'unknown' && limit.isAwaited === true;
}

export function shortThrottledWords(cause: Throttled, sinceWords: SinceWords): Line {
  if (cause.limit.kind === 'off') {
    const whenBegun = cause.newestIsClean ? since(cause, sinceWords) : sinceOrBefore(cause, sinceWords);
    return words`${shortestOffWords(cause)}${whenBegun}`;
  }
  if (cause.newestIsClean)
    return words`turned away ${strong(percent(cause.rate))}; none in the newest minute`;
  // A narrow row names the other limits, but has no room for this one.
  const where = cause.limit.kind === 'scaling' ? safe` at Lambda's scaling rate` : safe``;
  const slower = risesFirst(cause) ? safe`; duration rose first` : safe``;
  return [...turnsAway(cause, sinceWords), ...words`${where}${slower}`];
}

/** Null where the short words have nothing to leave out. */
export function shortestThrottledWords(cause: Throttled, sinceWords: SinceWords): Line | null {
  if (cause.limit.kind === 'off') return shortestOffWords(cause);
  return cause.limit.kind === 'scaling' && !cause.newestIsClean ? turnsAway(cause, sinceWords) : null;
}

function shortestOffWords({ rate, newestIsClean }: Throttled): Line {
  const turns = newestIsClean ? safe`turned away` : safe`turns away`;
  return words`is switched off: ${turns} ${strong(percent(rate))}`;
}

export function brieflyThrottled({ rate, newestIsClean }: Throttled): Line {
  return newestIsClean ? words`turned away ${percent(rate)}` : words`turns away ${percent(rate)}`;
}

function turnsAway(cause: Throttled, sinceWords: SinceWords): Line {
  return words`turns away ${strong(percent(cause.rate))}${nowSince(cause, sinceWords)}`;
}

function risesFirst({ durationRise, sinceMs }: Throttled): boolean {
  return durationRise !== null && sinceMs !== null && durationRise.sinceMs < sinceMs;
}
