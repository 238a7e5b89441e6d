import type { EpochMs } from '../../lambda/time.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Seen, TriageNote } from '../../triage/report/triage-note.ts';

/** The user's notes about each function, oldest first: part of the function's report for the rest of the session. */
export type TriageNotes = ReadonlyMap<string, readonly TriageNote[]>;

export const NO_NOTES: TriageNotes = new Map();
const NONE: readonly TriageNote[] = [];

export function notesOf(notes: TriageNotes, functionName: string): readonly TriageNote[] {
  return notes.get(functionName) ?? NONE;
}

/** A log line may have 256 kB. */
const LONGEST_TAKEN = 400;

/** What is on screen, in the length of a note. */
export function takenNote(seen: Seen, notedMs: EpochMs): TriageNote {
  return { kind: 'taken', notedMs, seen: { ...seen, says: cutLine(seen.says, LONGEST_TAKEN, safe`...`) } };
}

export function writtenNote(words: string, notedMs: EpochMs): TriageNote {
  return { kind: 'written', notedMs, words: safeText(words) };
}

export function withNote(notes: TriageNotes, functionName: string, note: TriageNote): TriageNotes {
  return new Map([...notes, [functionName, [...notesOf(notes, functionName), note]]]);
}

/** What the screen says of a new note: without a report on it, nothing else would show that it was taken. */
export function notedWords(functionName: string, note: SafeText): SafeText {
  return safe`in the triage notes of ${safeText(functionName)}: ${note}`;
}
