import type { FunctionScene } from '../function/function-scene.ts';
import type { FunctionPane } from './panes.ts';

/** Everything that the function's dashboard shows, independent of the theme. */
export interface DashboardScene extends FunctionScene {
  /** The requested alias or version; null for the whole function. */
  readonly qualifier: string | null;
  /** Settled minutes shown in the charts. */
  readonly windowMinutes: number;
  readonly pane: FunctionPane;
  /** By how many rows the facts were scrolled. */
  readonly step: number;
}
