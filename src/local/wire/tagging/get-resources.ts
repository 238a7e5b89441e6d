import * as v from 'valibot';
import type { WorldFunction } from '../../world/world.ts';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { integerBetween, listOf, textBetween } from '../input-shapes.ts';
import { functionArn } from '../lambda/function-name.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';

const tagFilter = v.object({
  Key: textBetween(1, 128),
  Values: v.optional(listOf(textBetween(0, 256), 20), []),
});

type TagFilter = v.InferOutput<typeof tagFilter>;

/**
 * Functions are all that carries tags here.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export const getResources = operation({
  name: 'GetResources',
  schema: v.object({
    PaginationToken: v.optional(textBetween(0, 2_048)),
    TagFilters: v.optional(listOf(tagFilter, 50), []),
    ResourcesPerPage: v.optional(integerBetween(1, 100), 50),
    ResourceTypeFilters: v.optional(listOf(textBetween(0, 256), 100), []),
  }),
  invalid: invalidParameter,
  answer: ({ PaginationToken, TagFilters, ResourcesPerPage, ResourceTypeFilters }, { world }) => {
    const hasFunctions =
      ResourceTypeFilters.length === 0 ||
      ResourceTypeFilters.some((type) => type === 'lambda' || type === 'lambda:function');
    const tagged = world.functions.filter((each) => hasFunctions && carries(each, TagFilters));
    const requestPrint = fingerprint([TagFilters, ResourceTypeFilters]);
    const page = listPage(tagged, ResourcesPerPage, PaginationToken || undefined, requestPrint);
    if (page === null)
      return new AwsFault({ code: 'PaginationTokenExpiredException', message: 'Invalid pagination token' });
    return {
      PaginationToken: page.nextToken ?? '',
      ResourceTagMappingList: page.items.map(({ name, tags = {} }) => ({
        ResourceARN: functionArn(world.account, name),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  },
});

/** Resources that were never tagged are not listed. A filter without values only asks for the key. */
function carries({ tags = {} }: WorldFunction, filters: readonly TagFilter[]): boolean {
  if (Object.keys(tags).length === 0) return false;
  return filters.every(({ Key, Values }) => {
    const value = tags[Key];
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  });
}
