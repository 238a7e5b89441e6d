import type { FunctionDetail } from '../function/function-detail.ts';
import type { FunctionStatus } from '../function/function-status.ts';

/** What is kept ready for a function, by all its aliases and versions together. */
export interface ProvisionedUse {
  readonly environments: number;
  /** The most that were busy at once in the last quarter of an hour; null where nobody knows. */
  readonly busiest: number | null;
  /** Of the calls, those that found none free; null the same. */
  readonly spilledShare: number | null;
}

/** Null where nothing is kept ready, or nobody knows: that takes a call for each function, and is read of the one that is looked at. */
export function provisionedUse(
  { name }: Pick<FunctionStatus, 'name'>,
  detail: FunctionDetail | null,
): ProvisionedUse | null {
  const provisioned = detail?.functionName === name ? detail.provisioned : null;
  if (provisioned === null || !provisioned.known || provisioned.value.length === 0) return null;
  const busiest = provisioned.value.map((each) => each.busiest);
  const [spilledShare = null] = provisioned.value.map((each) => each.spilledShare);
  return {
    environments: provisioned.value.reduce((sum, { allocated }) => sum + allocated, 0),
    busiest: busiest.includes(null) ? null : busiest.reduce<number>((sum, busy) => sum + (busy ?? 0), 0),
    // Shares of several aliases do not add up to one.
    spilledShare: provisioned.value.length === 1 ? spilledShare : null,
  };
}

/** Whether its calls ran on what is kept ready for it, and none took anything of the pool. */
export function isSparedByProvisioned(use: ProvisionedUse | null): boolean {
  return use !== null && use.spilledShare === 0;
}
