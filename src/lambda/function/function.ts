import { type RawText, rawText } from '../../terminal/text.ts';
import type { EpochMs } from '../time.ts';
import { type FunctionSetup, LONGEST_TIMEOUT_MS } from './function-setup.ts';

/**
 * The part of a function's configuration that lmon keeps. Environment variables are left out on purpose: they hold
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
  /** When code or configuration last changed. */
  readonly lastModifiedMs: EpochMs | null;
  readonly logGroup: RawText;
  readonly logFormat: 'text' | 'json';
  readonly deadLetterTarget: RawText | null;
  /** Present if it runs on instances of a capacity provider, each of which takes several calls at once. */
  readonly capacityProvider?: RawText;
  /** Absent in recordings made before lmon read it. */
  readonly setup?: FunctionSetup;
  /** Set while only its name is known, because Lambda has not listed it yet: all else then stands in. */
  readonly isUnlisted?: true;
}

/** Stands for a function that is known by name alone: with Lambda's longest timeout, and its usual log. */
export function unlistedFunction(name: RawText): FunctionConfiguration {
  return {
    name,
    arn: rawText(''),
    runtime: null,
    architecture: null,
    memoryMb: 0,
    timeoutMs: LONGEST_TIMEOUT_MS,
    version: rawText('$LATEST'),
    lastModifiedMs: null,
    logGroup: defaultLogGroup(name),
    logFormat: 'text',
    deadLetterTarget: null,
    isUnlisted: true,
  };
}

export interface FunctionTag {
  readonly key: string;
  readonly value: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export interface AccountLimits {
  /** Executions that may run at once in this account and Region. */
  readonly concurrency: number;
  /** `concurrency` minus all reservations. */
  readonly unreservedConcurrency: number;
}

/** The log group that Lambda writes to unless the function's LoggingConfig names another. */
export function defaultLogGroup(functionName: string): RawText {
  return rawText(`/aws/lambda/${functionName}`);
}

/**
 * The function that owns such a group, from the group's name or ARN; null for any other group, such as a shared one.
 */
export function functionOfDefaultGroup(logGroup: RawText): RawText | null {
  const name = /(?:^|:log-group:)\/aws\/lambda\/([\w-]{1,140})$/.exec(logGroup)?.[1];
  return name === undefined ? null : rawText(name);
}
