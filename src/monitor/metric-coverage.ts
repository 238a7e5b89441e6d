import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { MetricQuery } from './sources.ts';

/**
 * What CloudWatch has answered, and to when. A minute without a data point says something only where it was asked for
 * and answered; all else is a minute that nobody has read.
 */
export class MetricCoverage {
  /** The account's own metrics stand under the empty name, which no function can have. */
  readonly #readMs = new Map<string, EpochMs>();
  readonly #denied = new Map<string, Set<string>>();
  #newestMs: EpochMs | null = null;

  /** All that was asked about the function at `atMs` was answered. */
  read(functionName: RawText | null, atMs: EpochMs): void {
    this.#readMs.set(functionName ?? '', atMs);
    this.#newestMs = Math.max(this.#newestMs ?? atMs, atMs);
  }

  /** When the function was last read; null when it never was. */
  readMs(functionName: RawText | null): EpochMs | null {
    return this.#readMs.get(functionName ?? '') ?? null;
  }

  /** When anything was last read. */
  get newestMs(): EpochMs | null {
    return this.#newestMs;
  }

  permit({ functionName, metric, statistic }: MetricQuery, isPermitted: boolean): void {
    const name = functionName ?? '';
    const denied = this.#denied.get(name);
    if (isPermitted) denied?.delete(`${metric} ${statistic}`);
    else this.#denied.set(name, (denied ?? new Set()).add(`${metric} ${statistic}`));
  }

  /** The series that lmon may not read, such as `Duration p95`. */
  denied(functionName: RawText): ReadonlySet<string> {
    return this.#denied.get(functionName) ?? NONE;
  }

  keepOnly(functionNames: ReadonlySet<string>): void {
    for (const held of [this.#readMs, this.#denied]) {
      for (const name of held.keys()) if (name !== '' && !functionNames.has(name)) held.delete(name);
    }
  }
}

const NONE: ReadonlySet<string> = new Set();
