import { MINUTE_MS } from '../../lambda/time.ts';
import { total } from '../../triage/minute/function-minute.ts';
import type { FunctionDetail } from '../function/function-detail.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import { type ProvisionedStatus, spilledShareOf, USE_MINUTES } from '../function/provisioned-facts.ts';

/** A function's provisioned concurrency, over all its aliases and versions. */
export interface ProvisionedUse {
  readonly environments: number;
  /** The most that were busy at once in the last fifteen minutes; null when unknown. */
  readonly busiest: number | null;
  /** The share of all the function's calls that ran there; calls through other aliases never do. Null when unknown. */
  readonly servedShare: number | null;
  /** The share of calls to provisioned aliases or versions that spilled over; null likewise. */
  readonly spilledShare: number | null;
  /** How many of the fifteen minutes have data. */
  readonly toldMinutes: number;
}

/** This share of the calls counts as nearly all. */
const NEARLY_ALL = 0.99;

/** Null without any, or when unknown: it takes a call for each function, and is read only for the one on screen. */
export function provisionedUse(
  { name, minutes }: Pick<FunctionStatus, 'name' | 'minutes'>,
  detail: FunctionDetail | null,
): ProvisionedUse | null {
  const provisioned = detail?.functionName === name ? detail.provisioned : null;
  if (provisioned === null || !provisioned.known) return null;
  const [first] = provisioned.value;
  if (first === undefined) return null;
  const sumOf = (count: (status: ProvisionedStatus) => number | null) =>
    provisioned.value.reduce((sum, each) => sum + (count(each) ?? 0), 0);
  const isBusyKnown = provisioned.value.every(({ busiest }) => busiest !== null);
  const served = sumOf((each) => each.served);
  const sameMinutes = minutes.filter(
    ({ minuteMs }) => minuteMs <= first.toMs && minuteMs > first.toMs - USE_MINUTES * MINUTE_MS,
  );
  const invocations = total(sameMinutes, (minute) => minute.invocations);
  const toldMinutes = Math.max(...provisioned.value.map((each) => each.toldMinutes));
  return {
    environments: sumOf(({ allocated }) => allocated),
    busiest: isBusyKnown ? sumOf(({ busiest }) => busiest) : null,
    servedShare: toldMinutes === 0 || invocations === 0 ? null : Math.min(1, served / invocations),
    spilledShare: spilledShareOf({ served, spilled: sumOf(({ spilled }) => spilled) }),
    toldMinutes,
  };
}

/** Whether nearly all its calls ran on provisioned concurrency, and none spilled over to the pool. */
export function isSparedByProvisioned(use: ProvisionedUse | null): boolean {
  return use !== null && use.spilledShare === 0 && isNearlyAll(use.servedShare);
}

/** Whether its calls meet the provisioned concurrency first rather than the pool, which others may have filled. */
export function meetsProvisionedFirst(
  { assessment: { limit, flag } }: Pick<FunctionStatus, 'assessment'>,
  use: ProvisionedUse | null,
): boolean {
  return limit.kind === 'account' && flag !== 'throttling' && isSparedByProvisioned(use);
}

/** For shares of calls. */
export function isNearlyAll(share: number | null): boolean {
  return share !== null && share >= NEARLY_ALL;
}
