import type { PromptSubjects } from './prompt-command.ts';
import { PROMPT_COMMANDS } from './prompt-commands.ts';
import { commandNamed } from './read-command.ts';

/** What can be completed of a line, and with what. */
export interface Completion {
  /** What stays as it is: the name of the command, or nothing. */
  readonly head: string;
  /** What may stand behind the head, likeliest first. */
  readonly words: readonly string[];
}

export function completionOf(text: string, subjects: PromptSubjects): Completion {
  const [, name, typed] = /^\s*(\S+)\s+(.*)$/.exec(text) ?? [];
  if (name === undefined || typed === undefined) {
    const start = text.trim();
    return {
      head: '',
      words: PROMPT_COMMANDS.map((each) => each.name).filter((each) => each.startsWith(start)),
    };
  }
  return { head: `${name} `, words: commandNamed(name)?.choices(typed, subjects) ?? [] };
}
