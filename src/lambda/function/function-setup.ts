import type { RawText } from '../../terminal/text.ts';
import { MINUTE_MS } from '../time.ts';

/**
 * The environment of a function's code: where it runs, what it may write to, and whether Lambda has it ready.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export interface FunctionSetup {
  /** Size of `/tmp`. */
  readonly ephemeralStorageMb: number;
  /** The customer's own key for environment variables; null for Lambda's. */
  readonly kmsKeyArn: RawText | null;
  /** Null outside of any VPC. */
  readonly vpc: FunctionVpc | null;
  readonly fileSystems: number;
  readonly startsFromSnapshot: boolean;
  /** Null if the answer leaves it out, as lists of functions do. */
  readonly state: FunctionState | null;
  readonly lastUpdate: FunctionState | null;
}

export interface FunctionVpc {
  readonly vpcId: RawText;
  readonly subnets: number;
  readonly securityGroups: number;
}

/** `State` or `LastUpdateStatus`, with the reason. */
export interface FunctionState {
  /** `Active`, `Inactive`, `Pending`, `Failed`; of an update `Successful`, `InProgress`, `Failed`. */
  readonly status: RawText;
  /** Such as `SubnetOutOfIPAddresses`; null if all is well. */
  readonly reasonCode: RawText | null;
  readonly reason: RawText | null;
}

/** What keeps Lambda from running a function as it was asked to. */
export interface NotReady {
  /** Calls fail before the code; else only an update came to nothing, and what ran before it still runs. */
  readonly isDown: boolean;
  readonly told: FunctionState;
}

/** Null where nothing does, or where it is not known. A function that is down does not run what was before an update. */
export function notReadyIn(setup: Pick<FunctionSetup, 'state' | 'lastUpdate'> | undefined): NotReady | null {
  const { state = null, lastUpdate = null } = setup ?? {};
  if (state !== null && isDown(state)) return { isDown: true, told: state };
  return lastUpdate?.status === 'Failed' ? { isDown: false, told: lastUpdate } : null;
}

function isDown(state: FunctionState): boolean {
  return state.status === 'Failed' || (state.status === 'Inactive' && !isAsleep(state));
}

/** Unused for weeks, it wakes up when called: that has no reason, or `Idle`. */
export function isAsleep({ status, reasonCode }: FunctionState): boolean {
  return status === 'Inactive' && (reasonCode === null || reasonCode === 'Idle');
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LONGEST_TIMEOUT_MS = 15 * MINUTE_MS;

/** The free size of /tmp, which is also the default. */
export const INCLUDED_STORAGE_MB = 512;

/** With so much memory a function has the power of one CPU. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const MEMORY_MB_PER_CPU = 1_769;
