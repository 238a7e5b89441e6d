import { describe, expect, it } from 'vitest';
import type { EventSource, EventSourceMapping } from '../../src/lambda/function.ts';
import {
  type Catalogue,
  hasEventSource,
  hasStreamSource,
  streamWorkers,
} from '../../src/monitor/catalogue.ts';
import { rawText } from '../../src/terminal/text.ts';

const worker = rawText('worker');

function mapping(source: EventSource, changes: Partial<EventSourceMapping> = {}): EventSourceMapping {
  return {
    uuid: rawText('1'),
    functionName: worker,
    source,
    sourceArn: rawText(`arn:of:${source}`),
    state: rawText('Enabled'),
    batchSize: 100,
    parallelizationFactor: 1,
    maximumConcurrency: null,
    ...changes,
  };
}

function catalogue(mappings: Catalogue['mappings'], shards: Catalogue['shards'] = new Map()): Catalogue {
  return {
    asOfMs: 0,
    functions: [],
    active: null,
    accountLimits: { known: false, because: 'unread' },
    mappings,
    reserved: new Map(),
    shards,
  };
}

const withMappings = (...mappings: EventSourceMapping[]) => ({ known: true, value: mappings }) as const;
const other = { functionName: rawText('other') };

describe('the source that calls a function', () => {
  it.each([
    ['none', withMappings(), false, false],
    ['a stream', withMappings(mapping('kinesis')), true, true],
    ['a table', withMappings(mapping('dynamodb')), true, true],
    ['a queue', withMappings(mapping('sqs')), true, false],
    ['a topic', withMappings(mapping('kafka')), true, false],
    ["another function's stream", withMappings(mapping('kinesis', other)), false, false],
    ['one that lmon may not see', { known: false, because: 'denied' } as const, null, null],
  ])('is %s', (_case, mappings, isEventSource, isStream) => {
    expect(hasEventSource(catalogue(mappings), worker)).toBe(isEventSource);
    expect(hasStreamSource(catalogue(mappings), worker)).toBe(isStream);
  });
});

describe('the workers that streams keep busy', () => {
  const ten = new Map([['arn:of:kinesis', { known: true, value: 10 } as const]]);
  const denied = new Map([['arn:of:kinesis', { known: false, because: 'denied' } as const]]);

  it.each([
    ['are none without a stream', withMappings(mapping('sqs')), ten, null],
    ['are one a shard', withMappings(mapping('kinesis')), ten, { known: true, value: 10 }],
    [
      'are as many times more as its batches run side by side',
      withMappings(mapping('kinesis', { parallelizationFactor: 3 })),
      ten,
      { known: true, value: 30 },
    ],
    [
      'are those of all its streams',
      withMappings(mapping('kinesis'), mapping('kinesis')),
      ten,
      { known: true, value: 20 },
    ],
    [
      'are denied when the shards are',
      withMappings(mapping('kinesis')),
      denied,
      { known: false, because: 'denied' },
    ],
    [
      'are unread for a table, whose shards no permission of lmon shows',
      withMappings(mapping('dynamodb')),
      ten,
      { known: false, because: 'unread' },
    ],
    [
      'are denied where mappings are',
      { known: false, because: 'denied' } as const,
      ten,
      { known: false, because: 'denied' },
    ],
    [
      'are none of a mapping that is switched off',
      withMappings({ ...mapping('kinesis'), state: rawText('Disabled') }),
      ten,
      null,
    ],
  ])('%s', (_case, mappings, shards, workers) => {
    expect(streamWorkers(catalogue(mappings, shards), worker)).toEqual(workers);
  });
});
