import type { MetricName } from '../../lambda/metric.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { keepListed, type Listed, type OwnerKey, ownerKey } from '../metric-owner.ts';
import type { MetricAnswer, MetricQuery } from '../sources.ts';

/**
 * What CloudWatch has answered, and up to when. A minute without a data point means zero calls only where it was asked
 * for and answered; otherwise it is unread.
 */
export class MetricCoverage {
  readonly #readMs = new Map<OwnerKey, EpochMs>();
  readonly #denied = new Map<OwnerKey, Set<string>>();
  readonly #failed = new Map<OwnerKey, Set<string>>();
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

  /** What CloudWatch last said of the series. */
  answered(query: MetricQuery, status: MetricAnswer['status']): void {
    mark(this.#denied, query, status === 'denied');
    mark(this.#failed, query, status === 'failed');
  }

  /** The series that lmon may not read, such as `Duration p95`. */
  denied(key: OwnerKey): ReadonlySet<string> {
    return this.#denied.get(key) ?? NONE;
  }

  /** The series that CloudWatch could not compute when last asked, or that a recording lacks. */
  failed(key: OwnerKey): ReadonlySet<string> {
    return this.#failed.get(key) ?? NONE;
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
    for (const held of [this.#readMs, this.#denied, this.#failed, this.#whole]) keepListed(held, listed);
  }
}

const NONE: ReadonlySet<string> = new Set();

function mark(
  held: Map<OwnerKey, Set<string>>,
  { owner, metric, statistic }: MetricQuery,
  isMarked: boolean,
): void {
  const key = ownerKey(owner);
  const marked = held.get(key);
  if (isMarked) held.set(key, (marked ?? new Set()).add(`${metric} ${statistic}`));
  else marked?.delete(`${metric} ${statistic}`);
}
