import * as v from 'valibot';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { functionNotFound, invalidParameterValue } from './faults.ts';
import { functionArn, namedFunction } from './function-name.ts';

/**
 * The world provisions nothing, so the list is always empty.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html
 */
export const listProvisionedConcurrencyConfigs = operation({
  name: 'ListProvisionedConcurrencyConfigs',
  schema: v.object({
    FunctionName: textBetween(1, 256),
    List: v.literal('ALL'),
    Marker: v.optional(v.string()),
    MaxItems: v.optional(integerBetween(1, 50)),
  }),
  invalid: invalidParameterValue,
  answer: ({ FunctionName }, { world }) => {
    const found = namedFunction(world, FunctionName);
    if (found === null) return functionNotFound(functionArn(world.account, FunctionName));
    return { ProvisionedConcurrencyConfigs: [] };
  },
});
