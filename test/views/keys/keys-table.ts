import { safe } from '../../../src/terminal/safe-text.ts';
import type { SafeText } from '../../../src/terminal/text.ts';
import type { KeyBinding, ScreenName } from '../../../src/views/keys/key-binding.ts';
import { answeredKeys, KEYMAP } from '../../../src/views/keys/keymap.ts';
import { keysAlike, labelsOf } from '../../../src/views/keys/keys-alike.ts';
import { screensText } from '../../../src/views/keys/screen-words.ts';
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

const IN_TAIL = answeredKeys(KEYMAP, { watchesFleet: false, isReplay: true });
const OF_TAIL: ReadonlySet<ScreenName> = new Set(['tail', 'invocations', 'invocation']);

/** The rows of the table of keys in docs/screen.md: one for neighbours of which the same is said. */
export function keysTable(): readonly (readonly string[])[] {
  const rows = keysAlike(KEYMAP, sayingWhere).map(({ bindings }) => {
    const [{ on, says }, first] = [bindings[0]!, KEYMAP.indexOf(bindings[0]!)];
    const needsFleet = IN_TAIL[first]?.needs === 'fleet';
    return [
      labelsOf(bindings)
        .flat()
        .map((label) => `\`${label}\``)
        .join(' '),
      says,
      on.map((screen) => SCREEN_NAMES[screen] + (needsFleet && OF_TAIL.has(screen) ? '¹' : '')).join(', '),
      bindings.map((each) => `\`${each.action}\``).join(' '),
    ];
  });
  return [['key', 'does', 'on', 'action'], ...rows];
}

function sayingWhere({ says, on }: KeyBinding): SafeText {
  return safe`${says} on ${screensText(on)}`;
}

export function commandsTable(): readonly (readonly string[])[] {
  const rows = PROMPT_COMMANDS.map(({ name, takes, says, withoutFleet }) => [
    `\`:${takes === null ? name : `${name} ${takes}`}\`${withoutFleet === undefined ? '' : '¹'}`,
    says,
  ]);
  return [['command', 'does'], ...rows];
}
