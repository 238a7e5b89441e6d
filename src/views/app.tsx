import { useApp, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { AppSettings, StartScreen } from './app-settings.ts';
import { FleetScreen } from './fleet.tsx';
import { INITIAL_FLEET } from './fleet-state.ts';
import { FunctionScreen } from './function.tsx';
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

  const open = (screen: StartScreen) => setPath([...path, screen]);
  const openLogs = (target: string) => open({ name: 'tail', target });

  return (
    <>
      {top.name === 'tail' && (
        <TailScreen {...behind} target={top.target} above={namesOf(path.slice(0, -1))} onBack={back} />
      )}
      {top.name === 'function' && (
        <FunctionScreen
          {...behind}
          functionName={top.functionName}
          isRoot={path.length === 1}
          onSwitch={(functionName) => setPath([...path.slice(0, -1), { name: 'function', functionName }])}
          onLogs={openLogs}
          onBack={back}
        />
      )}
      {top.name === 'fleet' && (
        <FleetScreen
          {...behind}
          state={fleet}
          setState={setFleet}
          onOpen={(functionName) => open({ name: 'function', functionName })}
          onLogs={openLogs}
          onQuit={exit}
        />
      )}
      {isHelping && (
        <HelpScreen behind={top.name} size={size} look={settings.look} onClose={() => setIsHelping(false)} />
      )}
    </>
  );
}

/** The breadcrumb of what lies under the top screen. */
function namesOf(path: readonly StartScreen[]): readonly SafeText[] {
  return path.map(nameOf);
}

function nameOf(screen: StartScreen): SafeText {
  switch (screen.name) {
    case 'fleet':
      return safe`Fleet`;
    case 'function':
      return safeText(screen.functionName);
    case 'tail':
      return safeText(screen.target);
  }
}
