import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import { nearestNames } from '../../terminal/spelling/nearest-names.ts';
import { nearestWord } from '../../terminal/spelling/nearest-word.ts';
import {
  type PromptCommand,
  type PromptSubjects,
  type ReadCommand,
  refused,
  whyNot,
} from './prompt-command.ts';
import { PROMPT_COMMANDS } from './prompt-commands.ts';

/** Parses the text after the colon. */
export function readCommand(text: string, subjects: PromptSubjects): ReadCommand {
  const [name = '', ...rest] = text.trim().split(/\s+/);
  const command = commandNamed(name);
  if (command === undefined) return refused(unknownCommand(name, subjects));
  const why = whyNot(command, subjects);
  if (why !== null) return refused(why);
  const argument = rest.join(' ');
  if (command.takes !== null && argument === '' && command.standsAlone !== true)
    return refused(`:${name} ${needsWords(command)}`);
  return command.read(argument, subjects);
}

function needsWords({ takes, takesWords = [] }: PromptCommand): string {
  const needs = `needs ${/^[AEIOU]/.test(takes ?? '') ? 'an' : 'a'} ${takes}`;
  return takesWords.length === 0 ? needs : `${needs}: ${takesWords.join(' ')}`;
}

/** A user who types a function's name wants to see it. */
function unknownCommand(name: string, subjects: PromptSubjects): string {
  const commands = commandsFor(subjects).map((each) => each.name);
  const command = nearestWord(name, commands) ?? commands.find((each) => each.startsWith(name));
  if (command !== undefined) return `unknown command :${name}${didYouMean([`:${command}`])}`;
  const [functionName] = nearestNames(name, subjects.functionNames ?? []);
  if (functionName !== undefined) return `unknown command :${name}${didYouMean([`:fn ${functionName}`])}`;
  return `unknown command :${name}; :keys lists all`;
}

/** Those that can do anything in a session. */
export function commandsFor(subjects: PromptSubjects): readonly PromptCommand[] {
  return PROMPT_COMMANDS.filter((each) => whyNot(each, subjects) === null);
}

export function commandNamed(name: string): PromptCommand | undefined {
  return PROMPT_COMMANDS.find((each) => each.name === name || each.aliases?.includes(name) === true);
}
