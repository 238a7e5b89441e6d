import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { type KeyBinding, SCREEN_NAMES, type ScreenName } from '../keys/key-binding.ts';
import { screensText } from '../keys/screen-words.ts';
import type { HelpEntry, HelpGroup } from './help-columns.ts';

/** With more screens, the exceptions are listed instead. */
const MOST_NAMED = 4;

/** Keys that don't work on the screen behind the help, by the screens where they do. */
export function elsewhereGroups(
  bindings: readonly KeyBinding[],
  behind: ScreenName,
  keyEntries: (bindings: readonly KeyBinding[]) => readonly HelpEntry[],
): readonly HelpGroup[] {
  const groups = new Map<string, readonly KeyBinding[]>();
  for (const binding of bindings) {
    const screens = binding.on.join(' ');
    groups.set(screens, [...(groups.get(screens) ?? []), binding]);
  }
  return [...groups.values()].map((alike) => ({
    heading: (width) => wrappedLine([toned('dim', whereWords(alike[0]?.on ?? [], behind))], width),
    entries: keyEntries(alike),
  }));
}

/** `on dashboard, log`, or `on all others but headroom`. */
function whereWords(screens: readonly ScreenName[], behind: ScreenName): SafeText {
  const others = SCREEN_NAMES.filter((screen) => screen !== behind && screen !== 'help');
  const left = others.filter((screen) => !screens.includes(screen));
  if (screens.length <= MOST_NAMED) return safe`on ${screensText(screens)}`;
  return left.length === 0 ? safe`on all others` : safe`on all others but ${screensText(left)}`;
}
