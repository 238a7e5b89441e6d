import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Whereabouts } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';

/** What every screen of one function shows, independent of the theme. */
export interface FunctionScene {
  readonly status: FunctionStatus;
  readonly snapshot: FleetSnapshot;
  readonly whereabouts: Whereabouts;
  /** Breadcrumb, outermost first. */
  readonly path: readonly SafeText[];
  /** Whether this is the first screen. */
  readonly isRoot: boolean;
  readonly nowMs: number;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}

export function detailOf({
  status,
  snapshot: { detail },
}: Pick<FunctionScene, 'status' | 'snapshot'>): FunctionDetail | null {
  return detail?.functionName === status.name ? detail : null;
}
