import { type TimeToLimit, timeLeftUnseen } from '../../capacity/assessment.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import type { Reason } from '../../triage/rules/reason.ts';
import type { FleetScene } from './fleet-scene.ts';

/**
 * The scene with all times to limits counted from the clock beside them, where it has gone on since they were judged:
 * data that is stale, or held. Otherwise they are judged anew every minute.
 */
export function withTimesFromNow<Scene extends FleetScene>(scene: Scene): Scene {
  const { snapshot, shown, nowMs } = scene;
  const elapsedMs = (minuteOf(nowMs) - minuteOf(snapshot.judgedMs)) * MINUTE_MS;
  if (elapsedMs <= 0 || !isUnseen(scene)) return scene;
  const { account, causes } = snapshot;
  const left = (eta: TimeToLimit | null) => eta && timeLeftUnseen(eta, elapsedMs);
  return {
    ...scene,
    shown: shown.map((status) => statusFrom(status, elapsedMs)),
    snapshot: {
      ...snapshot,
      functions: snapshot.functions.map((status) => statusFrom(status, elapsedMs)),
      account: { ...account, eta: left(account.eta) },
      causes: causes.map((cause) => causeFrom(cause, elapsedMs)),
      judgedMs: snapshot.judgedMs + elapsedMs,
    },
  };
}

function isUnseen({ snapshot: { connection, held }, nowMs }: FleetScene): boolean {
  const state = connectionState(connection, nowMs);
  return state === 'stale' || (state !== 'past' && held !== null);
}

/** Whole minutes of the clock, so that a time of day stays the same. */
function minuteOf(timeMs: number): number {
  return Math.floor(timeMs / MINUTE_MS);
}

function statusFrom(status: FunctionStatus, elapsedMs: number): FunctionStatus {
  const { assessment, reasons } = status;
  if (assessment.eta === null && reasons.every(({ rule }) => rule !== 'pool')) return status;
  return {
    ...status,
    assessment: { ...assessment, eta: assessment.eta && timeLeftUnseen(assessment.eta, elapsedMs) },
    reasons: reasons.map((reason) => reasonFrom(reason, elapsedMs)),
  };
}

function reasonFrom(reason: Reason, elapsedMs: number): Reason {
  if (reason.rule === 'eta') return { ...reason, value: reason.value - elapsedMs };
  return reason.shortMs === undefined ? reason : { ...reason, shortMs: reason.shortMs - elapsedMs };
}

function causeFrom(cause: Cause, elapsedMs: number): Cause {
  const left = (eta: TimeToLimit | null) => eta && timeLeftUnseen(eta, elapsedMs);
  const { criticalBy } = cause;
  if (criticalBy?.rule === 'eta')
    return { ...cause, criticalBy: { ...criticalBy, eta: timeLeftUnseen(criticalBy.eta, elapsedMs) } };
  switch (cause.kind) {
    case 'nearLimit':
      return { ...cause, eta: left(cause.eta) };
    case 'poolFilling':
      return { ...cause, pressure: { ...cause.pressure, eta: left(cause.pressure.eta) } };
    default:
      return cause;
  }
}
