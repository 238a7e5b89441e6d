import type { ScreenName } from '../../../src/views/keys/key-binding.ts';
import { labelOf } from '../../../src/views/keys/key-label.ts';
import { KEYMAP } from '../../../src/views/keys/keymap.ts';
import { PROMPT_COMMANDS } from '../../../src/views/prompt/prompt-commands.ts';

const SCREEN_NAMES: Readonly<Record<ScreenName, string>> = {
  fleet: 'fleet',
  function: 'dashboard',
  headroom: 'headroom',
  triage: 'triage',
  tail: 'log',
  invocations: 'invocations',
  invocation: 'invocation',
  ownErrors: '`!`',
  help: 'help',
};

/** The rows of the table of keys in docs/screen.md. */
export function keysTable(): readonly (readonly string[])[] {
  const rows = KEYMAP.map(({ action, keys, on, says }) => [
    keys.map((key) => `\`${labelOf(key)}\``).join(' '),
    says,
    on.map((screen) => SCREEN_NAMES[screen]).join(', '),
    `\`${action}\``,
  ]);
  return [['key', 'does', 'on', 'action'], ...rows];
}

export function commandsTable(): readonly (readonly string[])[] {
  const rows = PROMPT_COMMANDS.map(({ name, takes, says }) => [
    `\`:${takes === null ? name : `${name} ${takes}`}\``,
    says,
  ]);
  return [['command', 'does'], ...rows];
}
