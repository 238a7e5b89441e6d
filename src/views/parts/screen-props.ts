import type { SafeText } from '../../terminal/text.ts';
import type { Seen } from '../../triage/report/triage-note.ts';
import type { EverywhereAction } from '../keys/key-action.ts';
import type { AppSettings } from './app-settings.ts';
import type { OpenCopyMenu } from './copying/use-copy-menu.ts';
import type { WindowSize } from './frame/window-size.ts';

/** Props of every screen. */
export interface ScreenProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Whether "back" ends lmon. */
  readonly isRoot: boolean;
  /** Whether another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly menu: OpenCopyMenu;
  readonly onBack: () => void;
  /** Adds to a function's triage notes; null where the current item belongs to none, or has no text. */
  readonly onNote: (functionName: string | null, seen: Seen | null) => void;
  /** Asks for text to add to them. */
  readonly onWriteNote: (functionName: string | null) => void;
  /** Says something in the last row, until the next key. */
  readonly onSay: (says: SafeText) => void;
  readonly onEverywhere: (action: EverywhereAction) => void;
}

/** Props of screens that show functions: the ways from one to its other screens. */
export interface FunctionNavigation {
  readonly onOpen: (functionName: string) => void;
  /** @param target a function, or one of its aliases or versions */
  readonly onLogs: (target: string) => void;
  readonly onInvocations: (target: string) => void;
  readonly onHeadroom: (functionName: string) => void;
  /** @param qualifier the requested alias or version, if any */
  readonly onTriage: (functionName: string, qualifier?: string | null) => void;
  readonly onRefresh: () => void;
  /** Leaves a freeze or the past. */
  readonly onPresent: () => void;
}
