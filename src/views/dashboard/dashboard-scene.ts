import type { FunctionScene } from '../function/function-scene.ts';
import type { FunctionPane } from './dashboard-pane.ts';

/** Everything that the function's dashboard shows, before it meets a theme. */
export interface DashboardScene extends FunctionScene {
  /** The alias or version that was asked for; null for the function as a whole. */
  readonly qualifier: string | null;
  /** Settled minutes that the charts show. */
  readonly windowMinutes: number;
  readonly pane: FunctionPane;
}
