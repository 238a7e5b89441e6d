import { GetResourcesCommand, paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, it } from 'vitest';
import { startLocal } from '../local-client.ts';
import { tinyWorld } from '../tiny-world.ts';

const TAGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  worker: { team: 'orders', stage: 'prod' },
  quiet: { team: 'orders', stage: 'test' },
  'extra-000': { team: 'search' },
};

/** A tiny world in which some functions have tags. */
function taggedWorld(extraFunctions = 3) {
  const world = tinyWorld(extraFunctions);
  return {
    ...world,
    functions: world.functions.map((each) => {
      const tags = TAGS[each.name];
      return tags === undefined ? each : { ...each, tags };
    }),
  };
}

async function namesWith(input: GetResourcesCommand['input']): Promise<readonly string[]> {
  const { tagging } = await startLocal({ world: taggedWorld() });
  const { ResourceTagMappingList = [] } = await tagging.send(new GetResourcesCommand(input));
  return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN!.split(':').at(-1)!);
}

describe('GetResources', () => {
  it.each<[string, GetResourcesCommand['input'], readonly string[]]>([
    ['everything with a tag', {}, ['worker', 'quiet', 'extra-000']],
    ['resources with one tag', { TagFilters: [{ Key: 'team', Values: ['orders'] }] }, ['worker', 'quiet']],
    ['resources with a key', { TagFilters: [{ Key: 'stage' }] }, ['worker', 'quiet']],
    [
      'resources with one of several values',
      { TagFilters: [{ Key: 'team', Values: ['search', 'orders'] }] },
      ['worker', 'quiet', 'extra-000'],
    ],
    [
      'resources with all of several tags',
      {
        TagFilters: [
          { Key: 'team', Values: ['orders'] },
          { Key: 'stage', Values: ['prod'] },
        ],
      },
      ['worker'],
    ],
    ['functions', { ResourceTypeFilters: ['lambda:function'] }, ['worker', 'quiet', 'extra-000']],
    ['nothing for another service', { ResourceTypeFilters: ['sqs'] }, []],
  ])('returns %s', async (_, input, names) => {
    expect(await namesWith(input)).toEqual(names);
  });

  it('returns ARNs with all tags, page by page, and an empty token at the end', async () => {
    const { tagging } = await startLocal({ world: taggedWorld() });
    const pages = [];
    for await (const page of paginateGetResources({ client: tagging, pageSize: 2 }, {})) pages.push(page);
    expect(pages.map(({ ResourceTagMappingList }) => ResourceTagMappingList?.length)).toEqual([2, 1]);
    expect(pages.at(-1)?.PaginationToken).toBe('');
    expect(pages[1]?.ResourceTagMappingList).toEqual([
      {
        ResourceARN: 'arn:aws:lambda:eu-west-1:123456789012:function:extra-000',
        Tags: [{ Key: 'team', Value: 'search' }],
      },
    ]);
  });
});
