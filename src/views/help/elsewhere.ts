import { wrappedLine } from '../../terminal/line-layout.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { type KeyBinding, SCREEN_NAMES, type ScreenName } from '../keys/key-binding.ts';
import type { HelpEntry } from './help-columns.ts';

export const SCREEN_WORDS: Readonly<Record<ScreenName, SafeText>> = {
  fleet: safe`fleet`,
  function: safe`dashboard`,
  headroom: safe`headroom`,
  triage: safe`triage`,
  tail: safe`log`,
  invocations: safe`invocations`,
  invocation: safe`invocation`,
  ownErrors: safe`own errors`,
  help: safe`help`,
};

/** With more screens, the exceptions are listed instead. */
const MOST_NAMED = 4;

/** Keys that don't work on the screen behind the help, by the screens where they do. */
export function elsewhereEntries(
  bindings: readonly KeyBinding[],
  behind: ScreenName,
  keyEntry: (binding: KeyBinding) => HelpEntry,
): readonly HelpEntry[] {
  const groups = new Map<string, readonly KeyBinding[]>();
  for (const binding of bindings) {
    const screens = binding.on.join(' ');
    groups.set(screens, [...(groups.get(screens) ?? []), binding]);
  }
  return [...groups.values()].map((alike) => (width) => [
    ...wrappedLine([toned('dim', whereWords(alike[0]?.on ?? [], behind))], width),
    ...alike.flatMap((binding) => keyEntry(binding)(width)),
  ]);
}

/** `on dashboard, log`, or `on all others but headroom`. */
function whereWords(screens: readonly ScreenName[], behind: ScreenName): SafeText {
  const others = SCREEN_NAMES.filter((screen) => screen !== behind && screen !== 'help');
  const named = (names: readonly ScreenName[]) =>
    joinSafe(
      names.map((screen) => SCREEN_WORDS[screen]),
      safe`, `,
    );
  const left = others.filter((screen) => !screens.includes(screen));
  if (screens.length <= MOST_NAMED) return safe`on ${named(screens)}`;
  return left.length === 0 ? safe`on all others` : safe`on all others but ${named(left)}`;
}
