import { useState, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import type { EpochMs } from '../../lambda/time.ts';
import { cutName } from '../../terminal/cut-name.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Seen } from '../../triage/report/triage-note.ts';
import type { KeyTaker } from '../keys/keys.ts';
import { wordsAfterKey } from '../keys/typed-words.ts';
import { hintsWidth, type KeyHint, typedLine, withHints } from '../parts/typed-line.ts';
import { NO_NOTES, notedWords, type TriageNotes, takenNote, withNote, writtenNote } from './triage-notes.ts';

/** Keeps the user's notes about functions for the rest of the session. */
export interface OpenNotePad extends KeyTaker {
  open(functionName: string): void;
  /** Adds what is on screen without asking. */
  add(functionName: string, seen: Seen): void;
  readonly notes: TriageNotes;
  /** Replaces the screen's last row; null while nothing is being typed. */
  readonly line: Line | null;
}

interface Page {
  readonly notes: TriageNotes;
  /** Null while nothing is being typed. */
  readonly typed: Typing | null;
}

interface Typing {
  readonly functionName: string;
  readonly words: string;
}

/** @param say tells on the screen where a typed note went */
export function useNotePad(
  columns: number,
  ellipsis: SafeText,
  now: () => EpochMs,
  say: (says: SafeText) => void,
): OpenNotePad {
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const [store] = useState(() => createStore<Page>(() => ({ notes: NO_NOTES, typed: null })));
  const { notes, typed } = useSyncExternalStore(store.subscribe, store.getState);
  return {
    notes,
    line: typed && typedNote(typed, columns, ellipsis),
    add: (functionName, seen) =>
      store.setState(({ notes: before }) => ({
        notes: withNote(before, functionName, takenNote(seen, now())),
      })),
    open: (functionName) => store.setState({ typed: { functionName, words: '' } }),
    takes(press) {
      const before = store.getState();
      if (before.typed === null) return false;
      const { functionName, words } = before.typed;
      const after = wordsAfterKey(words, press);
      store.setState({
        typed: after.kind === 'typing' ? { functionName, words: after.words } : null,
        notes:
          after.kind === 'entered'
            ? withNote(before.notes, functionName, writtenNote(after.words, now()))
            : before.notes,
      });
      if (after.kind === 'entered') say(notedWords(functionName, safeText(after.words)));
      return true;
    },
  };
}

const KEYS: readonly KeyHint[] = [
  [safe`enter`, safe`adds`],
  [safe`esc`, safe`goes back`],
];
const MARGINS = 2;

/** The function and the typed text, of which the end is shown where it is longer than the row. */
function typedNote({ functionName, words }: Typing, columns: number, ellipsis: SafeText): Line {
  const width = columns - MARGINS;
  const label = strong(safe`note on ${cutName(safeText(functionName), LONGEST_NAME, ellipsis)}: `, 'focus');
  const cursor: Span = { ...toned('focus', safe` `), marked: true };
  const line = typedLine({ label, text: safeText(words), cursor }, width - hintsWidth(KEYS), ellipsis);
  return withHints(line, KEYS, width);
}

const LONGEST_NAME = 24;
