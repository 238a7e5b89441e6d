import { useApp, useInput } from 'ink';
import { useState } from 'react';
import { createStore } from 'zustand/vanilla';
import { Covers } from './covers.tsx';
import { FleetScreen } from './fleet/fleet.tsx';
import { type FleetState, INITIAL_FLEET } from './fleet/fleet-state.ts';
import { useNotePad } from './function/use-note-pad.ts';
import { FunctionScreens, isOfFunction } from './function-screens.tsx';
import { type EverywhereAction, WINDOW_MINUTES, type WindowAction } from './keys/key-action.ts';
import { createKeyQueue, endsLmon, FirstKeyTaker, Keymap, Keys } from './keys/keys.ts';
import { LogScreens } from './log-screens.tsx';
import type { AppSettings } from './parts/app-settings.ts';
import { innerWidth } from './parts/margin.ts';
import { isTooSmall, LastRows } from './parts/screen-row.tsx';
import { signInLine } from './parts/sign-in-line.ts';
import { useCopyMenu } from './parts/use-copy-menu.ts';
import type { WindowSize } from './parts/window-size.ts';
import { pathNames } from './path-names.ts';
import { useChangingLook } from './use-changing-look.ts';
import { useCommandLine } from './use-command-line.ts';
import { useScreenPath } from './use-screen-path.ts';
import { type LentTerminal, useSignIn } from './use-sign-in.ts';
import { waysOf } from './ways.ts';

/** What dashboards show until somebody chooses another. */
const FIRST_WINDOW: WindowAction = 'window1h';

interface AppProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly terminal: LentTerminal;
}

/** All that is on screen, and what is the same on every screen: the look, the command line, the keys of all. */
export function App({ settings: given, size, terminal }: AppProps) {
  const { exit } = useApp();
  const [keys] = useState(createKeyQueue);
  useInput((character, key) => {
    const isInterrupt = key.ctrl && character === 'c';
    // Nobody sees what a key does to a hidden screen: none does anything but end lmon.
    const isHidden = isTooSmall(size);
    if (isInterrupt || (isHidden && endsLmon(character, key, given.look.keymap))) exit();
    else if (!isHidden) keys.add(character, key);
  });
  const screens = useScreenPath(given, keys);
  const { path, top, covers } = screens;
  const [fleet] = useState(() => createStore<FleetState>(() => INITIAL_FLEET));
  const [window, setWindow] = useState(() => windowOf(given.windowMinutes));
  const { settings, setTheme, turnTimes } = useChangingLook(given);
  const prompt = useCommandLine({
    settings: given,
    width: innerWidth(size.columns),
    screens,
    fleet,
    setWindow,
    setTheme,
  });
  const menu = useCopyMenu(given.copyText, innerWidth(size.columns));
  const notePad = useNotePad(size.columns, given.now);
  const signIn = useSignIn(given.signIn, terminal, prompt.say);
  const onEverywhere = (action: EverywhereAction) => {
    switch (action) {
      case 'command':
        return prompt.open();
      case 'times':
        return turnTimes();
      case 'signIn':
        return void signIn.renew();
      case 'help':
      case 'ownErrors':
        return screens.cover(action);
    }
  };

  // The screen behind a cover goes on: a log that was closed and read again would lose its place.
  const shared = { settings, size, onEverywhere };
  const onSay = (says: string) => prompt.say(says, false);
  const ways = waysOf(given, screens, prompt, notePad);
  const behind = { ...shared, menu, isCovered: covers.length > 0, onNote: ways.onNote };
  const leading = { isRoot: path.length === 1, ...ways };
  const typed = prompt.rows ?? (notePad.line && [notePad.line]);
  const signInRows = signIn.expired && [
    signInLine(signIn.expired, settings.look.keymap, innerWidth(size.columns)),
  ];

  return (
    <Keys value={keys}>
      <Keymap value={given.look.keymap}>
        <FirstKeyTaker
          value={{ takes: (press) => prompt.takes(press) || notePad.takes(press) || menu.takes(press) }}
        >
          <LastRows value={typed ?? menu.rows ?? signInRows}>
            <LogScreens
              {...behind}
              screens={path}
              onOpen={screens.openOrReturn}
              onHeadroom={ways.onHeadroom}
              onTriage={ways.onTriage}
              toNeighbour={ways.toNeighbour}
              onSwitch={screens.replaceTop}
              onBack={screens.back}
            />
            {given.fleet !== null && isOfFunction(top) && (
              <FunctionScreens
                {...behind}
                {...leading}
                screen={top}
                fleet={given.fleet}
                notePad={notePad}
                onSay={onSay}
                path={pathNames(path)}
                window={window ?? FIRST_WINDOW}
                onWindow={setWindow}
                onSwitch={screens.replaceTop}
              />
            )}
            {top.name === 'fleet' && (
              <FleetScreen
                {...behind}
                {...leading}
                state={fleet}
                onSay={onSay}
                window={window}
                onWindow={setWindow}
              />
            )}
            <Covers {...shared} screens={screens} />
          </LastRows>
        </FirstKeyTaker>
      </Keymap>
    </Keys>
  );
}

/** The shortest window that shows as much; null where nobody said how much. */
function windowOf(minutes: number | null): WindowAction | null {
  if (minutes === null) return null;
  const windows = Object.keys(WINDOW_MINUTES) as WindowAction[];
  return windows.find((window) => WINDOW_MINUTES[window] >= minutes) ?? 'window24h';
}
