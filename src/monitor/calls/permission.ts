import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** What one IAM action is needed for. */
export interface Permission {
  /** Whether lmon is useless without it. */
  readonly isNeeded: boolean;
  /** What lmon can't show or do where it is denied or fails. Fits screens of 80 columns. */
  readonly without: SafeText;
}

/** Every IAM action that lmon uses. `aws/connection/read-operations.ts` and the README's policy name the same. */
export const PERMISSIONS = {
  'cloudtrail:LookupEvents': {
    isNeeded: false,
    without: safe`lmon triage --cloudtrail can't name who changed what`,
  },
  'cloudwatch:DescribeAlarms': { isNeeded: false, without: safe`alarms that ring are not shown` },
  'cloudwatch:GetMetricData': { isNeeded: true, without: safe`no new numbers, so nothing can be judged` },
  'cloudwatch:ListMetrics': {
    isNeeded: false,
    without: safe`idle functions are asked for one by one, at a higher cost`,
  },
  'dynamodb:DescribeStream': {
    isNeeded: false,
    without: safe`shards of table streams are inferred from what was seen busy`,
  },
  'kinesis:DescribeStreamSummary': {
    isNeeded: false,
    without: safe`shards and retention are not known, nor the use of that limit`,
  },
  'lambda:GetAccountSettings': {
    isNeeded: false,
    without: safe`the account's limit is not known, nor the use of the pool`,
  },
  'lambda:GetFunctionConcurrency': {
    isNeeded: false,
    without: safe`reserved limits are not known, nor USE% and ETA against them`,
  },
  'lambda:GetFunctionConfiguration': {
    isNeeded: false,
    without: safe`lmon tail takes the default log group of a function`,
  },
  'lambda:GetFunctionEventInvokeConfig': {
    isNeeded: false,
    without: safe`what becomes of asynchronous events that fail is not known`,
  },
  'lambda:ListAliases': {
    isNeeded: false,
    without: safe`aliases and the versions behind them are not shown`,
  },
  'lambda:ListEventSourceMappings': {
    isNeeded: false,
    without: safe`streams and queues, their lag and limits are not known`,
  },
  'lambda:ListFunctions': {
    isNeeded: true,
    without: safe`no fleet, or one without what was added or changed`,
  },
  'lambda:ListProvisionedConcurrencyConfigs': {
    isNeeded: false,
    without: safe`environments that are kept ready for an alias are not shown`,
  },
  'lambda:ListVersionsByFunction': {
    isNeeded: false,
    without: safe`when versions were published and how they differ is not shown`,
  },
  'logs:DescribeLogGroups': {
    isNeeded: false,
    without: safe`lmon triage --insights asks nothing: its price is not known`,
  },
  'logs:FilterLogEvents': { isNeeded: true, without: safe`no log lines, or a gap among them` },
  'logs:GetQueryResults': { isNeeded: false, without: safe`lmon triage --insights has no results` },
  'logs:StartLiveTail': { isNeeded: false, without: safe`lmon tail --live polls, as without --live` },
  'logs:StartQuery': { isNeeded: false, without: safe`lmon triage --insights can't look further back` },
  'logs:StopQuery': {
    isNeeded: false,
    without: safe`a query that nobody waits for any more runs to its end`,
  },
  'sqs:GetQueueAttributes': {
    isNeeded: false,
    without: safe`redrive queues, and whether messages end there, are not known`,
  },
  'sts:GetCallerIdentity': { isNeeded: false, without: safe`who asks is not named` },
  'tag:GetResources': { isNeeded: false, without: safe`lmon tail can't choose by --tag or --stack` },
} as const satisfies Readonly<Record<string, Permission>>;

export type PermissionAction = keyof typeof PERMISSIONS;

export const PERMISSION_ACTIONS = Object.keys(PERMISSIONS) as readonly PermissionAction[];

function isPermissionAction(action: string): action is PermissionAction {
  return Object.hasOwn(PERMISSIONS, action);
}

/** What lmon can't tell, or do, while calls of this action fail. */
export function withoutAction(action: string): SafeText {
  return isPermissionAction(action) ? PERMISSIONS[action].without : safe`what it tells is not known`;
}
