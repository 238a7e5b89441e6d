import type { PermissionAction } from '../../monitor/calls/permission.ts';

/**
 * Everything that lmon may send, by the SDK's command name, with the IAM action that permits it. A client made by
 * `clients.ts` refuses all else before it leaves the process. `monitor/calls/permission.ts` says what each is good for.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const READ_OPERATIONS = {
  DescribeAlarmsCommand: 'cloudwatch:DescribeAlarms',
  DescribeLogGroupsCommand: 'logs:DescribeLogGroups',
  DescribeStreamCommand: 'dynamodb:DescribeStream',
  DescribeStreamSummaryCommand: 'kinesis:DescribeStreamSummary',
  FilterLogEventsCommand: 'logs:FilterLogEvents',
  GetAccountSettingsCommand: 'lambda:GetAccountSettings',
  GetCallerIdentityCommand: 'sts:GetCallerIdentity',
  GetFunctionConcurrencyCommand: 'lambda:GetFunctionConcurrency',
  GetFunctionConfigurationCommand: 'lambda:GetFunctionConfiguration',
  GetFunctionEventInvokeConfigCommand: 'lambda:GetFunctionEventInvokeConfig',
  GetMetricDataCommand: 'cloudwatch:GetMetricData',
  GetQueryResultsCommand: 'logs:GetQueryResults',
  GetQueueAttributesCommand: 'sqs:GetQueueAttributes',
  GetResourcesCommand: 'tag:GetResources',
  LookupEventsCommand: 'cloudtrail:LookupEvents',
  ListAliasesCommand: 'lambda:ListAliases',
  ListEventSourceMappingsCommand: 'lambda:ListEventSourceMappings',
  ListFunctionsCommand: 'lambda:ListFunctions',
  ListMetricsCommand: 'cloudwatch:ListMetrics',
  ListProvisionedConcurrencyConfigsCommand: 'lambda:ListProvisionedConcurrencyConfigs',
  ListVersionsByFunctionCommand: 'lambda:ListVersionsByFunction',
  StartLiveTailCommand: 'logs:StartLiveTail',
  StartQueryCommand: 'logs:StartQuery',
  StopQueryCommand: 'logs:StopQuery',
} as const satisfies Readonly<Record<string, PermissionAction>>;

export type ReadAction = (typeof READ_OPERATIONS)[keyof typeof READ_OPERATIONS];

/** The part of an SDK client that the guard needs: clients of different services share no public type. */
interface GuardedClient {
  readonly middlewareStack: { add(middleware: Guard, position: GuardPosition): void };
}

interface GuardPosition {
  readonly step: 'initialize';
  readonly priority: 'high';
  readonly name: string;
}

type Guard = <Input, Output>(
  next: (input: Input) => Promise<Output>,
  context: { readonly commandName?: string },
) => (input: Input) => Promise<Output>;

/** Thrown for a command that is not on the list; nothing has been sent. */
class RefusedCommand extends Error {
  override readonly name = 'RefusedCommand';

  constructor(commandName: string) {
    super(`${commandName} is not on lmon's list of read operations, so it was not sent`);
  }
}

/** Makes `client` unable to send anything but read operations. */
export function readOnly<Client extends GuardedClient>(client: Client): Client {
  client.middlewareStack.add(refuseAllElse, { step: 'initialize', priority: 'high', name: 'lmonReadOnly' });
  return client;
}

const refuseAllElse: Guard = (next, context) => (input) => {
  const commandName = context.commandName ?? 'a command without a name';
  return Object.hasOwn(READ_OPERATIONS, commandName)
    ? next(input)
    : Promise.reject(new RefusedCommand(commandName));
};
