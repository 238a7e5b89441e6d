import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { afterEach, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { aliasedWorld, NOW_MS } from '../tiny-world.ts';

let trail: CloudTrailClient;
afterEach(() => trail.destroy());

async function lookedUp(name: string, more: object = {}, key: 'ResourceName' | 'EventName' = 'ResourceName') {
  const world = {
    ...aliasedWorld(),
    versions: () => [{ version: '8', publishedMs: NOW_MS - 10 * MINUTE_MS }],
  };
  const { url } = await startLocal({ world });
  trail = new CloudTrailClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const LookupAttributes = [{ AttributeKey: key, AttributeValue: name }];
  return trail.send(new LookupEventsCommand({ LookupAttributes, ...more }));
}

it('returns what was done to a function, the newest first, including reads', async () => {
  const { Events } = await lookedUp('worker');
  expect(Events?.map(({ EventName, ReadOnly }) => [EventName, ReadOnly])).toEqual([
    ['GetFunction20150331v2', 'true'],
    ['UpdateAlias20150331', 'false'],
    ['PublishVersion20150331', 'false'],
    ['UpdateFunctionCode20150331v2', 'false'],
  ]);
  expect(Events?.[2]).toMatchObject({
    Username: 'release-pipeline',
    EventTime: new Date(NOW_MS - 10 * MINUTE_MS),
    EventSource: 'lambda.amazonaws.com',
  });
});

it('pages, and filters by time', async () => {
  const { Events, NextToken } = await lookedUp('worker', { MaxResults: 1 });
  expect([Events?.length, typeof NextToken]).toEqual([1, 'string']);
  const { Events: none } = await lookedUp('worker', { StartTime: new Date(NOW_MS) });
  expect(none).toEqual([]);
});

it('finds nothing for an unknown function or another attribute', async () => {
  expect((await lookedUp('nobody')).Events).toEqual([]);
  expect(await errorName(lookedUp('worker', {}, 'EventName'))).toBe('InvalidLookupAttributesException');
});
