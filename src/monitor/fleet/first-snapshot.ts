import type { EpochMs } from '../../lambda/time.ts';
import { NO_CLOSER_LOOK } from './attention.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { connectionAfterPoll } from './freshness.ts';

/** The snapshot before anything has been read. */
export function snapshotBeforeFirstPoll(api: FleetSnapshot['api'], nowMs: EpochMs): FleetSnapshot {
  return {
    connection: connectionAfterPoll(null, null, nowMs),
    identity: null,
    functions: [],
    account: {
      limits: { known: false, because: 'unread' },
      claimed: 'missing',
      unreservedInUse: 'missing',
      idleProvisioned: 0,
      idleProvisionedAgeMs: 0,
      poolLimit: null,
      use: null,
      eta: null,
      poolGrowthPerMinute: null,
      pool: [],
    },
    causes: [],
    timeline: [],
    judgedMs: nowMs,
    lookedMs: null,
    dataToMs: null,
    notSettled: [],
    nextPollMs: null,
    hasAllFunctions: false,
    hasLimits: false,
    ...NO_CLOSER_LOOK,
    api,
    held: null,
  };
}
