import { expect, it } from 'vitest';
import { sourceLimit } from '../../../src/capacity/limit/source-limit.ts';
import type { EventSourceMapping } from '../../../src/lambda/event-source.ts';
import { scriptedMapping } from '../../monitor/scripted-account.ts';

it.each<[string, Partial<EventSourceMapping>, number | null, number | null]>([
  ['shards by factor', { source: 'kinesis', parallelizationFactor: 3 }, 10, 30],
  ['shards of a table', { source: 'dynamodb', parallelizationFactor: 1 }, 4, 4],
  ['shards that nobody counts', { source: 'dynamodb' }, null, null],
  ['a queue by its own maximum', { source: 'sqs', maximumConcurrency: 50 }, null, 50],
  ['a queue as Lambda has it', { source: 'sqs', maximumConcurrency: null }, null, 1_250],
  ['pollers of a queue', { source: 'sqs', provisionedPollers: { minimum: 2, maximum: 20 } }, null, 200],
  ['partitions of a topic', { source: 'kafka' }, null, null],
  ['another source', { source: 'other' }, null, null],
])('an event source calls at most as often at once as it has %s', (_what, different, shards, value) => {
  const mapping = scriptedMapping('consumer', different);
  expect(sourceLimit(mapping, shards).value).toBe(value);
});
