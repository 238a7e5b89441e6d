import { expect, it } from 'vitest';
import { climbsWithRamp, sourceLimit } from '../../../src/capacity/limit/source-limit.ts';
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

it.each<[string, readonly (number | null)[], boolean]>([
  ['goes on', [5, 305, 605], true],
  ['has ended', [305, 605, 640], false],
  ['is slower than Lambda adds calls', [100, 200, 300], false],
  ['is not known', [305, 605, null], false],
  ['has one minute alone', [605], false],
])('a queue is on its ramp while the climb %s', (_which, observedMax, isOn) => {
  expect(climbsWithRamp(observedMax)).toBe(isOn);
});
