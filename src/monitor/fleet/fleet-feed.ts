import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import type { FleetMonitor } from './fleet-monitor.ts';
import type { FleetSnapshot, Held } from './fleet-snapshot.ts';

/** The fleet as the user wants to see it: live, frozen, or at another time. */
export interface FleetFeed extends Pick<FleetMonitor, 'subscribe' | 'refresh' | 'attend'> {
  /** The snapshot to show: the same object until something changes. */
  getSnapshot(): FleetSnapshot;
  /** The account as it is now, whatever is frozen or in the past. */
  getNewest(): FleetSnapshot;
  toggleFreeze(): void;
  /** Shows the fleet as it was at `atMs`; null returns to the present. */
  lookAt(atMs: EpochMs | null): void;
  /** The thresholds in use, for present and past alike. */
  readonly thresholds: Thresholds;
  judgeBy(thresholds: Thresholds): void;
  /** The past moment on screen; null for the present. */
  readonly pastMs: EpochMs | null;
  /** Whether the view is frozen, even where the calls are stopped or a past moment is on screen. */
  readonly isFrozen: boolean;
  stop(): void;
}

type Watched = Pick<
  FleetMonitor,
  'getSnapshot' | 'subscribe' | 'judgeBy' | 'refresh' | 'attend' | 'showCloserLook' | 'stop'
>;

interface Past {
  readonly atMs: EpochMs;
  readonly monitor: Watched;
  readonly unsubscribe: () => void;
}

/**
 * @param present judges by `thresholds`
 * @param watchPast a monitor of the fleet as it was up to a time
 */
export function createFleetFeed(
  present: Watched,
  budget: Pick<CallBudget, 'isHeld'>,
  thresholds: Thresholds,
  watchPast: (untilMs: EpochMs, thresholds: Thresholds) => Watched,
): FleetFeed {
  const listeners = new Set<() => void>();
  let past: Past | null = null;
  let judgedBy = thresholds;
  let frozen: FleetSnapshot | null = null;
  let attended: Parameters<FleetMonitor['attend']> = [null];
  let shown: FleetSnapshot = present.getSnapshot();
  let picture = shown;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const watched = () => past?.monitor ?? present;

  return {
    getSnapshot() {
      const newest = watched().getSnapshot();
      const wanted = frozen === null ? newest : lookedAtSince(frozen, newest, attended[0]);
      const held = heldBy(budget, past, frozen, newest);
      if (wanted !== picture || !isSameHold(held, shown.held)) {
        picture = wanted;
        shown = { ...wanted, held };
      }
      return shown;
    },
    getNewest: () => {
      const newest = present.getSnapshot();
      return { ...newest, held: heldBy(budget, null, null, newest) };
    },
    refresh: () => watched().refresh(),
    attend(...whom) {
      attended = whom;
      watched().attend(...whom);
    },
    subscribe(listener) {
      const unsubscribe = present.subscribe(listener);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        unsubscribe();
      };
    },
    toggleFreeze() {
      frozen = frozen === null ? watched().getSnapshot() : null;
      tell();
    },
    lookAt(atMs) {
      end(past);
      frozen = null;
      past = null;
      if (atMs !== null) {
        const monitor = watchPast(atMs, judgedBy);
        past = { atMs, monitor, unsubscribe: monitor.subscribe(tell) };
      }
      present.showCloserLook(past === null);
      watched().attend(...attended);
      tell();
    },
    get thresholds() {
      return judgedBy;
    },
    judgeBy(others) {
      judgedBy = others;
      present.judgeBy(others);
      past?.monitor.judgeBy(others);
    },
    get pastMs() {
      return past?.atMs ?? null;
    },
    get isFrozen() {
      return frozen !== null;
    },
    stop() {
      end(past);
      present.stop();
    },
  };
}

/**
 * The frozen fleet with the closer look at a function selected after the freeze: there is no earlier look at it that
 * could be shown.
 */
function lookedAtSince(frozen: FleetSnapshot, newest: FleetSnapshot, attended: string | null): FleetSnapshot {
  const { detail, caseReading } = newest;
  if (attended === null || detail?.functionName !== attended) return frozen;
  if (frozen.detail?.functionName === attended && frozen.detail.isRead) return frozen;
  const evidence = frozen.failures.get(attended) ?? newest.failures.get(attended);
  const known = joined.get(frozen);
  const isKnown = known?.detail === detail && known.caseReading === caseReading;
  if (isKnown && known.failures.get(attended) === evidence) return known;
  const failures =
    evidence === undefined ? frozen.failures : new Map([...frozen.failures, [attended, evidence]]);
  const looked = { ...frozen, detail, caseReading, failures };
  joined.set(frozen, looked);
  return looked;
}

/** Caches the joined snapshot, so that views comparing by identity see no change. */
const joined = new WeakMap<FleetSnapshot, FleetSnapshot>();

function end(past: Past | null): void {
  past?.unsubscribe();
  past?.monitor.stop();
}

function heldBy(
  budget: Pick<CallBudget, 'isHeld'>,
  past: Past | null,
  frozen: FleetSnapshot | null,
  newest: FleetSnapshot,
): Held | null {
  if (budget.isHeld()) return { kind: 'stopped' };
  if (past !== null) return { kind: 'past', atMs: past.atMs };
  if (frozen === null) return null;
  const newerMs = (newest.dataToMs ?? 0) - (frozen.dataToMs ?? newest.dataToMs ?? 0);
  return { kind: 'frozen', newerMinutes: Math.max(0, Math.round(newerMs / MINUTE_MS)) };
}

function isSameHold(a: Held | null, b: Held | null): boolean {
  return detailOf(a) === detailOf(b) && a?.kind === b?.kind;
}

function detailOf(held: Held | null): number | null {
  switch (held?.kind) {
    case 'frozen':
      return held.newerMinutes;
    case 'past':
      return held.atMs;
    case 'stopped':
    case undefined:
      return null;
  }
}
