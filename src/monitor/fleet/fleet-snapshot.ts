import type { TimeToLimit } from '../../capacity/assessment.ts';
import type { Known } from '../../capacity/evidence.ts';
import type { AccountLimits } from '../../lambda/function/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import type { LimitedPoolMinute } from '../../triage/cause/pool.ts';
import type { TimelineEvent } from '../../triage/timeline/timeline.ts';
import type { ApiLedgerSnapshot } from '../calls/api-ledger.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { Reading } from '../reading.ts';
import type { Identity } from '../sources.ts';
import type { CloserLook } from './attention.ts';
import type { Connection } from './freshness.ts';

/** Everything that screens and printers may know of the account at one moment. Immutable. */
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
  /** When this was judged: times to limits count from here. */
  readonly judgedMs: EpochMs;
  /** When the last closer look ended; null before the first. */
  readonly lookedMs: EpochMs | null;
  /** The start of the newest minute that has settled for any active function; null before the first answer. */
  readonly dataToMs: EpochMs | null;
  /** Active functions for which that minute has not settled: their numbers are from an earlier one. */
  readonly notSettled: readonly RawText[];
  readonly nextPollMs: EpochMs | null;
  /** Whether Lambda has listed all functions; until then only those called recently and some others are known. */
  readonly hasAllFunctions: boolean;
  /** Whether the per-function limits have been asked for; until then functions may look better than they are. */
  readonly hasLimits: boolean;
  readonly api: ApiLedgerSnapshot;
  /** What the user has frozen or stopped; null while everything runs. */
  readonly held: Held | null;
}

/** `frozen`: only the view, while data keeps arriving. `stopped`: the calls. `past`: the window ended at `atMs`. */
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
  /** Idle provisioned environments of functions without a reservation: no other function may use them. */
  readonly idleProvisioned: number;
  /** How much older than the newest settled minute that value is: 0 except for a while after reservations changed. */
  readonly idleProvisionedAgeMs: number;
  /**
   * Set where the reservations were first read this long after the minute: that they already applied then is presumed.
   */
  readonly idleProvisionedPresumedMs?: number;
  /** Concurrency that these functions share: neither reserved nor provisioned. Null when unknown. */
  readonly poolLimit: number | null;
  /** Share of the pool in use, 1 = all of it. Null when either is unknown. */
  readonly use: number | null;
  /** Time until the pool is full, from the judgement on: all 0 while it is full, null without a trend. */
  readonly eta: TimeToLimit | null;
  /** Environments gained a minute by the pool, over the last ten settled minutes. */
  readonly poolGrowthPerMinute: number | null;
  readonly pool: readonly LimitedPoolMinute[];
}
