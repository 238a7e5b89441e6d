import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { FunctionWays, ScreenProps } from '../parts/screen-props.ts';
import type { OpenNotePad } from './use-note-pad.ts';

/** What every screen of one watched function is given. */
export interface FunctionScreenProps extends ScreenProps, FunctionWays {
  readonly functionName: string;
  /** The alias or version of it that was asked for, if any. */
  readonly qualifier: string | null;
  readonly fleet: FleetFeed;
  /** Breadcrumb, outermost first. */
  readonly path: readonly SafeText[];
  /** The same screen of another function. */
  readonly onSwitch: (functionName: string) => void;
  readonly notePad: OpenNotePad;
  /** Says something in the last row, until the next key. */
  readonly onSay: (says: SafeText) => void;
}
