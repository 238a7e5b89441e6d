import type { PromptSubjects } from './prompt-command.ts';
import { commandNamed, commandsFor } from './read-command.ts';

/** The completions of a line. */
export interface Completion {
  /** The part that stays: the command's name, or nothing. */
  readonly head: string;
  /** Completions after the head, likeliest first. */
  readonly words: readonly string[];
}

export function completionOf(text: string, subjects: PromptSubjects): Completion {
  const [, name, typed] = /^\s*(\S+)\s+(.*)$/.exec(text) ?? [];
  if (name === undefined || typed === undefined) {
    const start = text.trim();
    return {
      head: '',
      words: commandsFor(subjects)
        .map((each) => each.name)
        .filter((each) => each.startsWith(start)),
    };
  }
  return { head: `${name} `, words: commandNamed(name)?.choices(typed, subjects) ?? [] };
}
