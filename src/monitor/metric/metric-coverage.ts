import type { EpochMs } from '../../lambda/time.ts';
import { functionOfKey, type OwnerKey, ownerKey } from '../metric-owner.ts';
import type { MetricQuery } from '../sources.ts';

/**
 * What CloudWatch has answered, and up to when. A minute without a data point means zero calls only where it was asked
 * for and answered; otherwise it is unread.
 */
export class MetricCoverage {
  readonly #readMs = new Map<OwnerKey, EpochMs>();
  readonly #denied = new Map<OwnerKey, Set<string>>();
  #newestMs: EpochMs | null = null;

  /** Every query for the owner at `atMs` was answered. */
  read(key: OwnerKey, atMs: EpochMs): void {
    this.#readMs.set(key, atMs);
    this.#newestMs = Math.max(this.#newestMs ?? atMs, atMs);
  }

  /** When the owner was last read; null for never. */
  readMs(key: OwnerKey): EpochMs | null {
    return this.#readMs.get(key) ?? null;
  }

  /** When anything was last read. */
  get newestMs(): EpochMs | null {
    return this.#newestMs;
  }

  permit({ owner, metric, statistic }: MetricQuery, isPermitted: boolean): void {
    const key = ownerKey(owner);
    const denied = this.#denied.get(key);
    if (isPermitted) denied?.delete(`${metric} ${statistic}`);
    else this.#denied.set(key, (denied ?? new Set()).add(`${metric} ${statistic}`));
  }

  /** The series that lmon may not read, such as `Duration p95`. */
  denied(key: OwnerKey): ReadonlySet<string> {
    return this.#denied.get(key) ?? NONE;
  }

  keepOnly(functionNames: ReadonlySet<string>): void {
    for (const held of [this.#readMs, this.#denied]) {
      for (const key of held.keys()) {
        const functionName = functionOfKey(key);
        if (functionName !== null && !functionNames.has(functionName)) held.delete(key);
      }
    }
  }
}

const NONE: ReadonlySet<string> = new Set();
