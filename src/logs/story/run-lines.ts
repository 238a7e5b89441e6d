import { namesError, outcomeOf } from '../../lambda/line/outcome.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { comparePlaces, placeOf } from '../log-order.ts';
import { ownCopy } from '../own-copy.ts';
import { isAskedFor } from '../tail-item.ts';
import { type LastWord, type Run, wentOnAt } from './environment-runs.ts';

/** More lines of one kind with the same meaning tell nothing new about a run. */
const MOST_EVIDENCE = 20;

export function keepWord(run: Run, event: StoryEvent): void {
  if (event.line.kind !== 'app') return;
  const place = placeOf(event);
  if (run.lastWord !== null && comparePlaces(run.lastWord.place, place) >= 0) return;
  run.lastWord = wordOf(event);
}

export function wordOf(event: StoryEvent): LastWord {
  const { errorType } = event.line;
  return {
    place: placeOf(event),
    isAskedFor: isAskedFor(event),
    errorType: errorType !== null && namesError(event.line) ? ownCopy(errorType) : null,
  };
}

/** Lines of another run may come before it is known that this one was already over. */
const MOST_NAMELESS_WORDS = 3;

export function addNamelessWord(run: Run, word: LastWord): void {
  if (run.namelessWords.includes(word)) return;
  run.namelessWords = [...run.namelessWords, word]
    .toSorted((one, other) => comparePlaces(one.place, other.place))
    .slice(-MOST_NAMELESS_WORDS);
}

/** Call once both ends of a run are known. */
export function forgetWordsOfOthers(run: Run): void {
  if (run.start === null || run.report === null) return;
  run.namelessWords = run.namelessWords.filter(({ place }) => wentOnAt(run, place.timestampMs)).slice(-1);
}

/** The last application line of a run, by what is known of its time span. */
export function lastWordOf(run: Run): LastWord | null {
  const nameless = run.namelessWords.findLast(({ place }) => wentOnAt(run, place.timestampMs)) ?? null;
  if (nameless === null || run.lastWord === null) return nameless ?? run.lastWord;
  return comparePlaces(nameless.place, run.lastWord.place) > 0 ? nameless : run.lastWord;
}

/**
 * Adds a line about the run's outcome. Copies the list: a growing array reserves room for seventeen, and most runs have
 * one.
 */
export function addEvidence(run: Run, event: StoryEvent): void {
  const { kind } = event.line;
  const outcome = outcomeOf(event.line);
  if (kind !== 'report' && outcome === null) return;
  if (run.evidence.some((each) => each.event.eventId === event.event.eventId)) return;
  const alike = run.evidence.filter(({ line }) => line.kind === kind && outcomeOf(line) === outcome);
  if (alike.length < MOST_EVIDENCE) run.evidence = [...run.evidence, event];
}
