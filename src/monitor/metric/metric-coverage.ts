import type { MetricName } from '../../lambda/metric.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { keepListed, type Listed, type OwnerKey, ownerKey } from '../metric-owner.ts';
import type { MetricQuery } from '../sources.ts';

/**
 * What CloudWatch has answered, and up to when. A minute without a data point means zero calls only where it was asked
 * for and answered; otherwise it is unread.
 */
export class MetricCoverage {
  readonly #readMs = new Map<OwnerKey, EpochMs>();
  readonly #denied = new Map<OwnerKey, Set<string>>();
  readonly #whole = new Map<OwnerKey, Set<MetricName>>();
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

  /** The whole kept span of the metric was read; a poll of the newest minutes does not count. */
  readWhole({ owner, metric }: MetricQuery): void {
    const key = ownerKey(owner);
    this.#whole.set(key, (this.#whole.get(key) ?? new Set()).add(metric));
  }

  isWhole({ owner, metric }: MetricQuery): boolean {
    return this.#whole.get(ownerKey(owner))?.has(metric) ?? false;
  }

  keepOnly(listed: Listed): void {
    for (const held of [this.#readMs, this.#denied, this.#whole]) keepListed(held, listed);
  }
}

const NONE: ReadonlySet<string> = new Set();
