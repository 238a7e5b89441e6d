import type { Seen } from '../../triage/report/triage-note.ts';
import type { EverywhereAction } from '../keys/key-action.ts';
import type { AppSettings } from './app-settings.ts';
import type { OpenCopyMenu } from './use-copy-menu.ts';
import type { WindowSize } from './window-size.ts';

/** What every screen is given, whatever it shows. */
export interface ScreenProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly menu: OpenCopyMenu;
  readonly onBack: () => void;
  /** Adds to the triage notes of a function; null where what is at hand is of none, or says nothing. */
  readonly onNote: (functionName: string | null, seen: Seen | null) => void;
  /** Asks for words to add to them. */
  readonly onWriteNote: (functionName: string | null) => void;
  readonly onEverywhere: (action: EverywhereAction) => void;
}

/** What a screen is given that shows functions: the ways from one to its other screens. */
export interface FunctionWays {
  readonly onOpen: (functionName: string) => void;
  /** @param target a function, or one of its aliases or versions */
  readonly onLogs: (target: string) => void;
  readonly onInvocations: (target: string) => void;
  readonly onHeadroom: (functionName: string) => void;
  /** @param qualifier the alias or version that was asked for, if any */
  readonly onTriage: (functionName: string, qualifier?: string | null) => void;
  readonly onRefresh: () => void;
  /** Leaves a freeze and the past. */
  readonly onPresent: () => void;
}
