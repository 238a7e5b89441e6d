import { useApp, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import type { AppSettings, StartScreen } from './app-settings.ts';
import { FleetScreen } from './fleet.tsx';
import { INITIAL_FLEET } from './fleet-state.ts';
import { HelpScreen } from './help.tsx';
import { TailScreen } from './tail.tsx';

/** Which screen is on top, and the way back. */
export function App({ settings }: { readonly settings: AppSettings }) {
  const size = useWindowSize();
  const { exit } = useApp();
  const [path, setPath] = useState<readonly StartScreen[]>([settings.start]);
  const [fleet, setFleet] = useState(INITIAL_FLEET);
  const [isHelping, setIsHelping] = useState(false);

  useInput((character, key) => {
    if (key.ctrl && character === 'c') exit();
  });
  const back = () => (path.length === 1 ? exit() : setPath(path.slice(0, -1)));
  const top = path.at(-1) ?? settings.start;
  // The screen behind the help goes on: a log that was closed and read again would lose its place.
  const behind = { settings, size, isCovered: isHelping, onHelp: () => setIsHelping(true) };

  return (
    <>
      {top.name === 'tail' ? (
        <TailScreen {...behind} target={top.target} isRoot={path.length === 1} onBack={back} />
      ) : (
        <FleetScreen
          {...behind}
          state={fleet}
          setState={setFleet}
          onOpen={(target) => setPath([...path, { name: 'tail', target }])}
          onQuit={exit}
        />
      )}
      {isHelping && (
        <HelpScreen behind={top.name} size={size} look={settings.look} onClose={() => setIsHelping(false)} />
      )}
    </>
  );
}
