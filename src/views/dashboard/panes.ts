import type { ChartKind } from '../function/chart-kind.ts';
import type { Action } from '../keys/key-action.ts';

/** A page of the narrow dashboard: what is needed at once, what the log says, or the setup. */
type NarrowPage = 'now' | 'log' | 'setup';

/** A chart, or a page after the charts: all facts, and on a narrow screen what has no room beside a chart. */
export type Pane = ChartKind | NarrowPage | 'facts';

/** Which part of the dashboard has the focus, and whether it fills the screen. */
export interface FunctionPane {
  /** Null leaves the choice to the verdict. */
  readonly at: Pane | null;
  readonly isLarge: boolean;
}

/** The panes that exist. */
export interface Panes {
  readonly charts: readonly ChartKind[];
  readonly columns: number;
  /** The rows below the verdict. */
  readonly height: number;
  /** Whether a log was read, so that there is a page of it. */
  readonly tellsLog: boolean;
}

const COLUMNS_FOR_TWO = 100;
/** Charts on a page of the narrow dashboard, as far as they fit. */
const MOST_CHARTS_A_PAGE = 2;
export const FEWEST_CHART_ROWS = 4;
const HEADING_ROWS = 1;
const AXIS_ROWS = 1;

/** Whether there is only one column: the dashboard is then split into pages. */
export function isNarrow(columns: number): boolean {
  return columns < COLUMNS_FOR_TWO;
}

/** How many charts fit below each other. */
export function chartsFitting(height: number): number {
  return Math.max(1, Math.floor((height - AXIS_ROWS) / (HEADING_ROWS + FEWEST_CHART_ROWS)));
}

function chartsAPage(height: number): number {
  return Math.min(MOST_CHARTS_A_PAGE, chartsFitting(height));
}

/** The panes in Tab order; a page of several charts is known by its first. */
export function panesOf({ charts, columns, height, tellsLog }: Panes, isLarge = false): readonly Pane[] {
  if (!isNarrow(columns)) return [...charts, 'facts'];
  if (isLarge) return charts;
  const told: readonly Pane[] = tellsLog ? ['now', 'log'] : ['now'];
  return [...told, 'setup', 'facts', ...charts.filter((_, place) => place % chartsAPage(height) === 0)];
}

/** The charts on the narrow page of `first`. */
export function chartsBeside<Chart extends { readonly kind: ChartKind }>(
  first: Pane,
  charts: readonly Chart[],
  height: number,
): readonly Chart[] {
  const place = charts.findIndex(({ kind }) => kind === first);
  return place < 0 ? [] : charts.slice(place, place + chartsAPage(height));
}

/** The pane to show: the focused one may be gone, or be part of a page. */
export function shownPane({ at, isLarge }: FunctionPane, picked: ChartKind, all: Panes): Pane {
  if (at !== null && (at === 'facts' || panesOf(all, isLarge).includes(at))) return at;
  if (!isNarrow(all.columns)) return at === 'setup' || at === 'log' ? 'facts' : picked;
  if (isLarge) return picked;
  const kinds: readonly (Pane | null)[] = all.charts;
  const place = kinds.indexOf(at);
  return (place < 0 ? undefined : all.charts[place - (place % chartsAPage(all.height))]) ?? 'now';
}

export const NO_PANE: FunctionPane = { at: null, isLarge: false };

/**
 * The pane after a key; null for unrelated keys.
 *
 * @param picked the chart picked by the verdict, which also replaces one that is gone
 */
export function paneAfterAction(
  action: Action,
  pane: FunctionPane,
  picked: ChartKind,
  all: Panes,
): FunctionPane | null {
  switch (action) {
    case 'nextPane':
      return { ...pane, at: nextPane(pane, picked, all) };
    case 'fullPane':
      return { ...pane, isLarge: !pane.isLarge };
    case 'back':
    case 'quit':
      return pane.isLarge ? { ...pane, isLarge: false } : null;
    default:
      return null;
  }
}

function nextPane(pane: FunctionPane, picked: ChartKind, all: Panes): Pane | null {
  const panes = panesOf(all, pane.isLarge);
  if (pane.at === null && !pane.isLarge && !isNarrow(all.columns)) return panes[0] ?? null;
  return panes[(panes.indexOf(shownPane(pane, picked, all)) + 1) % panes.length] ?? null;
}
