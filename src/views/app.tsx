import { useApp, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import { safe } from '../terminal/safe-text.ts';
import { toned } from '../terminal/words.ts';
import type { AppSettings, StartScreen } from './app-settings.ts';
import { FleetScreen } from './fleet.tsx';
import { INITIAL_FLEET } from './fleet-state.ts';
import { HelpScreen } from './help.tsx';
import type { ScreenName } from './parts/keymap.ts';
import { Screen } from './parts/screen-row.tsx';
import { TailScreen } from './tail.tsx';

const SMALLEST = { columns: 60, rows: 15 };

/** Which screen is on top, and the way back. */
export function App({ settings }: { readonly settings: AppSettings }) {
  const { columns, rows } = useWindowSize();
  const { exit } = useApp();
  const [path, setPath] = useState<readonly StartScreen[]>([settings.start]);
  const [fleet, setFleet] = useState(INITIAL_FLEET);
  const [helpFor, setHelpFor] = useState<ScreenName | null>(null);

  useInput((character, key) => {
    if (key.ctrl && character === 'c') exit();
  });
  const back = () => (path.length === 1 ? exit() : setPath(path.slice(0, -1)));
  const top = path.at(-1) ?? settings.start;

  if (columns < SMALLEST.columns || rows < SMALLEST.rows) {
    const line = [
      toned('warn', safe`lmon needs ${SMALLEST.columns}x${SMALLEST.rows}; this is ${columns}x${rows}`),
    ];
    return <Screen rows={[{ line }]} columns={columns} height={rows} look={settings.look} />;
  }
  const size = { columns, rows };
  if (helpFor !== null) {
    return <HelpScreen behind={helpFor} size={size} look={settings.look} onClose={() => setHelpFor(null)} />;
  }
  if (top.name === 'tail') {
    return (
      <TailScreen
        target={top.target}
        isRoot={path.length === 1}
        settings={settings}
        size={size}
        onBack={back}
        onHelp={() => setHelpFor('tail')}
      />
    );
  }
  return (
    <FleetScreen
      settings={settings}
      size={size}
      state={fleet}
      setState={setFleet}
      onOpen={(target) => setPath([...path, { name: 'tail', target }])}
      onQuit={exit}
      onHelp={() => setHelpFor('fleet')}
    />
  );
}
