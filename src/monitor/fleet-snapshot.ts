import type { TimeToLimit } from '../capacity/assessment.ts';
import type { Known, PoolMinute } from '../capacity/evidence.ts';
import type { AccountLimits } from '../lambda/function.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { Cause } from '../triage/cause.ts';
import type { TimelineEvent } from '../triage/timeline.ts';
import type { ApiLedgerSnapshot } from './api-ledger.ts';
import type { Connection } from './connection.ts';
import type { FunctionStatus } from './function-status.ts';
import type { Identity } from './sources.ts';

/** Everything that a screen or a printer may know of the account at one moment. Never changed, only replaced. */
export interface FleetSnapshot {
  readonly connection: Connection;
  readonly identity: Identity | null;
  /** Worst first. */
  readonly functions: readonly FunctionStatus[];
  readonly account: AccountStatus;
  /** Worst first. */
  readonly causes: readonly Cause[];
  /** Newest first. */
  readonly timeline: readonly TimelineEvent[];
  /** The newest minute that is settled for every active function; null before the first answer. */
  readonly dataToMs: EpochMs | null;
  readonly nextPollMs: EpochMs | null;
  readonly api: ApiLedgerSnapshot;
}

export interface AccountStatus {
  readonly limits: Known<AccountLimits>;
  /** Max(ClaimedAccountConcurrency) of the last settled minute. */
  readonly claimed: number | null;
  /** Max(UnreservedConcurrentExecutions) of the same minute. */
  readonly unreservedInUse: number | null;
  /** Share of the pool in use, 1 = all of it. Null when either is unknown. */
  readonly use: number | null;
  /** Time until the pool is full, from the last settled minute; null when there is no trend. */
  readonly eta: TimeToLimit | null;
  /** Environments that the pool gained a minute, over the last ten settled minutes. */
  readonly poolGrowthPerMinute: number | null;
  readonly pool: readonly PoolMinute[];
}
