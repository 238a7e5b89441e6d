import * as v from 'valibot';
import { textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { functionNotFound, invalidParameterValue } from './faults.ts';
import { describedFunction } from './function-document.ts';
import { functionArn, namedFunction } from './function-name.ts';

const schema = v.object({ FunctionName: textBetween(1, 256) });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = operation({
  name: 'GetFunctionConfiguration',
  schema,
  invalid: invalidParameterValue,
  answer: ({ FunctionName }, { world }) => {
    const found = namedFunction(world, FunctionName);
    if (found === null) return functionNotFound(functionArn(world.account, FunctionName));
    return describedFunction(world.account, found);
  },
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency = operation({
  name: 'GetFunctionConcurrency',
  schema,
  invalid: invalidParameterValue,
  answer: ({ FunctionName }, { world }) => {
    const found = namedFunction(world, FunctionName);
    if (found === null) return functionNotFound(functionArn(world.account, FunctionName));
    const { reservedConcurrency } = found;
    return reservedConcurrency === null ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
});
