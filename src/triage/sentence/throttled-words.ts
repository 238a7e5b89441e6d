import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { percent } from './amount-words.ts';
import { briefLimitWords, limitWords } from './limit-words.ts';
import { type SinceWords, since } from './time-words.ts';

export function throttledWords(cause: Extract<Cause, { kind: 'throttled' }>, sinceWords: SinceWords): Line {
  if (cause.limit.kind === 'off')
    return words`is ${strong(safe`switched off`)}: its reserved concurrency is 0${since(cause, sinceWords)}`;
  const rate = strong(percent(cause.rate));
  const where =
    cause.limitWasMet === false && cause.limit.kind !== 'scaling'
      ? words`: a request or scaling rate was met, not ${limitWords(cause.limit)}`
      : isAwaited(cause)
        ? words`; reading which limit it met`
        : words` at ${limitWords(cause.limit)}`;
  if (cause.newestIsClean) {
    const turnedAway = words`turned away ${rate} of attempts in five minutes`;
    return isAwaited(cause)
      ? words`${turnedAway}, none in the newest${where}`
      : words`${turnedAway}${where}; none in the newest`;
  }
  const turnsAway = words`turns away ${rate} of attempts${since(cause, sinceWords)}${where}`;
  return [...turnsAway, ...slowerSince(cause, sinceWords)];
}

/** With the limit, but in fewer words; null where no limit can be named. */
export function middleThrottledWords(
  cause: Extract<Cause, { kind: 'throttled' }>,
  sinceWords: SinceWords,
): Line | null {
  const { limit, rate } = cause;
  if (limit.kind === 'off' || limit.kind === 'unknown' || cause.limitWasMet === false || cause.newestIsClean)
    return null;
  const turnsAway = words`turns away ${strong(percent(rate))}${since(cause, sinceWords)} at ${briefLimitWords(limit)}`;
  return [...turnsAway, ...slowerSince(cause, sinceWords)];
}

/** Empty where calls did not become slower, or did so only after the first were turned away. */
function slowerSince(
  { durationRise, sinceMs }: Extract<Cause, { kind: 'throttled' }>,
  sinceWords: SinceWords,
): Line {
  const roseLater = durationRise !== null && sinceMs !== null && durationRise.sinceMs > sinceMs;
  return durationRise === null || roseLater ? [] : words`; slower ${sinceWords.since(durationRise.sinceMs)}`;
}

/** Only seconds before the limit is known, so "unknown" would be misleading. */
function isAwaited({ limit }: Extract<Cause, { kind: 'throttled' }>): boolean {
  return limit.kind === 'unknown' && limit.isAwaited === true;
}

export function shortThrottledWords(
  cause: Extract<Cause, { kind: 'throttled' }>,
  sinceWords: SinceWords,
): Line {
  if (cause.limit.kind === 'off')
    return words`is ${strong(safe`switched off`)}: it reserves 0${since(cause, sinceWords)}`;
  if (cause.newestIsClean)
    return words`turned away ${strong(percent(cause.rate))}; none in the newest minute`;
  const slower = risesFirst(cause) ? safe`; duration rose first` : safe``;
  return words`turns away ${strong(percent(cause.rate))}${since(cause, sinceWords)}${slower}`;
}

function risesFirst({ durationRise, sinceMs }: Extract<Cause, { kind: 'throttled' }>): boolean {
  return durationRise !== null && sinceMs !== null && durationRise.sinceMs < sinceMs;
}
