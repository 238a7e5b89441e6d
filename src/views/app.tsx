import { useState } from 'react';
import { createStore } from 'zustand/vanilla';
import type { SafeText } from '../terminal/text.ts';
import { Covers } from './covers.tsx';
import { FleetScreen } from './fleet/fleet.tsx';
import { type FleetState, INITIAL_FLEET } from './fleet/fleet-state.ts';
import { FunctionScreens, isOfFunction } from './function-screens.tsx';
import { type EverywhereAction, WINDOW_MINUTES, type WindowAction } from './keys/key-action.ts';
import { answeredKeys } from './keys/keymap.ts';
import { FirstKeyTaker, Keymap, Keys } from './keys/keys.ts';
import { LogScreens } from './log-screens.tsx';
import { navigationOf } from './navigation.ts';
import type { AppSettings } from './parts/app-settings.ts';
import { innerWidth } from './parts/frame/margin.ts';
import { LastRows } from './parts/frame/screen-row.tsx';
import type { WindowSize } from './parts/frame/window-size.ts';
import { pathNames } from './path-names.ts';
import { changeSpeed, pauseOrPlay } from './replay-speed.ts';
import { keySession, useChangingLook } from './use-changing-look.ts';
import { useCommandLine } from './use-command-line.ts';
import { useLastRows } from './use-last-rows.ts';
import { useScreenPath } from './use-screen-path.ts';
import type { LentTerminal } from './use-sign-in.ts';
import { useTypedKeys } from './use-typed-keys.ts';

interface AppProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly terminal: LentTerminal;
}

/** The whole interface, and what all screens share: the look, the command line, the global keys. */
export function App({ settings: given, size, terminal }: AppProps) {
  const keys = useTypedKeys(size, given.look.keymap);
  const screens = useScreenPath(given, keys);
  const { path, top, covers } = screens;
  const [fleet] = useState(() => createStore<FleetState>(() => INITIAL_FLEET));
  const [window, setWindow] = useState(() => windowOf(given.windowMinutes));
  const { settings, setTheme, turnTimes } = useChangingLook(given);
  const width = innerWidth(size.columns);
  const prompt = useCommandLine({ settings: given, width, screens, fleet, setWindow, setTheme });
  const isRoot = path.length === 1;
  const place = { ...size, isRoot: isRoot && covers.length === 0 };
  const { rows, takes, menu, notePad, renewCredentials } = useLastRows(given, place, terminal, prompt);
  const answered = answeredKeys(given.look.keymap, keySession(given));
  const { replay } = given.whereabouts;
  const onEverywhere = (action: EverywhereAction) => {
    switch (action) {
      case 'command':
        return prompt.open();
      case 'times':
        return turnTimes();
      case 'signIn':
        return void renewCredentials();
      case 'help':
      case 'ownErrors':
        return screens.cover(action);
      case 'earlier':
        return prompt.enter('at -1m');
      case 'later':
        return prompt.enter('at +1m');
      case 'pause':
        return replay && prompt.say(pauseOrPlay(replay, given.now()), false);
      case 'slower':
      case 'faster':
        return replay && prompt.say(changeSpeed(replay, action), false);
    }
  };

  // The screen behind a cover stays mounted: a log that was closed and read again would lose its place.
  const onSay = (says: SafeText) => prompt.say(says, false);
  const shared = { settings, size, onSay, onEverywhere };
  const navigation = navigationOf(settings, screens, prompt, notePad);
  const behind = { ...shared, menu, isCovered: covers.length > 0, ...navigation };
  const watched = { ...behind, isRoot, onWindow: setWindow };

  return (
    <Keys value={keys}>
      <Keymap value={answered}>
        <FirstKeyTaker value={{ takes }}>
          <LastRows value={rows}>
            <LogScreens {...behind} screens={path} onOpen={screens.open} onSwitch={screens.replaceTop} />
            {given.fleet !== null && isOfFunction(top) && (
              <FunctionScreens
                {...watched}
                screen={top}
                fleet={given.fleet}
                notePad={notePad}
                path={pathNames(path)}
                window={window}
                onSwitch={screens.replaceTop}
              />
            )}
            {top.name === 'fleet' && <FleetScreen {...watched} state={fleet} window={window} />}
            <Covers {...shared} screens={screens} />
          </LastRows>
        </FirstKeyTaker>
      </Keymap>
    </Keys>
  );
}

/** The shortest window that shows as much; null without a request. */
function windowOf(minutes: number | null): WindowAction | null {
  if (minutes === null) return null;
  const windows = Object.keys(WINDOW_MINUTES) as WindowAction[];
  return windows.find((window) => WINDOW_MINUTES[window] >= minutes) ?? 'window24h';
}
