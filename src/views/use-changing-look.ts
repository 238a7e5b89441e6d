import { useMemo, useState } from 'react';
import type { ThemeName } from '../terminal/theme/palette.ts';
import { inReplay, withoutFleet } from './keys/keymap.ts';
import type { AppSettings } from './parts/app-settings.ts';
import { isReplay } from './parts/header/header-facts.ts';
import { nextNotation, type TimeNotation } from './parts/look/time-notation.ts';

/** The settings with the user's changes to the look, and without keys that have no target. */
export function useChangingLook(given: AppSettings) {
  const [theme, setTheme] = useState<ThemeName>(given.look.theme.name);
  const [times, setTimes] = useState<TimeNotation>(given.look.times);
  const settings = useMemo(() => {
    const watchesFleet = given.fleet !== null;
    const working = watchesFleet ? given.look.keymap : withoutFleet(given.look.keymap);
    const keymap = isReplay(given) ? inReplay(working, watchesFleet) : working;
    return { ...given, look: { ...given.look, keymap, theme: given.themeNamed(theme), times } };
  }, [given, theme, times]);
  return { settings, setTheme, turnTimes: () => setTimes(nextNotation) };
}
