import { GetResourcesCommand, type TagFilter } from '@aws-sdk/client-resource-groups-tagging-api';
import type { FunctionTag } from '../../lambda/function/function.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { functionArnOf, functionNameIn, listOf, readable, textOf } from '../answer/field.ts';
import { tagging } from '../client/tagging.ts';
import type { Ask } from '../connection/ask.ts';

const RESOURCES_PER_PAGE = 100;

/** @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
export function askTaggedFunctionPage(
  ask: Ask,
  tags: readonly FunctionTag[],
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<RawText>>> {
  return ask(
    {
      action: 'tag:GetResources',
      send: (clients, options) =>
        clients.of(tagging).send(
          new GetResourcesCommand({
            ResourceTypeFilters: ['lambda:function'],
            TagFilters: tagFilters(tags),
            ResourcesPerPage: RESOURCES_PER_PAGE,
            ...(token === null ? {} : { PaginationToken: token }),
          }),
          options,
        ),
      read: (answer) => {
        const resources = listOf(answer.ResourceTagMappingList);
        if (resources === null) return undefined;
        return {
          items: readable(resources, ({ ResourceARN }) => functionNameIn(functionArnOf(ResourceARN))),
          // The last page has an empty token.
          nextToken: textOf(answer.PaginationToken || undefined),
        };
      },
    },
    signal,
  );
}

/** One filter for each key: AWS treats a filter's values as alternatives, and a resource must pass all filters. */
function tagFilters(tags: readonly FunctionTag[]): TagFilter[] {
  const byKey = new Map<string, string[]>();
  for (const { key, value } of tags) byKey.set(key, [...(byKey.get(key) ?? []), value]);
  return [...byKey].map(([Key, Values]) => ({ Key, Values }));
}
