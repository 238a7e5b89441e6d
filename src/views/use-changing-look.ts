import { useMemo, useState } from 'react';
import type { ThemeName } from '../terminal/theme/palette.ts';
import { actingKeys, type KeySession } from './keys/keymap.ts';
import type { AppSettings } from './parts/app-settings.ts';
import { isReplay } from './parts/header/header-facts.ts';
import { nextNotation, type TimeNotation } from './parts/look/time-notation.ts';

/** The settings with the user's changes to the look, and without keys that have no target. */
export function useChangingLook(given: AppSettings) {
  const [theme, setTheme] = useState<ThemeName>(given.look.theme.name);
  const [times, setTimes] = useState<TimeNotation>(given.look.times);
  const settings = useMemo(() => {
    const keymap = actingKeys(given.look.keymap, keySession(given));
    return { ...given, look: { ...given.look, keymap, theme: given.themeNamed(theme), times } };
  }, [given, theme, times]);
  return { settings, setTheme, turnTimes: () => setTimes(nextNotation) };
}

export function keySession(settings: AppSettings): KeySession {
  return { watchesFleet: settings.fleet !== null, isReplay: isReplay(settings) };
}
