import { readTrail } from '../../monitor/case/trail-reading.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { TrailReading } from '../../triage/report/case-file/trail-reading.ts';
import type { RequestedWindow } from '../session/requested-window.ts';
import type { Session } from '../session/session.ts';

/** Who changed a function, according to CloudTrail. */
export function trailReading(
  { sources, clock, budget, ledger }: Session,
  status: FunctionStatus,
  { untilMs }: RequestedWindow,
  signal: AbortSignal,
): Promise<TrailReading> {
  return readTrail(sources.trail, { clock, budget, ledger, signal }, status, untilMs ?? clock.now());
}
