import { type EpochMs, HOUR_MS } from '../lambda/time.ts';
import type { SourceError } from './sources.ts';

/** @see https://aws.amazon.com/cloudwatch/pricing/ ($0.01 for 1,000 metrics requested with GetMetricData) */
const DOLLARS_PER_METRIC = 0.01 / 1_000;
const KEPT_ERRORS = 100;

/** lmon's own calls: how many, what they cost, and which failed. */
export interface ApiLedgerSnapshot {
  readonly calls: number;
  readonly callsByAction: Readonly<Record<string, number>>;
  /** What the last hour cost or, while lmon is younger than an hour, what an hour at this pace costs. An estimate. */
  readonly dollarsPerHour: number;
  readonly dollars: number;
  /** Failed calls in the last ten minutes. */
  readonly recentFailures: number;
  /** Newest last. */
  readonly failures: readonly ApiFailure[];
}

export interface ApiFailure {
  readonly atMs: EpochMs;
  readonly error: SourceError;
}

interface Bill {
  readonly atMs: EpochMs;
  readonly dollars: number;
}

export class ApiLedger {
  readonly #startedMs: EpochMs;
  #calls: Record<string, number> = {};
  #bills: Bill[] = [];
  #failures: ApiFailure[] = [];
  #dollars = 0;

  constructor(startedMs: EpochMs) {
    this.#startedMs = startedMs;
  }

  recordCall(action: string, atMs: EpochMs, error: SourceError | null): void {
    this.#calls[action] = (this.#calls[action] ?? 0) + 1;
    if (error !== null) this.#failures = [...this.#failures, { atMs, error }].slice(-KEPT_ERRORS);
  }

  /** Only GetMetricData is billed by what is asked; a page is billed for its share of the request. */
  recordMetrics(metrics: number, atMs: EpochMs): void {
    const dollars = metrics * DOLLARS_PER_METRIC;
    this.#dollars += dollars;
    this.#bills = [...this.#bills.filter((bill) => bill.atMs > atMs - HOUR_MS), { atMs, dollars }];
  }

  snapshot(nowMs: EpochMs): ApiLedgerSnapshot {
    const lastHour = this.#bills.filter((bill) => bill.atMs > nowMs - HOUR_MS);
    return {
      calls: Object.values(this.#calls).reduce((sum, count) => sum + count, 0),
      callsByAction: { ...this.#calls },
      dollarsPerHour: this.#dollarsPerHour(lastHour, nowMs),
      dollars: this.#dollars,
      recentFailures: this.#failures.filter(({ atMs }) => atMs > nowMs - HOUR_MS / 6).length,
      failures: this.#failures,
    };
  }

  /** Polls come once a minute, so the pace is that of whole minutes: the first poll must not look like a fortune. */
  #dollarsPerHour(bills: readonly Bill[], nowMs: EpochMs): number {
    const spent = bills.reduce((sum, { dollars }) => sum + dollars, 0);
    const minutes = Math.min(60, Math.max(1, Math.ceil((nowMs - this.#startedMs) / 60_000)));
    return (spent / minutes) * 60;
  }
}
