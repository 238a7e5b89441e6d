import { useState, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Line } from '../../terminal/line.ts';
import type { SafeText } from '../../terminal/text.ts';
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
  /** Shows a message in as many last rows as it needs, until the next key. */
  say(says: SafeText, isRefusal: boolean): void;
  /** Replaces the screen's last rows; null while the prompt is closed. */
  readonly rows: readonly Line[] | null;
}

/**
 * @param width of its row
 * @param run executes a command, and returns a message, if any
 */
export function usePrompt(
  subjects: () => PromptSubjects,
  width: number,
  run: (command: Command) => SafeText | null,
): OpenPrompt {
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const [store] = useState(() => createStore<Prompt>(() => CLOSED_PROMPT));
  const prompt = useSyncExternalStore(store.subscribe, store.getState);

  const say = (says: SafeText, isRefusal: boolean) =>
    store.setState(answeredPrompt(store.getState(), says, isRefusal));
  const give = (answer: ReadCommand) => {
    switch (answer.kind) {
      case 'read': {
        const says = run(answer.command);
        if (says !== null) say(says, false);
        break;
      }
      case 'message':
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
