import type { EpochMs } from '../../lambda/time.ts';
import { periodOf } from '../../monitor/function/detail/call-spans.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { isCalled } from '../../monitor/function/status/status-facts.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import { WINDOW_MINUTES, type WindowAction } from '../keys/key-action.ts';
import type { DashboardScene } from './dashboard-scene.ts';

/** Longer windows than every function's history are read for a single function. */
const HISTORY_MINUTES = 180;

/** The window until the user picks one: an hour, or a day for a function that was not called in that hour. */
export function firstWindow({ activity, minutes }: FunctionStatus): WindowAction {
  const hour = minutes.slice(-WINDOW_MINUTES.window1h);
  return activity === 'idle' && !hour.some(isCalled) ? 'window24h' : 'window1h';
}

/** Whether the window exceeds the history of every function. */
export function isLong({ windowMinutes }: Pick<DashboardScene, 'windowMinutes'>): boolean {
  return windowMinutes > HISTORY_MINUTES;
}

/** The minutes in the charts, oldest first; empty while they are being read. */
export function shownMinutes(scene: DashboardScene): readonly FunctionMinute[] {
  const { status, snapshot, windowMinutes } = scene;
  if (!isLong(scene)) return status.minutes.slice(-windowMinutes);
  const { detail } = snapshot;
  return detail?.functionName === status.name ? (detail.day ?? []) : [];
}

/** Whether the minutes of the window are still to be read. */
export function isWindowAwaited(scene: DashboardScene): boolean {
  const { detail } = scene.snapshot;
  return isLong(scene) && (detail?.functionName !== scene.status.name || detail.day === null);
}

/** The step of the charts in which `timeMs` is; null when outside. */
export function stepInWindow(timeMs: EpochMs | null, minutes: readonly FunctionMinute[]): number | null {
  const from = minutes[0]?.minuteMs;
  const to = minutes.at(-1)?.minuteMs;
  if (timeMs === null || from === undefined || to === undefined) return null;
  return timeMs < from || timeMs >= to + periodOf(minutes)
    ? null
    : minutes.findLastIndex(({ minuteMs }) => minuteMs <= timeMs);
}
