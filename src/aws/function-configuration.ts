import {
  GetFunctionConfigurationCommand,
  type FunctionConfiguration as SdkConfiguration,
} from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../lambda/function.ts';
import type { Result } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Ask } from './ask.ts';
import { numberOf, raw, textOf } from './field.ts';

/** What Lambda gives a function that asks for nothing. */
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_S = 3;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export function askFunctionConfiguration(
  ask: Ask,
  functionName: RawText,
  signal: AbortSignal,
): Promise<Result<FunctionConfiguration>> {
  return ask(
    {
      action: 'lambda:GetFunctionConfiguration',
      send: (clients, options) =>
        clients.lambda().send(new GetFunctionConfigurationCommand({ FunctionName: functionName }), options),
      read: (answer) => functionConfiguration(answer) ?? undefined,
    },
    signal,
  );
}

/** Field by field, so that what is not named here (environment variables above all) stays behind. Null without a name. */
export function functionConfiguration(answer: SdkConfiguration): FunctionConfiguration | null {
  const name = textOf(answer.FunctionName);
  const arn = textOf(answer.FunctionArn);
  if (name === null || arn === null) return null;
  return {
    name,
    arn,
    runtime: textOf(answer.Runtime),
    architecture: textOf(answer.Architectures?.[0]),
    memoryMb: numberOf(answer.MemorySize) ?? DEFAULT_MEMORY_MB,
    timeoutMs: timeoutSecondsOf(answer.Timeout) * 1_000,
    version: textOf(answer.Version) ?? raw('$LATEST'),
    lastModified: textOf(answer.LastModified),
    logGroup: textOf(answer.LoggingConfig?.LogGroup) ?? raw(`/aws/lambda/${name}`),
    logFormat: answer.LoggingConfig?.LogFormat === 'JSON' ? 'json' : 'text',
    deadLetterTarget: textOf(answer.DeadLetterConfig?.TargetArn),
  };
}

/** Lambda allows 1 to 900 s; anything else is no timeout, and would make the monitor walk through ages of minutes. */
function timeoutSecondsOf(value: unknown): number {
  const seconds = numberOf(value);
  return seconds !== null && seconds >= 1 && seconds <= 900 ? seconds : DEFAULT_TIMEOUT_S;
}
