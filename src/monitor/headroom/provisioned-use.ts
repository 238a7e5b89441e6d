import { MINUTE_MS } from '../../lambda/time.ts';
import { total } from '../../triage/minute/function-minute.ts';
import type { FunctionDetail } from '../function/function-detail.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import { type ProvisionedStatus, spilledShareOf, USE_MINUTES } from '../function/provisioned-facts.ts';

/** What is kept ready for a function, by all its aliases and versions together. */
export interface ProvisionedUse {
  readonly environments: number;
  /** The most that were busy at once in the last quarter of an hour; null where nobody knows. */
  readonly busiest: number | null;
  /** Of all calls of the function, those that ran there: by way of another alias, none does. Null where nobody knows. */
  readonly servedShare: number | null;
  /** Of the calls to what is kept ready, those that found none free; null the same. */
  readonly spilledShare: number | null;
  /** Of how many minutes of the quarter of an hour that is told. */
  readonly toldMinutes: number;
}

/** So much of the calls is nearly all. */
const NEARLY_ALL = 0.99;

/** Null where nothing is kept ready, or nobody knows: that takes a call for each function, and is read of the one that is looked at. */
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

/** Whether its calls ran on what is kept ready for it, all but a few, and none spilled over to the pool. */
export function isSparedByProvisioned(use: ProvisionedUse | null): boolean {
  return use !== null && use.spilledShare === 0 && isNearlyAll(use.servedShare);
}

/** Whether what is provisioned is what its calls meet first, and not the pool, which others may have filled. */
export function meetsProvisionedFirst(
  { assessment: { limit, flag } }: Pick<FunctionStatus, 'assessment'>,
  use: ProvisionedUse | null,
): boolean {
  return limit.kind === 'account' && flag !== 'throttling' && isSparedByProvisioned(use);
}

/** Of the shares of calls. */
export function isNearlyAll(share: number | null): boolean {
  return share !== null && share >= NEARLY_ALL;
}
