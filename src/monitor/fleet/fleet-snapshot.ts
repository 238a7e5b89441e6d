import type { TimeToLimit } from '../../capacity/assessment.ts';
import type { Known } from '../../capacity/evidence.ts';
import type { AccountLimits } from '../../lambda/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import type { LimitedPoolMinute } from '../../triage/cause/pool.ts';
import type { TimelineEvent } from '../../triage/timeline/timeline.ts';
import type { ApiLedgerSnapshot } from '../calls/api-ledger.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import type { Reading } from '../reading.ts';
import type { Identity } from '../sources.ts';
import type { CloserLook } from './attention.ts';
import type { Connection } from './freshness.ts';

/** Everything that a screen or a printer may know of the account at one moment. Never changed, only replaced. */
export interface FleetSnapshot extends CloserLook {
  readonly connection: Connection;
  readonly identity: Identity | null;
  /** Worst first. */
  readonly functions: readonly FunctionStatus[];
  readonly account: AccountStatus;
  /** Worst first. */
  readonly causes: readonly Cause[];
  /** Newest first. */
  readonly timeline: readonly TimelineEvent[];
  /** When all of this was judged: times to limits count from here. */
  readonly judgedMs: EpochMs;
  /** When the last closer look was over; null before the first. */
  readonly lookedMs: EpochMs | null;
  /** The newest minute that has settled for any active function, by when it began; null before the first answer. */
  readonly dataToMs: EpochMs | null;
  /** Active functions for which that minute has not settled yet: their numbers are of one before. */
  readonly notSettled: number;
  readonly nextPollMs: EpochMs | null;
  /** Whether the limits that take a call each have been asked for; until then functions may look better than they are. */
  readonly hasLimits: boolean;
  readonly api: ApiLedgerSnapshot;
  /** What a person holds; null while everything goes on. */
  readonly held: Held | null;
}

/** `frozen`: the view alone, while data goes on arriving. `stopped`: the calls. `past`: what is seen ended at `atMs`. */
export type Held =
  | { readonly kind: 'frozen'; readonly newerMinutes: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'past'; readonly atMs: EpochMs };

export interface AccountStatus {
  readonly limits: Known<AccountLimits>;
  /** Max(ClaimedAccountConcurrency) of the last settled minute. */
  readonly claimed: Reading;
  /** Max(UnreservedConcurrentExecutions) of the same minute. */
  readonly unreservedInUse: Reading;
  /** Environments that are kept ready for some functions without a reservation, and not busy: nobody else may have them. */
  readonly idleProvisioned: number;
  /** How much older than the newest settled minute the one is that tells them: 0 but for a while after a change of reservations. */
  readonly idleProvisionedAgeMs: number;
  /** By so much what is reserved was read first after the minute that tells them: that it was reserved then is presumed. Absent where it was read before. */
  readonly idleProvisionedPresumedMs?: number;
  /** What these functions may keep busy together: what is neither reserved nor kept ready. Null where it is not known. */
  readonly poolLimit: number | null;
  /** Share of the pool in use, 1 = all of it. Null when either is unknown. */
  readonly use: number | null;
  /** Time until the pool is full, from when it was judged: all 0 while it is full, null when there is no trend. */
  readonly eta: TimeToLimit | null;
  /** Environments that the pool gained a minute, over the last ten settled minutes. */
  readonly poolGrowthPerMinute: number | null;
  readonly pool: readonly LimitedPoolMinute[];
}
