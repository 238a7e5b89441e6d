import * as v from 'valibot';
import type { Distribution } from '../../world/world-metric.ts';
import { MOST_AHEAD_MS, OLDEST_WRITTEN_MS } from '../accepted-time.ts';
import { integer, listOf, number, textBetween, time } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { distributionOfSamples, distributionOfStatistics } from './distribution.ts';
import { invalidParameterValue } from './faults.ts';
import { dimensionsShape } from './metric-identity.ts';

const datum = v.object({
  MetricName: textBetween(1, 255),
  Dimensions: dimensionsShape,
  Timestamp: v.optional(time),
  Value: v.optional(number),
  Values: v.optional(listOf(number, 150)),
  Counts: v.optional(listOf(v.pipe(number, v.minValue(0)), 150)),
  StatisticValues: v.optional(
    v.object({ SampleCount: v.pipe(number, v.minValue(0)), Sum: number, Minimum: number, Maximum: number }),
  ),
  Unit: v.optional(v.string(), 'None'),
  StorageResolution: v.optional(integer),
});

type Datum = v.InferOutput<typeof datum>;

const schema = v.object({
  Namespace: textBetween(1, 255),
  MetricData: v.pipe(listOf(datum, 1_000), v.minLength(1)),
});

/**
 * Unlike CloudWatch it takes namespaces that start with `AWS/`, so that tests can write what Lambda would.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const putMetricData = operation({
  name: 'PutMetricData',
  schema,
  invalid: invalidParameterValue,
  answer: ({ Namespace: namespace, MetricData }, account, nowMs) => {
    const data = MetricData.map((one) => ({
      one,
      samples: datumSamples(one),
      timestampMs: one.Timestamp ?? nowMs,
    }));
    for (const { one, samples, timestampMs } of data) {
      if (samples === null)
        return invalidParameterValue(`The parameter ${one.MetricName} needs exactly one kind of value.`);
      if (timestampMs < nowMs - OLDEST_WRITTEN_MS || timestampMs > nowMs + MOST_AHEAD_MS) {
        return invalidParameterValue(
          'The parameter Timestamp must lie within the last two weeks or the next two hours.',
        );
      }
    }
    for (const { one, samples, timestampMs } of data) {
      if (samples === null) continue;
      const identity = { namespace, metricName: one.MetricName, dimensions: one.Dimensions };
      account.writtenMetrics.put(identity, { unit: one.Unit, timestampMs, samples }, nowMs);
    }
    return {};
  },
});

/** Null unless the datum gives its samples in exactly one way. */
function datumSamples({ Value, Values, Counts, StatisticValues }: Datum): Distribution | null {
  if ([Value, Values, StatisticValues].filter((way) => way !== undefined).length !== 1) return null;
  if (Value !== undefined) return distributionOfSamples([[Value, 1]]);
  if (StatisticValues !== undefined) {
    const { SampleCount: count, Sum: sum, Minimum: minimum, Maximum: maximum } = StatisticValues;
    return count === 0 ? null : distributionOfStatistics({ count, sum, minimum, maximum });
  }
  const values = Values ?? [];
  if (values.length === 0 || (Counts !== undefined && Counts.length !== values.length)) return null;
  return distributionOfSamples(values.map((value, index) => [value, Counts?.[index] ?? 1]));
}
