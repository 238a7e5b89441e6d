import type { EpochMs } from '../../lambda/time.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** What the person noted of each function, oldest first: it goes into the function's report for as long as lmon runs. */
export type TriageNotes = ReadonlyMap<string, readonly SafeText[]>;

export const NO_NOTES: TriageNotes = new Map();
const NONE: readonly SafeText[] = [];

export function notesOf(notes: TriageNotes, functionName: string): readonly SafeText[] {
  return notes.get(functionName) ?? NONE;
}

/** A line of a log may be of 256 kB. */
const LONGEST_TAKEN = 400;

/** What is on screen, as short as a note is read. */
export function takenWords(words: string): string {
  return words.length > LONGEST_TAKEN ? `${words.slice(0, LONGEST_TAKEN)}...` : words;
}

/** `03:11Z paged the owners of payments` */
export function withNote(
  notes: TriageNotes,
  functionName: string,
  words: string,
  nowMs: EpochMs,
): TriageNotes {
  const note = safe`${utcMinute(nowMs)} ${safeText(words)}`;
  return new Map([...notes, [functionName, [...notesOf(notes, functionName), note]]]);
}
