import type { ChartKind } from '../function/chart-kind.ts';
import type { Action } from '../keys/key-action.ts';

/** A chart, or a page behind the charts: what on a narrow screen has no room beside one, and all facts. */
export type Pane = ChartKind | 'besides' | 'facts';

/** What of the dashboard a person looks at, and whether it has the screen for itself. */
export interface FunctionPane {
  /** Null leaves the choice to the verdict. */
  readonly at: Pane | null;
  readonly isLarge: boolean;
}

/** Panes that Tab goes through. */
export function panesOf(charts: readonly ChartKind[], columns: number): readonly Pane[] {
  return columns < 100 ? [...charts, 'besides', 'facts'] : [...charts, 'facts'];
}

export function paneKind({ at }: FunctionPane, columns: number): 'chart' | 'besides' | 'facts' {
  if (at === 'besides') return columns < 100 ? 'besides' : 'facts';
  return at === 'facts' ? 'facts' : 'chart';
}

export const NO_PANE: FunctionPane = { at: null, isLarge: false };

/**
 * The pane after a key; null for keys that are none of its business.
 *
 * @param picked the chart that the verdict picks, of `panes`; it also stands in for one that is gone
 */
export function paneAfterAction(
  action: Action,
  pane: FunctionPane,
  picked: ChartKind,
  panes: readonly Pane[],
): FunctionPane | null {
  switch (action) {
    case 'nextPane':
      return { ...pane, at: nextPane(pane, picked, panes) };
    case 'fullPane':
      return { ...pane, isLarge: !pane.isLarge };
    case 'back':
    case 'quit':
      return pane.isLarge ? { ...pane, isLarge: false } : null;
    default:
      return null;
  }
}

function nextPane({ at, isLarge }: FunctionPane, picked: ChartKind, panes: readonly Pane[]): Pane | null {
  if (at === null && !isLarge) return panes[0] ?? null;
  const shown = at !== null && panes.includes(at) ? at : picked;
  return panes[(panes.indexOf(shown) + 1) % panes.length] ?? null;
}
