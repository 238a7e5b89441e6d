import { didYouMean } from '../../terminal/did-you-mean.ts';
import { nearestNames } from '../../terminal/nearest-names.ts';
import { nearestWord, wordsByNearness } from '../../terminal/nearest-word.ts';
import { type PromptCommand, type PromptSubjects, type ReadCommand, refused } from './prompt-command.ts';
import { PROMPT_COMMANDS } from './prompt-commands.ts';

/** How many are suggested where none resembles what was typed. */
const FEW_COMMANDS = 3;

/** Parses the text after the colon. */
export function readCommand(text: string, subjects: PromptSubjects): ReadCommand {
  const [name = '', ...rest] = text.trim().split(/\s+/);
  const command = commandNamed(name);
  if (command === undefined) return refused(unknownCommand(name, subjects));
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
function unknownCommand(name: string, { functionNames }: PromptSubjects): string {
  const commands = PROMPT_COMMANDS.map((each) => each.name);
  const command = nearestWord(name, commands) ?? commands.find((each) => each.startsWith(name));
  if (command !== undefined) return `unknown command :${name}${didYouMean([`:${command}`])}`;
  const [functionName] = nearestNames(name, functionNames ?? []);
  if (functionName !== undefined) return `unknown command :${name}${didYouMean([`:fn ${functionName}`])}`;
  // All of them would not fit on a row.
  const nearest = wordsByNearness(name, commands).slice(0, FEW_COMMANDS);
  return `unknown command :${name}; nearest: ${nearest.map((each) => `:${each}`).join(' ')}; :keys lists all`;
}

export function commandNamed(name: string): PromptCommand | undefined {
  return PROMPT_COMMANDS.find((each) => each.name === name || each.aliases?.includes(name) === true);
}
