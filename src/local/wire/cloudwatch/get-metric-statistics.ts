import * as v from 'valibot';
import { integer, listOf, textBetween, time } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';
import { invalidParameterValue } from './faults.ts';
import { dimensionsShape } from './metric-identity.ts';
import { minuteReader } from './metric-minutes.ts';
import { metricSeries } from './metric-series.ts';
import { statisticReader } from './statistic.ts';

const MOST_POINTS = 1_440;

const schema = v.object({
  Namespace: textBetween(1, 255),
  MetricName: textBetween(1, 255),
  Dimensions: dimensionsShape,
  StartTime: time,
  EndTime: time,
  Period: v.pipe(integer, v.minValue(60), v.multipleOf(60)),
  Statistics: v.pipe(
    listOf(v.picklist(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']), 5),
    v.minLength(1),
  ),
  Unit: v.optional(v.string()),
});

/**
 * Without ExtendedStatistics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export const getMetricStatistics = operation({
  name: 'GetMetricStatistics',
  schema,
  invalid: invalidParameterValue,
  answer: (input, account, nowMs) => {
    const range = { startMs: input.StartTime, endMs: input.EndTime, periodMs: input.Period * 1_000 };
    if (range.startMs >= range.endMs) return invalidParameterValue('StartTime must be less than EndTime.');
    if ((range.endMs - range.startMs) / range.periodMs > MOST_POINTS) {
      return invalidParameterValue(`You have requested more than the limit of ${MOST_POINTS} datapoints.`);
    }
    const identity = {
      namespace: input.Namespace,
      metricName: input.MetricName,
      dimensions: input.Dimensions,
    };
    const readMinute = minuteReader(account, identity, input.Unit, nowMs);
    const datapoints = new Map<number, Record<string, unknown>>();
    for (const statistic of input.Statistics) {
      const readStatistic = statisticReader(statistic);
      if (readStatistic === null) continue;
      for (const { timestampMs, value } of metricSeries(readMinute, readStatistic, range, nowMs)) {
        const datapoint = datapoints.get(timestampMs) ?? { Timestamp: new Timestamp(timestampMs) };
        datapoints.set(timestampMs, { ...datapoint, [statistic]: value });
      }
    }
    return { Label: input.MetricName, Datapoints: [...datapoints.values()] };
  },
});
