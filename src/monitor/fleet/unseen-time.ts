import { type TimeToLimit, timeLeftUnseen } from '../../capacity/assessment.ts';
import { type EpochMs, minuteOf } from '../../lambda/time.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import type { Reason } from '../../triage/rules/reason.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { connectionState, isOfPast } from './freshness.ts';

/**
 * How long the clock has gone on since times to limits were judged, where data is stale or held: in whole minutes, so
 * that a time of day stays the same. Otherwise they are judged anew every minute, and it is 0.
 */
export function unseenMs({ connection, held, judgedMs }: FleetSnapshot, nowMs: EpochMs): number {
  const state = connectionState(connection, nowMs);
  const isUnseen = state === 'stale' || (!isOfPast(state) && held !== null);
  return isUnseen ? Math.max(0, minuteOf(nowMs) - minuteOf(judgedMs)) : 0;
}

/** The snapshot with all times to limits counted from that much later. */
export function countedAfter(snapshot: FleetSnapshot, elapsedMs: number): FleetSnapshot {
  const { account, functions, causes } = snapshot;
  return {
    ...snapshot,
    functions: functions.map((status) => statusFrom(status, elapsedMs)),
    account: { ...account, eta: account.eta && timeLeftUnseen(account.eta, elapsedMs) },
    causes: causes.map((cause) => causeFrom(cause, elapsedMs)),
    judgedMs: snapshot.judgedMs + elapsedMs,
  };
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
