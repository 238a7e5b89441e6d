import type { Line } from '../../terminal/line.ts';
import { ageInWords, countText, groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause, MayBeNamedByLog } from '../cause/cause.ts';
import type { SuspectVersion } from '../cause/version-suspicion.ts';
import { LOSS_WORDS } from '../minute/event-loss.ts';
import type { Steady } from '../rules/steady.ts';
import { events, percent } from './amount-words.ts';
import { judgedTime, nowSince, type SinceWords, since, type TimeWords } from './time-words.ts';

/**
 * Metrics alone don't tell why calls fail: their words must not pass for those of a log. Metrics are kept longer than
 * most logs, so that a log without lines says nothing of the function.
 */
export function noLinesWords({ hasNoLines }: MayBeNamedByLog): Line {
  return hasNoLines === true ? words`; its log of that time is gone or empty` : [];
}

export function failingWords(cause: Extract<Cause, { kind: 'failing' }>, timeWords: TimeWords): Line {
  const { tense } = timeWords;
  if (cause.steady !== null) return [...steadyWords(cause.steady, timeWords), ...noLinesWords(cause)];
  const rate = strong(percent(cause.rate));
  const fails = cause.newestIsClean
    ? words`failed ${rate} of calls in ${judgedTime(cause.spanMs)}, none in the newest`
    : words`${inTense(tense, 'fails', 'failed')} ${rate} of calls${nowSince(cause, timeWords)}`;
  return [
    ...fails,
    ...(cause.suspect === undefined ? [] : suspectWords(cause.suspect, tense)),
    ...(reachesTimeoutUnsaid(cause)
      ? words`; the longest ${inTense(tense, 'reach', 'reached')} the timeout`
      : []),
    ...noLinesWords(cause),
  ];
}

/** Where the timeout makes it critical, the sentence begins with that. */
function reachesTimeoutUnsaid({ reachesTimeout, criticalBy }: Extract<Cause, { kind: 'failing' }>): boolean {
  return reachesTimeout && criticalBy?.rule !== 'timeout';
}

export function brieflyFailing(
  { rate, newestIsClean }: Extract<Cause, { kind: 'failing' }>,
  tense: Tense,
): Line {
  return words`${newestIsClean ? safe`failed` : inTense(tense, 'fails', 'failed')} ${percent(rate)} of calls`;
}

function suspectWords({ bad }: SuspectVersion, tense: Tense): Line {
  return words`; version ${safeText(bad.version)} ${inTense(tense, 'fails', 'failed')} ${percent(bad.errorRate ?? 0)} of its calls`;
}

/** Whether it failed like this all week is unknown or untrue, so the sentence does not claim that it always did. */
function steadyWords({ rate, sinceMs }: Steady, { tense, sinceBefore }: TimeWords): Line {
  return words`${inTense(tense, 'fails', 'failed')} ${strong(percent(rate))} of calls, steady ${sinceBefore(sinceMs)}`;
}

/** Few calls die, so that often no error rule is broken, and slow calls are not the news. */
export function memoryWords(cause: Extract<Cause, { kind: 'outOfMemory' }>, timeWords: TimeWords): Line {
  if (cause.awaitsLog === true) return shortMemoryWords(cause, timeWords);
  return words`${RUNNING_OUT}${memorySince(cause, timeWords)}: ${strong(deathsText(cause))} of it in ${ageInWords(cause.deaths.spanMs)}`;
}

export function shortMemoryWords(cause: Extract<Cause, { kind: 'outOfMemory' }>, timeWords: TimeWords): Line {
  return words`${RUNNING_OUT}${memorySince(cause, timeWords)}; ${diedWords(cause)}`;
}

export function shortestMemoryWords(cause: Extract<Cause, { kind: 'outOfMemory' }>): Line {
  return words`${RUNNING_OUT}; ${diedWords(cause)}`;
}

/** Of any time: it lasts. */
const RUNNING_OUT = safe`running out of memory`;

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

export function losingWords(cause: Extract<Cause, { kind: 'losing' }>, timeWords: TimeWords): Line {
  const how = LOSS_WORDS[cause.way];
  return cause.sinceMs === null
    ? words`lost ${strong(events(cause.events))} in 5 min that ${how}`
    : words`losing events${since(cause, timeWords)}: ${strong(countText(cause.events))} in 5 min ${how}`;
}
