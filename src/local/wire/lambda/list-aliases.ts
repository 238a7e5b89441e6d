import * as v from 'valibot';
import type { WorldAccount, WorldAlias, WorldFunction } from '../../world/world.ts';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { functionNotFound, invalidParameterValue } from './faults.ts';
import { functionArn, namedFunction } from './function-name.ts';

const ALIASES_PER_PAGE = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases = operation({
  name: 'ListAliases',
  schema: v.object({
    FunctionName: textBetween(1, 256),
    FunctionVersion: v.optional(textBetween(1, 1_024)),
    Marker: v.optional(v.string()),
    MaxItems: v.optional(integerBetween(1, 10_000), ALIASES_PER_PAGE),
  }),
  invalid: invalidParameterValue,
  answer: ({ FunctionName, FunctionVersion, Marker, MaxItems }, { world }, nowMs) => {
    const found = namedFunction(world, FunctionName);
    if (found === null) return functionNotFound(functionArn(world.account, FunctionName));
    const aliases = world
      .aliases(found.name, nowMs)
      .filter(({ version }) => version === (FunctionVersion ?? version));
    const requestPrint = fingerprint([found.name, FunctionVersion]);
    const page = listPage(aliases, Math.min(MaxItems, ALIASES_PER_PAGE), Marker || undefined, requestPrint);
    if (page === null) return invalidParameterValue('Invalid Marker');
    return {
      Aliases: page.items.map((alias) => aliasDocument(world.account, found, alias)),
      NextMarker: page.nextToken ?? null,
    };
  },
});

function aliasDocument(
  account: WorldAccount,
  { name: functionName }: WorldFunction,
  alias: WorldAlias,
): object {
  const { name, version, additionalWeights } = alias;
  const isWeighted = Object.keys(additionalWeights).length > 0;
  return {
    AliasArn: functionArn(account, functionName, name),
    Name: name,
    FunctionVersion: version,
    Description: '',
    ...(isWeighted ? { RoutingConfig: { AdditionalVersionWeights: additionalWeights } } : {}),
    RevisionId: fingerprint([functionName, alias]),
  };
}
