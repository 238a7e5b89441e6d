import * as v from 'valibot';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { operation } from '../operation.ts';
import { functionNotFound, invalidParameterValue } from './faults.ts';
import { listedFunction } from './function-document.ts';
import { functionArn, latestOf, namedFunction, type QualifiedFunction } from './function-name.ts';

const VERSIONS_PER_PAGE = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction = operation({
  name: 'ListVersionsByFunction',
  schema: v.object({
    FunctionName: textBetween(1, 256),
    Marker: v.optional(v.string()),
    MaxItems: v.optional(integerBetween(1, 10_000), VERSIONS_PER_PAGE),
  }),
  invalid: invalidParameterValue,
  answer: ({ FunctionName, Marker, MaxItems }, { world }, nowMs) => {
    const f = namedFunction(world, FunctionName);
    if (f === null) return functionNotFound(functionArn(world.account, FunctionName));
    const versions: readonly QualifiedFunction[] = [
      { ...latestOf(f), qualifier: '$LATEST' },
      ...world
        .versions(f.name, nowMs)
        .map(({ version, publishedMs }) => ({ f, qualifier: version, version, publishedMs })),
    ];
    const page = listPage(versions, Math.min(MaxItems, VERSIONS_PER_PAGE), Marker || undefined, f.name);
    if (page === null) return invalidParameterValue('Invalid Marker');
    return {
      Versions: page.items.map((each) => listedFunction(world.account, each)),
      NextMarker: page.nextToken ?? null,
    };
  },
});
