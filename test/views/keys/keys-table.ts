import type { ScreenName } from '../../../src/views/keys/key-binding.ts';
import { labelOf } from '../../../src/views/keys/key-label.ts';
import { answeredKeys, KEYMAP } from '../../../src/views/keys/keymap.ts';
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

const IN_TAIL = answeredKeys(KEYMAP, { watchesFleet: false, isReplay: false });
const OF_TAIL: ReadonlySet<ScreenName> = new Set(['tail', 'invocations', 'invocation']);

/** The rows of the table of keys in docs/screen.md. */
export function keysTable(): readonly (readonly string[])[] {
  const rows = KEYMAP.map(({ action, keys, on, says }, place) => {
    const needsFleet = IN_TAIL[place]?.needs === 'fleet';
    return [
      keys.map((key) => `\`${labelOf(key)}\``).join(' '),
      says,
      on.map((screen) => SCREEN_NAMES[screen] + (needsFleet && OF_TAIL.has(screen) ? '¹' : '')).join(', '),
      `\`${action}\``,
    ];
  });
  return [['key', 'does', 'on', 'action'], ...rows];
}

export function commandsTable(): readonly (readonly string[])[] {
  const rows = PROMPT_COMMANDS.map(({ name, takes, says, withoutFleet }) => [
    `\`:${takes === null ? name : `${name} ${takes}`}\`${withoutFleet === undefined ? '' : '¹'}`,
    says,
  ]);
  return [['command', 'does'], ...rows];
}
