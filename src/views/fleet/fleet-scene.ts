import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Whereabouts } from '../parts/header.ts';
import type { Look } from '../parts/look.ts';
import type { ScreenRow } from '../parts/screen-row.tsx';
import type { FleetState } from './fleet-state.ts';

/** Everything that the fleet screen shows, before it meets a theme. */
export interface FleetScene {
  readonly snapshot: FleetSnapshot;
  /** The functions in the order on screen. */
  readonly shown: readonly FunctionStatus[];
  readonly state: FleetState;
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly whereabouts: Whereabouts;
  readonly thresholds: Thresholds;
  /** How far back use is shown; null for as many minutes as its column has cells. */
  readonly windowMinutes: number | null;
  readonly nowMs: number;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}

/** What stands above and below the rows of the table, and how a row of it is drawn. */
export interface FleetLayoutOnScreen {
  readonly above: readonly ScreenRow[];
  /** Over the titles, which functions of how many are shown; null where there is none, and a row under the table says it. */
  readonly tableHeading: ((shows: SafeText | null) => ScreenRow) | null;
  readonly titles: ScreenRow;
  readonly below: readonly ScreenRow[];
  rowOf(status: FunctionStatus, isSelected: boolean): ScreenRow;
}

/** Below this, the screen is the one designed for 80x24: one phrase instead of columns. */
export function isCompact({ columns, rows }: Pick<FleetScene, 'columns' | 'rows'>): boolean {
  return columns < 100 || rows < 30;
}
