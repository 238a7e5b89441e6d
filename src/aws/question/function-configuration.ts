import {
  GetFunctionConfigurationCommand,
  type FunctionConfiguration as SdkConfiguration,
} from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { FunctionSetup, FunctionState } from '../../lambda/function/function-setup.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { countOf, functionArnOf, functionNameOf, listOf, numberOf, raw, textOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/** Lambda's default memory. */
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_S = 3;
const DEFAULT_STORAGE_MB = 512;

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
        clients.of(lambda).send(new GetFunctionConfigurationCommand({ FunctionName: functionName }), options),
      read: (answer) => functionConfiguration(answer) ?? undefined,
    },
    signal,
  );
}

/**
 * Field by field, so that anything not named here (above all environment variables) is dropped. Null without a valid
 * name.
 */
export function functionConfiguration(answer: SdkConfiguration): FunctionConfiguration | null {
  const name = functionNameOf(answer.FunctionName);
  const arn = functionArnOf(answer.FunctionArn);
  if (name === null || arn === null) return null;
  return {
    name,
    arn,
    runtime: textOf(answer.Runtime),
    architecture: textOf(answer.Architectures?.[0]),
    memoryMb: countOf(answer.MemorySize) || DEFAULT_MEMORY_MB,
    timeoutMs: timeoutSecondsOf(answer.Timeout) * 1_000,
    version: textOf(answer.Version) ?? raw('$LATEST'),
    lastModifiedMs: epochMsOf(answer.LastModified),
    logGroup: textOf(answer.LoggingConfig?.LogGroup) ?? raw(`/aws/lambda/${name}`),
    logFormat: answer.LoggingConfig?.LogFormat === 'JSON' ? 'json' : 'text',
    deadLetterTarget: textOf(answer.DeadLetterConfig?.TargetArn),
    setup: functionSetup(answer),
    ...capacityProviderOf(answer),
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html */
function capacityProviderOf({
  CapacityProviderConfig: config,
}: SdkConfiguration): Pick<FunctionConfiguration, 'capacityProvider'> {
  const arn = textOf(config?.LambdaManagedInstancesCapacityProviderConfig?.CapacityProviderArn);
  return arn === null ? {} : { capacityProvider: arn };
}

function functionSetup(answer: SdkConfiguration): FunctionSetup {
  const vpcId = textOf(answer.VpcConfig?.VpcId);
  return {
    ephemeralStorageMb: countOf(answer.EphemeralStorage?.Size) ?? DEFAULT_STORAGE_MB,
    kmsKeyArn: textOf(answer.KMSKeyArn),
    vpc:
      vpcId === null
        ? null
        : {
            vpcId,
            subnets: listOf(answer.VpcConfig?.SubnetIds)?.length ?? 0,
            securityGroups: listOf(answer.VpcConfig?.SecurityGroupIds)?.length ?? 0,
          },
    fileSystems: listOf(answer.FileSystemConfigs)?.length ?? 0,
    startsFromSnapshot: textOf(answer.SnapStart?.ApplyOn) === 'PublishedVersions',
    state: functionState(answer.State, answer.StateReasonCode, answer.StateReason),
    lastUpdate: functionState(
      answer.LastUpdateStatus,
      answer.LastUpdateStatusReasonCode,
      answer.LastUpdateStatusReason,
    ),
  };
}

function functionState(status: unknown, reasonCode: unknown, reason: unknown): FunctionState | null {
  const said = textOf(status);
  return said === null ? null : { status: said, reasonCode: textOf(reasonCode), reason: textOf(reason) };
}

/** Lambda allows 1 to 900 s; other values are invalid, and would make the monitor walk through ages of minutes. */
function timeoutSecondsOf(value: unknown): number {
  const seconds = countOf(value);
  return seconds !== null && seconds >= 1 && seconds <= 900 ? seconds : DEFAULT_TIMEOUT_S;
}

/** `2026-11-24T02:41:07.000+0000` */
function epochMsOf(text: unknown): number | null {
  return typeof text === 'string' ? numberOf(Date.parse(text)) : null;
}
