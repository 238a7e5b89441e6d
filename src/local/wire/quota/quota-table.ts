/** How often an operation may be called. Operations with the same `bucket` share it. */
export interface Quota {
  readonly bucket: string;
  readonly perSecond: number;
}

const LAMBDA_CONTROL_PLANE: Quota = { bucket: 'lambda control plane', perSecond: 15 };

/**
 * The quotas of eu-west-1, for the account and Region as a whole.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const CALLS_PER_SECOND: ReadonlyMap<string, number> = new Map([
  ['logs:FilterLogEvents', 10],
  ['logs:GetLogEvents', 10],
  ['logs:DescribeLogGroups', 10],
  ['logs:DescribeLogStreams', 25],
  ['logs:PutLogEvents', 5_000],
  ['logs:StartLiveTail', 5],
  ['logs:StartQuery', 10],
  ['logs:GetQueryResults', 10],
  ['logs:CreateLogGroup', 10],
  ['logs:CreateLogStream', 50],
  ['logs:DeleteLogGroup', 10],
  ['cloudwatch:GetMetricData', 500],
  ['cloudwatch:GetMetricStatistics', 400],
  ['cloudwatch:ListMetrics', 25],
  ['cloudwatch:DescribeAlarms', 9],
  ['cloudwatch:PutMetricData', 500],
  ['cloudtrail:LookupEvents', 2],
  ['dynamodb:DescribeStream', 10],
  ['kinesis:DescribeStreamSummary', 20],
  ['tag:GetResources', 15],
]);

export const METRIC_POINTS: Quota = { bucket: 'metric points', perSecond: 180_000 };

/** The quota on calls of `action`; null where none is simulated. */
export function callQuota(action: string): Quota | null {
  if (action.startsWith('lambda:')) return LAMBDA_CONTROL_PLANE;
  const perSecond = CALLS_PER_SECOND.get(action);
  return perSecond === undefined ? null : { bucket: action, perSecond };
}
