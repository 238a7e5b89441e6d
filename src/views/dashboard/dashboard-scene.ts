import type { FunctionScene } from '../function/function-scene.ts';
import type { FunctionPane } from './dashboard-pane.ts';

/** Everything that the function's dashboard shows, before it meets a theme. */
export interface DashboardScene extends FunctionScene {
  /** Settled minutes that the charts show. */
  readonly windowMinutes: number;
  readonly pane: FunctionPane;
}
