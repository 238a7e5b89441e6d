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
  refusedPrompt,
} from './prompt.ts';
import type { Command, CommandAnswer, PromptSubjects } from './prompt-command.ts';
import { readCommand } from './read-command.ts';

export interface OpenPrompt extends KeyTaker {
  open(): void;
  /** Does what this line would that is typed after the colon. */
  enter(line: string): void;
  /** Shows a message in as many last rows as it needs, until the next key. */
  say(says: SafeText, isRefusal: boolean): void;
  /** Says it in place of a message that is still there. */
  sayOn(says: SafeText): void;
  /** Says why a command that was entered did nothing, until the next key. */
  refuse(complaint: SafeText): void;
  /** Replaces the screen's last rows; null while the prompt is closed. */
  readonly rows: readonly Line[] | null;
}

/**
 * @param width of its row
 * @param run executes a command, and returns an answer, if any
 */
export function usePrompt(
  subjects: () => PromptSubjects,
  width: number,
  run: (command: Command) => CommandAnswer | null,
): OpenPrompt {
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const [store] = useState(() => createStore<Prompt>(() => CLOSED_PROMPT));
  const prompt = useSyncExternalStore(store.subscribe, store.getState);

  const say = (says: SafeText, isRefusal: boolean) =>
    store.setState(answeredPrompt(store.getState(), says, isRefusal));
  const sayOn = (says: SafeText) => {
    if (store.getState().row.kind === 'answer') say(says, false);
  };
  const refuse = (complaint: SafeText) => store.setState(refusedPrompt(store.getState(), complaint));
  const give = (answer: CommandAnswer) => {
    switch (answer.kind) {
      case 'message':
        return say(answer.says, false);
      case 'listed':
        return store.setState(listedPrompt(store.getState(), answer.lines));
      case 'refused':
        return refuse(answer.complaint);
    }
  };
  const enter = (line: string) => {
    const entered = readCommand(line, subjects());
    const answer = entered.kind === 'read' ? run(entered.command) : entered;
    if (answer !== null) give(answer);
  };
  return {
    rows: promptRows(prompt, width),
    say,
    sayOn,
    refuse,
    enter,
    open: () => store.setState(openedPrompt(store.getState(), subjects())),
    takes(press) {
      const { prompt: after, isTaken, entered } = promptAfterKey(store.getState(), press, subjects());
      store.setState(after);
      if (entered !== null) enter(entered);
      return isTaken;
    },
  };
}
