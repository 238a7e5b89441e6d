import type { MetricName, Statistic } from '../lambda/metric.ts';
import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { FunctionMinute } from '../triage/function-minute.ts';
import { MetricCoverage } from './metric-coverage.ts';
import { MinuteSeries } from './minute-series.ts';
import type { MetricPoint, MetricQuery } from './sources.ts';

export const HISTORY_MINUTES = 180;

type SeriesName = `${MetricName} ${Statistic}`;

/** What CloudWatch has said of the last three hours, by function, metric and statistic. */
export class MetricHistory {
  readonly coverage = new MetricCoverage();
  /** The account's own metrics stand under the empty name, which no function can have. */
  readonly #functions = new Map<string, Map<SeriesName, MinuteSeries>>();

  record({ functionName, metric, statistic }: MetricQuery, points: readonly MetricPoint[]): void {
    if (points.length === 0) return;
    const seriesOfFunction = getOrInsert(this.#functions, functionName ?? '', () => new Map());
    const series = getOrInsert(
      seriesOfFunction,
      `${metric} ${statistic}`,
      () => new MinuteSeries(HISTORY_MINUTES),
    );
    for (const { timestampMs, value } of points) series.put(timestampMs, value);
  }

  value(
    functionName: RawText | null,
    metric: MetricName,
    statistic: Statistic,
    minuteMs: EpochMs,
  ): number | null {
    return (
      this.#functions
        .get(functionName ?? '')
        ?.get(`${metric} ${statistic}`)
        ?.at(minuteMs) ?? null
    );
  }

  /** Whether the function has a call from `fromMs` to `toMs`, both inclusive. */
  hasCalls(functionName: RawText, fromMs: EpochMs, toMs: EpochMs): boolean {
    for (let minuteMs = fromMs; minuteMs <= toMs; minuteMs += MINUTE_MS) {
      if (this.value(functionName, 'Invocations', 'Sum', minuteMs)) return true;
    }
    return false;
  }

  /** The function's minutes from `fromMs` to `toMs`, both inclusive, oldest first; none when nothing is known of it. */
  functionMinutes(functionName: RawText, fromMs: EpochMs, toMs: EpochMs): readonly FunctionMinute[] {
    const seriesOfFunction = this.#functions.get(functionName);
    if (seriesOfFunction === undefined) return [];
    const reader = (name: SeriesName) => {
      const series = seriesOfFunction.get(name);
      return (minuteMs: EpochMs) => series?.at(minuteMs) ?? null;
    };
    const invocations = reader('Invocations Sum');
    const errors = reader('Errors Sum');
    const throttles = reader('Throttles Sum');
    const durationSum = reader('Duration Sum');
    const durationP50 = reader('Duration p50');
    const durationP95 = reader('Duration p95');
    const durationP99 = reader('Duration p99');
    const durationMax = reader('Duration Maximum');
    const observedMax = reader('ConcurrentExecutions Maximum');
    const iteratorAge = reader('IteratorAge Maximum');
    const deadLetterErrors = reader('DeadLetterErrors Sum');

    const minutes: FunctionMinute[] = [];
    for (let minuteMs = fromMs; minuteMs <= toMs; minuteMs += MINUTE_MS) {
      minutes.push({
        minuteMs,
        invocations: invocations(minuteMs),
        errors: errors(minuteMs),
        throttles: throttles(minuteMs),
        durationSumMs: durationSum(minuteMs),
        durationP50Ms: durationP50(minuteMs),
        durationP95Ms: durationP95(minuteMs),
        durationP99Ms: durationP99(minuteMs),
        durationMaxMs: durationMax(minuteMs),
        observedMax: observedMax(minuteMs),
        iteratorAgeMs: iteratorAge(minuteMs),
        deadLetterErrors: deadLetterErrors(minuteMs),
      });
    }
    return minutes;
  }

  /** Forgets functions that are gone, so that months of deployments don't add up. */
  keepOnly(functionNames: ReadonlySet<string>): void {
    this.coverage.keepOnly(functionNames);
    for (const name of this.#functions.keys()) {
      if (name !== '' && !functionNames.has(name)) this.#functions.delete(name);
    }
  }
}

function getOrInsert<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const held = map.get(key);
  if (held !== undefined) return held;
  const created = create();
  map.set(key, created);
  return created;
}
