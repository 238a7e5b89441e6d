import type { Line } from '../../terminal/line.ts';
import { ageInWords, countText, groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause, MayBeNamedByLog } from '../cause/cause.ts';
import type { SuspectVersion } from '../cause/version-suspicion.ts';
import { LOSS_WORDS } from '../minute/event-loss.ts';
import type { Steady } from '../rules/steady.ts';
import { events, percent } from './amount-words.ts';
import { judgedTime, nowSince, type SinceWords, since } from './time-words.ts';

/**
 * Metrics alone don't tell why calls fail: their words must not pass for those of a log. Metrics are kept longer than
 * most logs, so that a log without lines says nothing of the function.
 */
export function noLinesWords({ hasNoLines }: MayBeNamedByLog): Line {
  return hasNoLines === true ? words`; its log of that time is gone or empty` : [];
}

export function failingWords(cause: Extract<Cause, { kind: 'failing' }>, sinceWords: SinceWords): Line {
  if (cause.steady !== null) return [...steadyWords(cause.steady, sinceWords), ...noLinesWords(cause)];
  const rate = strong(percent(cause.rate));
  const fails = cause.newestIsClean
    ? words`failed ${rate} of calls in ${judgedTime(cause.spanMs)}, none in the newest`
    : words`fails ${rate} of calls${nowSince(cause, sinceWords)}`;
  return [
    ...fails,
    ...(cause.suspect === undefined ? [] : suspectWords(cause.suspect)),
    ...(reachesTimeoutUnsaid(cause) ? words`; the longest reach the timeout` : []),
    ...noLinesWords(cause),
  ];
}

/** Where the timeout makes it critical, the sentence begins with that. */
function reachesTimeoutUnsaid({ reachesTimeout, criticalBy }: Extract<Cause, { kind: 'failing' }>): boolean {
  return reachesTimeout && criticalBy?.rule !== 'timeout';
}

export function brieflyFailing({ rate, newestIsClean }: Extract<Cause, { kind: 'failing' }>): Line {
  return newestIsClean ? words`failed ${percent(rate)} of calls` : words`fails ${percent(rate)} of calls`;
}

function suspectWords({ bad }: SuspectVersion): Line {
  return words`; version ${safeText(bad.version)} fails ${percent(bad.errorRate ?? 0)} of its calls`;
}

/** Whether it failed like this all week is unknown or untrue, so the sentence does not claim that it always did. */
function steadyWords({ rate, sinceMs }: Steady, sinceWords: SinceWords): Line {
  return words`fails ${strong(percent(rate))} of calls, steady ${sinceWords.sinceBefore(sinceMs)}`;
}

/** Few calls die, so that often no error rule is broken, and slow calls are not the news. */
export function memoryWords(cause: Extract<Cause, { kind: 'outOfMemory' }>, sinceWords: SinceWords): Line {
  if (cause.awaitsLog === true) return shortMemoryWords(cause, sinceWords);
  return words`runs out of memory${memorySince(cause, sinceWords)}: ${strong(deathsText(cause))} of it in the last ${ageInWords(cause.deaths.spanMs)}`;
}

export function shortMemoryWords(
  cause: Extract<Cause, { kind: 'outOfMemory' }>,
  sinceWords: SinceWords,
): Line {
  return words`runs out of memory${memorySince(cause, sinceWords)}; ${diedWords(cause)}`;
}

export function shortestMemoryWords(cause: Extract<Cause, { kind: 'outOfMemory' }>): Line {
  return words`runs out of memory; ${diedWords(cause)}`;
}

function diedWords({ deaths, awaitsLog }: Extract<Cause, { kind: 'outOfMemory' }>): Line {
  if (awaitsLog === true) return words`reading its log`;
  const { count, isComplete, spanMs } = deaths;
  const died = safe`${isComplete ? safe`` : safe`at least `}${groupedText(count)} died`;
  return words`${strong(died)} in ${ageInWords(spanMs)}`;
}

/** Where it began before the minutes that are known, the hour. */
export function memorySince(
  { sinceMs, weekOnset }: Pick<Extract<Cause, { kind: 'outOfMemory' }>, 'sinceMs' | 'weekOnset'>,
  sinceWords: SinceWords,
): SafeText {
  return sinceMs === null && weekOnset !== null
    ? safe` ${sinceWords.sinceAbout(weekOnset.hourMs)}`
    : since({ sinceMs }, sinceWords);
}

function deathsText({ deaths: { count, isComplete } }: Extract<Cause, { kind: 'outOfMemory' }>): SafeText {
  const calls = count === 1 ? safe`1 call died` : safe`${groupedText(count)} calls died`;
  return isComplete ? calls : safe`at least ${calls}`;
}

export function losingWords(cause: Extract<Cause, { kind: 'losing' }>, sinceWords: SinceWords): Line {
  const how = LOSS_WORDS[cause.way];
  return cause.sinceMs === null
    ? words`lost ${strong(events(cause.events))} in 5 min that ${how}`
    : words`loses events${since(cause, sinceWords)}: ${strong(countText(cause.events))} in 5 min ${how}`;
}
