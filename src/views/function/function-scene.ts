import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { FramedScreen } from '../parts/frame/framed-screen.ts';
import type { Whereabouts } from '../parts/header/header-facts.ts';

/** What every screen of one function shows, independent of the theme. */
export interface FunctionScene extends FramedScreen {
  readonly status: FunctionStatus;
  readonly snapshot: FleetSnapshot;
  readonly whereabouts: Whereabouts;
  readonly nowMs: number;
}

export function detailOf({
  status,
  snapshot: { detail },
}: Pick<FunctionScene, 'status' | 'snapshot'>): FunctionDetail | null {
  return detail?.functionName === status.name ? detail : null;
}
