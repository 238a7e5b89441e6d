import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState, isOfPast } from '../../monitor/fleet/freshness.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { FramedScreen } from '../parts/frame/framed-screen.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { WIDE_SCREEN } from '../parts/frame/wide-screen.ts';
import type { Whereabouts } from '../parts/header/header-facts.ts';
import type { FleetState } from './fleet-state.ts';

/** Everything that the fleet screen shows, independent of the theme. */
export interface FleetScene extends Omit<FramedScreen, 'path'> {
  readonly snapshot: FleetSnapshot;
  /** The functions in screen order. */
  readonly shown: readonly FunctionStatus[];
  readonly state: FleetState;
  readonly whereabouts: Whereabouts;
  readonly thresholds: Thresholds;
  /** How far back use is shown; null for as many minutes as its column has cells. */
  readonly windowMinutes: number | null;
  readonly nowMs: number;
}

/**
 * Which functions of the list the table shows, from 1 on, how many critical ones are scrolled out above it, and how many
 * idle ones the list leaves out.
 */
export interface ShownPart {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly criticalAbove: number;
  readonly folded: number;
}

/** Whether some are hidden. */
export function isCut({ first, last, count }: ShownPart): boolean {
  return first > 1 || last < count;
}

/** Those of the list that the table shows. */
export function functionsInTable(
  shown: FleetScene['shown'],
  { first, last }: ShownPart,
): readonly FunctionStatus[] {
  return shown.slice(first - 1, last);
}

/** The rows above and below the table, and how a table row is drawn. */
export interface FleetLayoutOnScreen {
  readonly above: readonly ScreenRow[];
  readonly headHeight: number;
  /** Heading and titles of the table; they say which functions are visible. */
  head(shown: ShownPart): readonly ScreenRow[];
  readonly below: readonly ScreenRow[];
  rowOf(status: FunctionStatus, isSelected: boolean): ScreenRow;
}

/** Below this, the screen uses the 80x24 design: one phrase instead of columns. */
export function isCompact({ columns, rows }: Pick<FleetScene, 'columns' | 'rows'>): boolean {
  return columns < WIDE_SCREEN || rows < 30;
}

/** Whether a past moment is shown. */
export function isPast({ snapshot: { connection }, nowMs }: FleetScene): boolean {
  return isOfPast(connectionState(connection, nowMs));
}

/** AWS has answered that there is no function. */
export function isEmpty({ snapshot: { functions, connection }, nowMs }: FleetScene): boolean {
  const state = connectionState(connection, nowMs);
  return functions.length === 0 && (state === 'live' || state === 'past');
}
