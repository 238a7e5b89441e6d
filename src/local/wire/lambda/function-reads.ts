import * as v from 'valibot';
import { reservedAt } from '../../world/function/reserved-at.ts';
import { textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';
import { functionNotFound, invalidParameterValue, noEventInvokeConfig } from './faults.ts';
import { describedFunction } from './function-document.ts';
import { functionArn, namedFunction, qualifiedFunction } from './function-name.ts';

const schema = v.object({ FunctionName: textBetween(1, 256) });
const qualifiedSchema = v.object({
  FunctionName: textBetween(1, 256),
  Qualifier: v.optional(textBetween(1, 128)),
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = operation({
  name: 'GetFunctionConfiguration',
  schema: qualifiedSchema,
  invalid: invalidParameterValue,
  answer: ({ FunctionName, Qualifier }, { world }, nowMs) => {
    const found = qualifiedFunction(world, FunctionName, Qualifier, nowMs);
    if (found === null) {
      return functionNotFound(functionArn(world.account, FunctionName, Qualifier ?? null));
    }
    return describedFunction(world.account, found);
  },
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency = operation({
  name: 'GetFunctionConcurrency',
  schema,
  invalid: invalidParameterValue,
  answer: ({ FunctionName }, { world }, nowMs) => {
    const found = namedFunction(world, FunctionName);
    if (found === null) return functionNotFound(functionArn(world.account, FunctionName));
    const reserved = reservedAt(found, nowMs);
    return reserved === null ? {} : { ReservedConcurrentExecutions: reserved };
  },
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig = operation({
  name: 'GetFunctionEventInvokeConfig',
  schema: qualifiedSchema,
  invalid: invalidParameterValue,
  answer: ({ FunctionName, Qualifier }, { world }, nowMs) => {
    const found = qualifiedFunction(world, FunctionName, Qualifier, nowMs);
    const arn = functionArn(world.account, FunctionName, Qualifier ?? '$LATEST');
    if (found === null) return functionNotFound(arn);
    const config = world.eventInvokeConfigs.find(({ functionName }) => functionName === found.f.name);
    // The configuration belongs to the function alone, so a version or an alias has none.
    if (config === undefined || found.version !== '$LATEST') return noEventInvokeConfig(arn);
    const { maximumRetryAttempts, maximumEventAgeMs, onFailureArn } = config;
    return {
      LastModified: new Timestamp(found.publishedMs),
      FunctionArn: arn,
      MaximumRetryAttempts: maximumRetryAttempts,
      MaximumEventAgeInSeconds: maximumEventAgeMs / 1_000,
      DestinationConfig: {
        OnSuccess: {},
        OnFailure: onFailureArn === null ? {} : { Destination: onFailureArn },
      },
    };
  },
});
