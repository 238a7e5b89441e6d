import type { Known } from '../../../capacity/evidence.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import { total } from '../../../triage/minute/function-minute.ts';
import {
  type ProvisionedStatus,
  type ProvisionedUse,
  spilledShareOf,
  USE_MINUTES,
} from '../catalogue/provisioned-facts.ts';
import type { FunctionStatus } from '../status/function-status.ts';
import type { FunctionDetail } from './function-detail.ts';

/** This share of the calls counts as nearly all. */
const NEARLY_ALL = 0.99;

/**
 * Null without any, or when unknown.
 *
 * @param detail of the function on screen, in accounts whose metrics don't show that some is kept
 */
export function provisionedUse(
  { name, minutes, provisioned }: Pick<FunctionStatus, 'name' | 'minutes' | 'provisioned'>,
  detail: FunctionDetail | null,
): ProvisionedUse | null {
  if (provisioned !== null) return provisioned;
  return detail?.functionName === name ? keptUse(minutes, detail.provisioned) : null;
}

/** The same by what AWS has said; null likewise. */
export function keptUse(
  minutes: FunctionStatus['minutes'],
  provisioned: Known<readonly ProvisionedStatus[]>,
): ProvisionedUse | null {
  if (!provisioned.known) return null;
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
  if (limit.kind === 'provisioned') return true;
  return limit.kind === 'account' && flag !== 'throttling' && isSparedByProvisioned(use);
}

/**
 * With the limit that its calls meet first, where they run on what is provisioned for them: none of them takes from the
 * pool, nor is any turned away once all is busy, as the rest then runs on demand.
 */
export function onProvisioned(status: FunctionStatus, provisioned: ProvisionedUse | null): FunctionStatus {
  if (provisioned === null) return status;
  const isTurnedAway = status.reasons.some(({ rule }) => rule === 'throttles');
  if (isTurnedAway || !meetsProvisionedFirst(status, provisioned)) return { ...status, provisioned };
  const { environments, busiest } = provisioned;
  const limit = { kind: 'provisioned', value: environments, inUse: busiest } as const;
  return {
    ...status,
    provisioned,
    assessment: { ...status.assessment, limit, risk: null, flag: 'ok', reason: null, eta: null },
  };
}

/** For shares of calls. */
export function isNearlyAll(share: number | null): boolean {
  return share !== null && share >= NEARLY_ALL;
}
