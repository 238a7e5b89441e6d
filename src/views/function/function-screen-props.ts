import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { EverywhereAction } from '../keys/key-action.ts';
import type { AppSettings } from '../parts/app-settings.ts';
import type { OpenCopyMenu } from '../parts/use-copy-menu.ts';
import type { WindowSize } from '../parts/window-size.ts';
import type { OpenNotePad } from './use-note-pad.ts';

/** What every screen of one watched function is given. */
export interface FunctionScreenProps {
  readonly functionName: string;
  readonly fleet: FleetFeed;
  /** Breadcrumb, outermost first. */
  readonly path: readonly SafeText[];
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  /** The same screen of another function. */
  readonly onSwitch: (functionName: string) => void;
  readonly onOpen: (functionName: string) => void;
  readonly onLogs: (functionName: string) => void;
  readonly onInvocations: (functionName: string) => void;
  readonly onHeadroom: (functionName: string) => void;
  readonly onTriage: (functionName: string) => void;
  readonly onRefresh: () => void;
  readonly onBack: () => void;
  readonly menu: OpenCopyMenu;
  readonly notePad: OpenNotePad;
  /** Says something in the last row, until the next key. */
  readonly onSay: (says: SafeText) => void;
  readonly onEverywhere: (action: EverywhereAction) => void;
}
