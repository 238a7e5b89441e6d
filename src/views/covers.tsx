import type { SafeText } from '../terminal/text.ts';
import { HelpScreen } from './help/help.tsx';
import type { EverywhereAction } from './keys/key-action.ts';
import { OwnErrorsScreen } from './own-errors/own-errors.tsx';
import type { AppSettings } from './parts/app-settings.ts';
import type { WindowSize } from './parts/frame/window-size.ts';
import { pathNames } from './path-names.ts';
import { playedRecording } from './prompt/played-recording.ts';
import type { ScreenPath } from './use-screen-path.ts';

interface CoversProps {
  readonly screens: ScreenPath;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly onSay: (says: SafeText) => void;
  readonly onEverywhere: (action: EverywhereAction) => void;
}

/** Screens shown temporarily on top of another, stacked. */
export function Covers({ screens, ...shared }: CoversProps) {
  const { path, top, covers, uncover } = screens;
  const topCover = covers.at(-1);
  return (
    <>
      {covers.includes('ownErrors') && (
        <OwnErrorsScreen
          {...shared}
          above={pathNames(path)}
          isCovered={topCover !== 'ownErrors'}
          onBack={uncover}
        />
      )}
      {topCover === 'help' && (
        <HelpScreen
          behind={covers.at(-2) ?? top.name}
          size={shared.size}
          look={shared.settings.look}
          watchesFleet={shared.settings.fleet !== null}
          played={playedRecording(shared.settings)}
          onClose={uncover}
        />
      )}
    </>
  );
}
