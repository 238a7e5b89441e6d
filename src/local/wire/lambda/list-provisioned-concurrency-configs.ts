import * as v from 'valibot';
import type { WorldAccount, WorldProvisioned } from '../../world/world.ts';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { functionNotFound, invalidParameterValue } from './faults.ts';
import { functionArn, namedFunction } from './function-name.ts';

const CONFIGS_PER_PAGE = 50;
/** When provisioned concurrency was configured. */
const CONFIGURED = '2026-02-03T10:00:00+0000';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const listProvisionedConcurrencyConfigs = operation({
  name: 'ListProvisionedConcurrencyConfigs',
  schema: v.object({
    FunctionName: textBetween(1, 256),
    List: v.literal('ALL'),
    Marker: v.optional(v.string()),
    MaxItems: v.optional(integerBetween(1, CONFIGS_PER_PAGE), CONFIGS_PER_PAGE),
  }),
  invalid: invalidParameterValue,
  answer: ({ FunctionName, Marker, MaxItems }, { world }) => {
    const found = namedFunction(world, FunctionName);
    if (found === null) return functionNotFound(functionArn(world.account, FunctionName));
    const configs = world.provisioned.filter(({ functionName }) => functionName === found.name);
    const page = listPage(configs, MaxItems, Marker || undefined, fingerprint([found.name]));
    if (page === null) return invalidParameterValue('Invalid Marker');
    return {
      ProvisionedConcurrencyConfigs: page.items.map((config) => configDocument(world.account, config)),
      NextMarker: page.nextToken ?? null,
    };
  },
});

function configDocument(
  account: WorldAccount,
  { functionName, qualifier, environments }: WorldProvisioned,
): object {
  return {
    FunctionArn: functionArn(account, functionName, qualifier),
    RequestedProvisionedConcurrentExecutions: environments,
    AvailableProvisionedConcurrentExecutions: environments,
    AllocatedProvisionedConcurrentExecutions: environments,
    Status: 'READY',
    LastModified: CONFIGURED,
  };
}
