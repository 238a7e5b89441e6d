import { DescribeAlarmsCommand, type Dimension, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { Alarm } from '../../monitor/sources.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, readable, textOf } from '../answer/field.ts';
import { cloudWatch } from '../client/cloudwatch.ts';
import type { Ask } from '../connection/ask.ts';

const MOST_A_PAGE = 100;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function askAlarmPage(
  ask: Ask,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<Alarm>>> {
  return ask(
    {
      action: 'cloudwatch:DescribeAlarms',
      send: (clients, options) =>
        clients.of(cloudWatch).send(
          new DescribeAlarmsCommand({
            StateValue: 'ALARM',
            AlarmTypes: ['MetricAlarm'],
            MaxRecords: MOST_A_PAGE,
            ...(token === null ? {} : { NextToken: token }),
          }),
          options,
        ),
      read: (answer) => {
        const alarms = listOf(answer.MetricAlarms);
        if (alarms === null) return undefined;
        return { items: readable(alarms, alarmOf), nextToken: textOf(answer.NextToken) };
      },
    },
    signal,
  );
}

function alarmOf(alarm: MetricAlarm): Alarm | null {
  const name = textOf(alarm.AlarmName);
  if (name === null) return null;
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  const sinceMs = since instanceof Date ? since.getTime() : Number.NaN;
  return {
    name,
    metric: textOf(alarm.MetricName),
    functionName: watchedFunction(alarm),
    sinceMs: Number.isFinite(sinceMs) ? sinceMs : null,
  };
}

/** The function that all its metrics belong to; an alarm on an expression lists its metrics separately. */
function watchedFunction({ Dimensions, Metrics }: MetricAlarm): RawText | null {
  const dimensions = [
    ...(listOf(Dimensions) ?? []),
    ...(listOf(Metrics) ?? []).flatMap(({ MetricStat }) => listOf(MetricStat?.Metric?.Dimensions) ?? []),
  ];
  const names = new Set(dimensions.filter(isFunctionName).flatMap(({ Value }) => textOf(Value) ?? []));
  const [only] = names;
  return names.size === 1 ? (only ?? null) : null;
}

function isFunctionName({ Name }: Dimension): boolean {
  return Name === 'FunctionName';
}
