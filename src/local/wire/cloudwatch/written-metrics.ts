import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { Distribution } from '../../world/world-metric.ts';
import { mergedDistribution } from './distribution.ts';
import { type MetricIdentity, metricKey } from './metric-identity.ts';

interface WrittenDatum {
  readonly unit: string;
  readonly timestampMs: EpochMs;
  readonly samples: Distribution;
}

/** A datum within its minute. */
interface Datum extends Omit<WrittenDatum, 'timestampMs'> {
  readonly visibleMs: EpochMs;
}

interface WrittenMetric {
  readonly identity: MetricIdentity;
  readonly minutes: Map<EpochMs, Datum[]>;
  newestMs: EpochMs;
}

/** Metrics written with PutMetricData. */
export class WrittenMetrics {
  readonly #publicationDelayMs: number;
  readonly #metrics = new Map<string, WrittenMetric>();

  /** @param publicationDelayMs how long after PutMetricData a datum can be read. */
  constructor(publicationDelayMs: number) {
    this.#publicationDelayMs = publicationDelayMs;
  }

  put(identity: MetricIdentity, { unit, timestampMs, samples }: WrittenDatum, nowMs: EpochMs): void {
    const key = metricKey(identity);
    const metric = this.#metrics.get(key) ?? { identity, minutes: new Map(), newestMs: timestampMs };
    this.#metrics.set(key, metric);
    metric.newestMs = Math.max(metric.newestMs, timestampMs);
    const minuteMs = Math.floor(timestampMs / MINUTE_MS) * MINUTE_MS;
    const minute = metric.minutes.get(minuteMs) ?? [];
    metric.minutes.set(minuteMs, minute);
    minute.push({ unit, visibleMs: nowMs + this.#publicationDelayMs, samples });
  }

  /** The samples of a minute in `unit` (or in any) published by `nowMs`; null for none. */
  minute(key: string, unit: string | undefined, minuteMs: EpochMs, nowMs: EpochMs): Distribution | null {
    const minute = this.#metrics.get(key)?.minutes.get(minuteMs);
    if (minute === undefined) return null;
    const seen = minute.filter(
      (datum) => datum.visibleMs <= nowMs && (unit === undefined || datum.unit === unit),
    );
    return mergedDistribution(seen.map(({ samples }) => samples));
  }

  /** The metrics with a datum since `sinceMs`. */
  identitiesSince(sinceMs: EpochMs): readonly MetricIdentity[] {
    return [...this.#metrics.values()]
      .filter(({ newestMs }) => newestMs >= sinceMs)
      .map(({ identity }) => identity);
  }
}
