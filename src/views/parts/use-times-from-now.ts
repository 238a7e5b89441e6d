import { useMemo } from 'react';
import type { EpochMs } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { countedAfter, unseenMs } from '../../monitor/fleet/unseen-time.ts';

/** The snapshot with its times to limits counted from the clock beside them; the same object for a minute. */
export function useTimesFromNow(snapshot: FleetSnapshot, nowMs: EpochMs): FleetSnapshot {
  const elapsedMs = unseenMs(snapshot, nowMs);
  return useMemo(
    () => (elapsedMs === 0 ? snapshot : countedAfter(snapshot, elapsedMs)),
    [snapshot, elapsedMs],
  );
}
