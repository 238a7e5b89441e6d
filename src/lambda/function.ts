import type { RawText } from '../terminal/text.ts';

/**
 * What lmon keeps of a function's configuration. Environment variables are left out on purpose: they hold
 * secrets, so they are never read into the process's model, shown or recorded.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export interface FunctionConfiguration {
  readonly name: RawText;
  readonly arn: RawText;
  readonly runtime: RawText | null;
  readonly architecture: RawText | null;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly version: RawText;
  readonly lastModified: RawText | null;
  readonly logGroup: RawText;
  readonly logFormat: 'text' | 'json';
  readonly deadLetterTarget: RawText | null;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export interface EventSourceMapping {
  readonly uuid: RawText;
  readonly functionName: RawText;
  readonly source: EventSource;
  readonly sourceArn: RawText;
  readonly state: RawText;
  readonly batchSize: number | null;
  readonly parallelizationFactor: number;
  readonly maximumConcurrency: number | null;
}

export type EventSource = 'kinesis' | 'dynamodb' | 'sqs' | 'kafka' | 'other';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export interface AccountLimits {
  /** Executions that may run at once in this account and Region. */
  readonly concurrency: number;
  /** `concurrency` less what functions have reserved. */
  readonly unreservedConcurrency: number;
}

/** The log group that Lambda writes to unless the function's LoggingConfig names another. */
export function defaultLogGroup(functionName: string): RawText {
  return `/aws/lambda/${functionName}` as RawText;
}
