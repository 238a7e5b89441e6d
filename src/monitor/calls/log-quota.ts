/**
 * Calls of FilterLogEvents a second that AWS allows an account, by Region. The quota can't be raised.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const EXCEPTIONS: ReadonlyMap<string, number> = new Map([
  ['us-east-1', 25],
  ['ap-northeast-3', 5],
  ['ap-southeast-3', 5],
  ['ca-west-1', 5],
  ['eu-central-1', 5],
  ['il-central-1', 5],
]);

const ELSEWHERE = 10;

export function readLogQuota(region: string): number {
  return EXCEPTIONS.get(region) ?? ELSEWHERE;
}
