import type { Action } from '../keys/key-action.ts';

/** Which chart of the dashboard a person looks at, and whether it has the screen for itself. */
export interface FunctionPane {
  /** Place among the charts, the pages behind them; null leaves the choice to the verdict. */
  readonly chart: number | null;
  readonly isLarge: boolean;
}

export type PaneKind = 'chart' | 'besides' | 'facts';

/** Panes that Tab goes through: the charts, on a narrow screen what has no room beside one, and all facts. */
export function paneCount(charts: number, columns: number): number {
  return columns < 100 ? charts + 2 : charts + 1;
}

export function paneKind({ chart }: FunctionPane, charts: number, columns: number): PaneKind {
  if (chart === null || chart < charts) return 'chart';
  return columns < 100 && chart === charts ? 'besides' : 'facts';
}

export const NO_PANE: FunctionPane = { chart: null, isLarge: false };

/**
 * The pane after a key; null for keys that are none of its business.
 *
 * @param shown place of the chart that the verdict picks, of `count`
 */
export function paneAfterAction(
  action: Action,
  pane: FunctionPane,
  shown: number,
  count: number,
): FunctionPane | null {
  switch (action) {
    case 'nextPane':
      return {
        ...pane,
        chart: pane.chart === null && !pane.isLarge ? 0 : ((pane.chart ?? shown) + 1) % count,
      };
    case 'fullPane':
      return { ...pane, isLarge: !pane.isLarge };
    case 'back':
    case 'quit':
      return pane.isLarge ? { ...pane, isLarge: false } : null;
    default:
      return null;
  }
}
