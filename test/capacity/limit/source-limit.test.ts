import { expect, it } from 'vitest';
import { boundOfQueues, climbsWithRamp, sourceLimit } from '../../../src/capacity/limit/source-limit.ts';
import type { EventSourceMapping } from '../../../src/lambda/delivery/event-source.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedMapping } from '../../monitor/scripted-account.ts';

it.each<[string, Partial<EventSourceMapping>, number | null, number | null]>([
  ['shards by factor', { source: 'kinesis', parallelizationFactor: 3 }, 10, 30],
  ['shards that are not counted', { source: 'dynamodb' }, null, null],
  ['a queue by its own maximum', { source: 'sqs', maximumConcurrency: 50 }, null, 50],
  ["a queue by Lambda's own maximum", { source: 'sqs', maximumConcurrency: null }, null, 1_250],
  ['pollers of a queue', { source: 'sqs', provisionedPollers: { minimum: 2, maximum: 20 } }, null, 200],
  ['partitions of a topic', { source: 'kafka' }, null, null],
  ['another source', { source: 'other' }, null, null],
])('an event source makes at most as many calls at once as it has %s', (_what, different, shards, value) => {
  const mapping = scriptedMapping('consumer', different);
  expect(sourceLimit(mapping, shards).value).toBe(value);
});

it.each<[string, readonly (number | null)[], boolean]>([
  ['continues', [5, 305, 605], true],
  ['has ended', [305, 605, 640], false],
  ['is slower than Lambda adds calls', [100, 200, 300], false],
  ['is unknown', [305, 605, null], false],
])('a queue is on its ramp while the climb %s', (_which, observedMax, isOn) => {
  expect(climbsWithRamp(observedMax)).toBe(isOn);
});

const POLLERS = { minimum: 2, maximum: 20 };
const OFF = rawText('Disabled');

it.each<[string, readonly Partial<EventSourceMapping>[], string]>([
  ['no configured maximum', [{}], 'default'],
  ['its maximum', [{ maximumConcurrency: 50 }], 'maximum'],
  ['a maximum that cannot be higher', [{ maximumConcurrency: 1_000 }], 'greatestMaximum'],
  [
    'the one maximum that can be higher',
    [{ maximumConcurrency: 1_000 }, { maximumConcurrency: 2 }],
    'maximum',
  ],
  ['its pollers', [{ provisionedPollers: POLLERS }], 'pollers'],
  ['no pollers that are switched off', [{}, { provisionedPollers: POLLERS, state: OFF }], 'default'],
  ['no maximum that is switched off', [{}, { maximumConcurrency: 50, state: OFF }], 'default'],
])('queues are limited by %s', (_what, queues, bound) => {
  const mappings = queues.map((different) => scriptedMapping('consumer', { source: 'sqs', ...different }));
  expect(boundOfQueues(mappings)).toBe(bound);
});
