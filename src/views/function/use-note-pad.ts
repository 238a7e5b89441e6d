import { useState, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import type { EpochMs } from '../../lambda/time.ts';
import { endOf } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { KeyTaker } from '../keys/keys.ts';
import { wordsAfterKey } from '../keys/typed-words.ts';
import { NO_NOTES, type TriageNotes, takenWords, withNote } from './triage-notes.ts';

/** Takes what the person notes of functions, for as long as lmon runs. */
export interface OpenNotePad extends KeyTaker {
  open(functionName: string): void;
  /** Takes what is on screen, without asking. */
  add(functionName: string, words: SafeText): void;
  readonly notes: TriageNotes;
  /** What stands in the last row instead of the screen's own; null while nothing is typed. */
  readonly line: Line | null;
}

interface Page {
  readonly notes: TriageNotes;
  /** Null while nothing is typed. */
  readonly typed: { readonly functionName: string; readonly words: string } | null;
}

export function useNotePad(columns: number, now: () => EpochMs): OpenNotePad {
  // Keys typed faster than frames are drawn must each see what the one before has done.
  const [store] = useState(() => createStore<Page>(() => ({ notes: NO_NOTES, typed: null })));
  const { notes, typed } = useSyncExternalStore(store.subscribe, store.getState);
  return {
    notes,
    line: typed && noteLine(typed.words, columns),
    add: (functionName, words) =>
      store.setState(({ notes: before }) => ({
        notes: withNote(before, functionName, takenWords(words), now()),
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
          after.kind === 'entered' ? withNote(before.notes, functionName, after.words, now()) : before.notes,
      });
      return true;
    },
  };
}

const NAME = safe`note `;
const KEYS = safe`   enter adds  esc goes back`;
const MARGINS = 3;

/** What is typed, from its end where it is longer than the row. */
function noteLine(words: string, columns: number): Line {
  const room = Math.max(1, columns - NAME.length - KEYS.length - MARGINS);
  return [
    strong(NAME, 'focus'),
    toned('fact', endOf(safeText(words), room)),
    { ...toned('focus', safe` `), marked: true },
    toned('dim', KEYS),
  ];
}
