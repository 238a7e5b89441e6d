import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { World, WorldAccount } from '../../world/world.ts';
import type { WorldAlarmState } from '../../world/world-metric.ts';
import { integerBetween, listOf, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';
import { INVALID_NEXT_TOKEN, validationError } from './faults.ts';
import { LAMBDA_NAMESPACE } from './metric-identity.ts';

const ALARMS_PER_PAGE = 50;
/** When the account's alarms were created. */
const CONFIGURED_MS = Date.UTC(2026, 1, 3, 10);

const schema = v.object({
  AlarmNames: v.optional(listOf(textBetween(1, 255), 100)),
  AlarmNamePrefix: v.optional(textBetween(1, 255)),
  AlarmTypes: v.optional(listOf(v.picklist(['MetricAlarm', 'CompositeAlarm']), 2)),
  StateValue: v.optional(v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA'])),
  MaxRecords: v.optional(integerBetween(1, 100), ALARMS_PER_PAGE),
  NextToken: v.optional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = operation({
  name: 'DescribeAlarms',
  schema,
  invalid: validationError,
  answer: ({ MaxRecords, NextToken, ...filter }, { world }, nowMs) => {
    if (filter.AlarmNames !== undefined && filter.AlarmNamePrefix !== undefined) {
      return validationError('AlarmNamePrefix and AlarmNames cannot both be specified.');
    }
    const page = listPage(wantedAlarms(world, filter, nowMs), MaxRecords, NextToken, fingerprint(filter));
    if (page === null) return INVALID_NEXT_TOKEN;
    return {
      CompositeAlarms: [],
      MetricAlarms: page.items.map((state) => alarmDocument(world.account, state)),
      ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
    };
  },
});

/** In order of their names, and all of them metric alarms. */
function wantedAlarms(
  world: World,
  { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue }: Omit<Input, 'MaxRecords' | 'NextToken'>,
  nowMs: EpochMs,
): readonly WorldAlarmState[] {
  if (AlarmTypes !== undefined && !AlarmTypes.includes('MetricAlarm')) return [];
  return world
    .alarms(nowMs)
    .filter(
      ({ alarm, state }) =>
        (AlarmNames === undefined || AlarmNames.includes(alarm.name)) &&
        alarm.name.startsWith(AlarmNamePrefix ?? '') &&
        state === (StateValue ?? state),
    )
    .toSorted((one, other) => (one.alarm.name < other.alarm.name ? -1 : 1));
}

function alarmDocument({ region, accountId }: WorldAccount, shown: WorldAlarmState): object {
  const { alarm, state, datapoints, sinceMs } = shown;
  const { name, description, functionName, metric, statistic, threshold, periods } = alarm;
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
    AlarmDescription: description,
    AlarmConfigurationUpdatedTimestamp: new Timestamp(CONFIGURED_MS),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    StateValue: state,
    StateReason: stateReason(datapoints, state, threshold),
    StateUpdatedTimestamp: new Timestamp(sinceMs),
    StateTransitionedTimestamp: new Timestamp(sinceMs),
    MetricName: metric,
    Namespace: LAMBDA_NAMESPACE,
    Statistic: statistic,
    Dimensions: functionName === null ? [] : [{ Name: 'FunctionName', Value: functionName }],
    Period: 60,
    EvaluationPeriods: periods,
    DatapointsToAlarm: periods,
    Threshold: threshold,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'missing',
  };
}

function stateReason(
  datapoints: readonly number[],
  state: WorldAlarmState['state'],
  threshold: number,
): string {
  const values = datapoints.map((value) => value.toFixed(1)).join(', ');
  switch (state) {
    case 'ALARM':
      return `Threshold Crossed: ${datapoints.length} datapoints [${values}] were greater than the threshold (${threshold.toFixed(1)}).`;
    case 'OK':
      return `Threshold Crossed: not all of the datapoints [${values}] were greater than the threshold (${threshold.toFixed(1)}).`;
    case 'INSUFFICIENT_DATA':
      return 'Insufficient Data: no datapoints were received.';
  }
}
