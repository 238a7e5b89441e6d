import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { FunctionNavigation, ScreenProps } from '../parts/screen-props.ts';
import type { OpenNotePad } from './use-note-pad.ts';

/** Props of every screen of one watched function. */
export interface FunctionScreenProps extends ScreenProps, FunctionNavigation {
  readonly functionName: string;
  /** The requested alias or version, if any. */
  readonly qualifier: string | null;
  readonly fleet: FleetFeed;
  /** Breadcrumb, outermost first. */
  readonly path: readonly SafeText[];
  /** The same screen of another function. */
  readonly onSwitch: (functionName: string) => void;
  readonly notePad: OpenNotePad;
}
