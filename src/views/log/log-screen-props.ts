import type { RunKey } from '../../logs/runs/logged-run.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { OpenedTail } from '../parts/app-settings.ts';
import type { ScreenProps } from '../parts/screen-props.ts';

/** Props of every log screen. */
export interface LogScreenProps extends ScreenProps {
  readonly target: string;
  /** Null while the log is being looked for. */
  readonly opened: OpenedTail | null;
  /** Breadcrumb, outermost first. */
  readonly path: readonly SafeText[];
  /** Call while the screen is at a place of the log that must not be lost. Returns a function that ends that. */
  readonly keepPlace: () => () => void;
  /** Leaves the past. */
  readonly onPresent: () => void;
  readonly onLogs: () => void;
  readonly onInvocations: () => void;
  /** Null where the log belongs to no single function. */
  readonly onHeadroom: (functionName: string | null) => void;
  readonly onTriage: (functionName: string | null) => void;
  readonly onInvocation: (run: RunKey) => void;
  /** The same screen of the next or previous function; null where the log belongs to no single function. */
  readonly onNeighbour: (functionName: string | null, step: 1 | -1) => void;
}

/** Props of a log screen whose log is open. */
export interface OpenLogProps extends LogScreenProps {
  readonly opened: Extract<OpenedTail, { readonly kind: 'open' }>;
}
