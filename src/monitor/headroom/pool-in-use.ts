import type { AccountStatus } from '../fleet/fleet-snapshot.ts';
import { numberOf } from '../reading.ts';

/** The use of the account pool by all its functions. Null when unknown. */
export function poolInUse({
  poolLimit,
  use,
  unreservedInUse,
}: Pick<AccountStatus, 'poolLimit' | 'use' | 'unreservedInUse'>): number | null {
  return use === null || poolLimit === null ? numberOf(unreservedInUse) : use * poolLimit;
}
