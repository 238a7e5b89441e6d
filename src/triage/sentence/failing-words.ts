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
import type { SentenceForms } from './sentence-forms.ts';
import { judgedTime, nowSince, type SinceWords, since, type TimeWords } from './time-words.ts';

/**
 * Metrics alone don't tell why calls fail: their words must not pass for those of a log. Metrics are kept longer than
 * most logs, so that a log without lines says nothing of the function.
 */
export function noLinesWords({ hasNoLines }: MayBeNamedByLog): Line {
  return hasNoLines === true ? words`; its log of that time is gone or empty` : [];
}

type Failing = Extract<Cause, { kind: 'failing' }>;
type OutOfMemory = Extract<Cause, { kind: 'outOfMemory' }>;

export function failingSentence(cause: Failing, timeWords: TimeWords): SentenceForms {
  const { rate, newestIsClean } = cause;
  const fails = newestIsClean ? safe`failed` : inTense(timeWords.tense, 'fails', 'failed');
  return {
    says: failingWords(cause, timeWords),
    ...(newestIsClean && {
      shortest: words`failed ${strong(percent(rate))} of calls; none in the newest minute`,
    }),
    brief: words`${fails} ${percent(rate)} of calls`,
  };
}

function failingWords(cause: Failing, timeWords: TimeWords): Line {
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
function reachesTimeoutUnsaid({ reachesTimeout, criticalBy }: Failing): boolean {
  return reachesTimeout && criticalBy?.rule !== 'timeout';
}

function suspectWords({ bad }: SuspectVersion, tense: Tense): Line {
  return words`; version ${safeText(bad.version)} ${inTense(tense, 'fails', 'failed')} ${percent(bad.errorRate ?? 0)} of its calls`;
}

/** Whether it failed like this all week is unknown or untrue, so the sentence does not claim that it always did. */
function steadyWords({ rate, sinceMs }: Steady, { tense, sinceBefore }: TimeWords): Line {
  return words`${inTense(tense, 'fails', 'failed')} ${strong(percent(rate))} of calls, steady ${sinceBefore(sinceMs)}`;
}

/** Few calls die, so that often no error rule is broken, and slow calls are not the news. Participles are of any time. */
export function memorySentence(cause: OutOfMemory, timeWords: TimeWords): SentenceForms {
  const { count, isComplete, spanMs } = cause.deaths;
  const whenBegun = memorySince(cause, timeWords);
  if (cause.awaitsLog === true)
    return {
      says: words`running out of memory${whenBegun}; reading its log`,
      shortest: words`running out of memory; reading its log`,
    };
  const atLeast = isComplete ? safe`` : safe`at least `;
  const calls = count === 1 ? safe`call` : safe`calls`;
  const died = strong(safe`${atLeast}${groupedText(count)} died`);
  return {
    says: words`running out of memory${whenBegun}: ${strong(safe`${atLeast}${groupedText(count)} ${calls} died`)} of it in ${ageInWords(spanMs)}`,
    short: words`running out of memory${whenBegun}; ${died} in ${ageInWords(spanMs)}`,
    shortest: words`running out of memory; ${died} in ${ageInWords(spanMs)}`,
  };
}

/** Where it began before the minutes that are known, the hour. */
export function memorySince(
  { sinceMs, weekOnset }: Pick<OutOfMemory, 'sinceMs' | 'weekOnset'>,
  sinceWords: SinceWords,
): SafeText {
  return sinceMs === null && weekOnset !== null
    ? safe` ${sinceWords.sinceAbout(weekOnset.hourMs)}`
    : since({ sinceMs }, sinceWords);
}

export function losingSentence(
  cause: Extract<Cause, { kind: 'losing' }>,
  timeWords: TimeWords,
): SentenceForms {
  const how = LOSS_WORDS[cause.way];
  if (cause.sinceMs === null) {
    const lost = words`lost ${strong(events(cause.events))} in 5 min`;
    return { says: words`${lost} that ${how}`, short: lost };
  }
  const whenBegun = since(cause, timeWords);
  const count = strong(countText(cause.events));
  return {
    says: words`losing events${whenBegun}: ${count} in 5 min ${how}`,
    short: words`losing events${whenBegun}, ${count} in 5 min`,
  };
}
