import type { MetricName, Statistic } from '../../lambda/metric.ts';
import { type EpochMs, MINUTE_MS, minuteOf, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import { keepListed, type Listed, type OwnerKey, ownerKey } from '../metric-owner.ts';
import type { MetricPoint, MetricQuery } from '../sources.ts';
import { knownSum } from './known-sum.ts';
import { MetricCoverage } from './metric-coverage.ts';
import { PeriodSeries } from './period-series.ts';

export const HISTORY_MINUTES = 210;
/** Judgements look back less far: while the history is being read, newer minutes take none of these slots. */
export const LOOK_BACK_MINUTES = 180;

/** The oldest minute kept at `nowMs`. */
export function historyStart(nowMs: EpochMs): EpochMs {
  return minuteOf(nowMs) - (HISTORY_MINUTES - 1) * MINUTE_MS;
}

/** The queues that call a function, and their redrive queues. */
export interface FunctionQueues {
  readonly callers: readonly RawText[];
  readonly redrives: readonly RawText[];
}

const NO_QUEUES: FunctionQueues = { callers: [], redrives: [] };

interface MinutesRead {
  /** What was asked for, and after how many answers. */
  readonly asked: string;
  readonly minutes: readonly FunctionMinute[];
}

type SeriesName = `${MetricName} ${Statistic}`;

/** What CloudWatch has said of the newest periods, by owner, metric and statistic. */
export class MetricHistory {
  readonly coverage = new MetricCoverage();
  readonly #periodMs: number;
  readonly #periods: number;
  readonly #owners = new Map<OwnerKey, Map<SeriesName, PeriodSeries>>();
  /** How many answers have come: minutes stay as they were read while it is the same. */
  #answers = 0;
  readonly #minutesRead = new Map<RawText, MinutesRead>();

  constructor(periodMs: number = MINUTE_MS, periods: number = HISTORY_MINUTES) {
    this.#periodMs = periodMs;
    this.#periods = periods;
  }

  record({ owner, metric, statistic }: MetricQuery, points: readonly MetricPoint[]): void {
    if (points.length === 0) return;
    this.#answers += 1;
    const seriesOfOwner = getOrInsert(this.#owners, ownerKey(owner), () => new Map());
    const series = getOrInsert(
      seriesOfOwner,
      `${metric} ${statistic}`,
      () => new PeriodSeries(this.#periods, this.#periodMs),
    );
    for (const { timestampMs, value } of points) series.put(timestampMs, value);
  }

  value(key: OwnerKey, metric: MetricName, statistic: Statistic, minuteMs: EpochMs): number | null {
    return this.#owners.get(key)?.get(`${metric} ${statistic}`)?.at(minuteMs) ?? null;
  }

  /** Whether CloudWatch has ever returned a point of it. */
  has(key: OwnerKey, metric: MetricName, statistic: Statistic): boolean {
    return this.#owners.get(key)?.has(`${metric} ${statistic}`) ?? false;
  }

  /** Whether the function has a call from `fromMs` to `toMs`, both inclusive. */
  hasCalls(functionName: RawText, fromMs: EpochMs, toMs: EpochMs): boolean {
    return this.#counts(functionName, 'Invocations', fromMs, toMs);
  }

  /** Whether the function was throttled from `fromMs` to `toMs`, both inclusive. */
  hasThrottles(functionName: RawText, fromMs: EpochMs, toMs: EpochMs): boolean {
    return this.#counts(functionName, 'Throttles', fromMs, toMs);
  }

  /**
   * The function's periods from `fromMs` to `toMs`, both inclusive, oldest first; empty when nothing is known. Counts
   * are per minute whatever the period, so that the curves of an hour and of a day share one scale. The same array until
   * CloudWatch answers again: what was worked out from it is known by it.
   */
  functionMinutes(
    functionName: RawText,
    fromMs: EpochMs,
    toMs: EpochMs,
    queues: FunctionQueues = NO_QUEUES,
  ): readonly FunctionMinute[] {
    const asked = [this.#answers, fromMs, toMs, ...queues.callers, '', ...queues.redrives].join(' ');
    const read = this.#minutesRead.get(functionName);
    if (read?.asked === asked) return read.minutes;
    const minutes = this.#readMinutes(functionName, fromMs, toMs, queues);
    this.#minutesRead.set(functionName, { asked, minutes });
    return minutes;
  }

  #readMinutes(
    functionName: RawText,
    fromMs: EpochMs,
    toMs: EpochMs,
    { callers, redrives }: FunctionQueues,
  ): readonly FunctionMinute[] {
    const seriesOfFunction = this.#owners.get(functionName);
    if (seriesOfFunction === undefined) return [];
    const reader = (name: SeriesName) => {
      const series = seriesOfFunction.get(name);
      return (startMs: EpochMs) => series?.at(startMs) ?? null;
    };
    const minutesInPeriod = this.#periodMs / MINUTE_MS;
    const counter = (name: SeriesName) => {
      const read = reader(name);
      return (startMs: EpochMs) => {
        const sum = read(startMs);
        return sum === null ? null : sum / minutesInPeriod;
      };
    };
    const invocations = counter('Invocations Sum');
    const errors = counter('Errors Sum');
    const throttles = counter('Throttles Sum');
    const durationSum = counter('Duration Sum');
    const durationP50 = reader('Duration p50');
    const durationP95 = reader('Duration p95');
    const durationP99 = reader('Duration p99');
    const durationMax = reader('Duration Maximum');
    const observedMax = reader('ConcurrentExecutions Maximum');
    const iteratorAge = reader('IteratorAge Maximum');
    const deadLetterErrors = counter('DeadLetterErrors Sum');
    const asyncEventAge = reader('AsyncEventAge Maximum');
    const asyncEventsDropped = counter('AsyncEventsDropped Sum');
    const destinationFailures = counter('DestinationDeliveryFailures Sum');

    const keysOf = (names: readonly RawText[]) =>
      names.map((queueName) => ownerKey({ kind: 'queue', queueName }));
    const redriveKeys = keysOf(redrives);
    const callerKeys = keysOf(callers);

    const minutes: FunctionMinute[] = [];
    for (let minuteMs = fromMs; minuteMs <= toMs; minuteMs += this.#periodMs) {
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
        queueAgeMs: this.#oldestMs(callerKeys, minuteMs),
        asyncEventAgeMs: asyncEventAge(minuteMs),
        asyncEventsDropped: asyncEventsDropped(minuteMs),
        destinationFailures: destinationFailures(minuteMs),
        // A queue unused for hours has no data, and adds nothing.
        redriveDepth: knownSum(redriveKeys.map((key) => this.#depth(key, minuteMs))),
        redriveGrowth: knownSum(redriveKeys.map((key) => this.#depthGrowth(key, minuteMs))),
      });
    }
    return minutes;
  }

  /** Age of the oldest message in any of the queues. */
  #oldestMs(queueKeys: readonly OwnerKey[], startMs: EpochMs): number | null {
    const agesS = queueKeys.flatMap(
      (key) => this.value(key, 'ApproximateAgeOfOldestMessage', 'Maximum', startMs) ?? [],
    );
    return agesS.length === 0 ? null : Math.max(...agesS) * SECOND_MS;
  }

  /** Messages that waited in a queue at the end of the period. */
  #depth(queueKey: OwnerKey, startMs: EpochMs): number | null {
    return this.value(queueKey, 'ApproximateNumberOfMessagesVisible', 'Maximum', startMs);
  }

  #depthGrowth(queueKey: OwnerKey, startMs: EpochMs): number | null {
    const before = this.#depth(queueKey, startMs - this.#periodMs);
    const depth = this.#depth(queueKey, startMs);
    return before === null || depth === null ? null : depth - before;
  }

  #counts(functionName: RawText, metric: MetricName, fromMs: EpochMs, toMs: EpochMs): boolean {
    const series = this.#owners.get(functionName)?.get(`${metric} Sum`);
    if (series === undefined) return false;
    for (let minuteMs = fromMs; minuteMs <= toMs; minuteMs += MINUTE_MS) {
      if (series.at(minuteMs)) return true;
    }
    return false;
  }

  keepOnly(listed: Listed): void {
    this.coverage.keepOnly(listed);
    keepListed(this.#owners, listed);
    this.#minutesRead.clear();
  }
}

function getOrInsert<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const held = map.get(key);
  if (held !== undefined) return held;
  const created = create();
  map.set(key, created);
  return created;
}
