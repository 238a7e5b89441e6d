import { useState, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Line } from '../../terminal/line.ts';
import type { KeyTaker } from '../keys/keys.ts';
import {
  answeredPrompt,
  CLOSED_PROMPT,
  listedPrompt,
  openedPrompt,
  type Prompt,
  promptAfterKey,
  promptRows,
} from './prompt.ts';
import type { Command, PromptSubjects, ReadCommand } from './prompt-command.ts';
import { readCommand } from './read-command.ts';

export interface OpenPrompt extends KeyTaker {
  open(): void;
  /** Says something in the last row, or as many as it needs, until the next key. */
  say(says: string, isRefusal: boolean): void;
  /** What stands in the last rows instead of the screen's own; null while the prompt is closed. */
  readonly rows: readonly Line[] | null;
}

/**
 * @param width of the row that it stands in
 * @param run does what a command asks, and gives back what is to be said of it, if anything
 */
export function usePrompt(
  subjects: () => PromptSubjects,
  width: number,
  run: (command: Command) => string | null,
): OpenPrompt {
  // Keys typed faster than frames are drawn must each see what the one before has done.
  const [store] = useState(() => createStore<Prompt>(() => CLOSED_PROMPT));
  const prompt = useSyncExternalStore(store.subscribe, store.getState);

  const say = (says: string, isRefusal: boolean) =>
    store.setState(answeredPrompt(store.getState(), says, isRefusal));
  const give = (answer: ReadCommand) => {
    switch (answer.kind) {
      case 'read': {
        const says = run(answer.command);
        if (says !== null) say(says, false);
        break;
      }
      case 'told':
        say(answer.says, false);
        break;
      case 'listed':
        store.setState(listedPrompt(store.getState(), answer.lines));
        break;
      case 'refused':
        say(answer.complaint, true);
        break;
    }
  };
  return {
    rows: promptRows(prompt, subjects(), width),
    say,
    open: () => store.setState(openedPrompt(store.getState())),
    takes(press) {
      const { prompt: after, isTaken, entered } = promptAfterKey(store.getState(), press, subjects());
      store.setState(after);
      if (entered !== null) give(readCommand(entered, subjects()));
      return isTaken;
    },
  };
}
