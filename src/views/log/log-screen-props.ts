import type { RunKey } from '../../logs/story/told-run.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { EverywhereAction } from '../keys/key-action.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';
import type { OpenCopyMenu } from '../parts/use-copy-menu.ts';
import type { WindowSize } from '../parts/window-size.ts';

/** What every screen of a log is given. */
export interface LogScreenProps {
  readonly target: string;
  /** Null while the log is looked for. */
  readonly opened: OpenedTail | null;
  /** Breadcrumb, outermost first. */
  readonly path: readonly SafeText[];
  readonly isRoot: boolean;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly onBack: () => void;
  readonly onLogs: () => void;
  readonly onInvocations: () => void;
  /** Null where the log is of no function alone. */
  readonly onHeadroom: (functionName: string | null) => void;
  readonly onTriage: (functionName: string | null) => void;
  readonly onInvocation: (run: RunKey) => void;
  readonly menu: OpenCopyMenu;
  readonly onEverywhere: (action: EverywhereAction) => void;
}
