import { describe, expect, it } from 'vitest';
import type { EventSource, EventSourceMapping } from '../../../../src/lambda/delivery/event-source.ts';
import type { Catalogue } from '../../../../src/monitor/function/catalogue/catalogue.ts';
import {
  eventSourcesOf,
  hasStreamSource,
  queueCalls,
  streamWorkers,
} from '../../../../src/monitor/function/event-source/event-sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedMapping } from '../../scripted-account.ts';

const worker = rawText('worker');

function mapping(source: EventSource, changes: Partial<EventSourceMapping> = {}): EventSourceMapping {
  return scriptedMapping(worker, { source, sourceArn: rawText(`arn:of:${source}`), ...changes });
}

function catalogue(
  mappings: Catalogue['mappings'],
  streams: Catalogue['streams'] = new Map(),
  queues: Catalogue['queues'] = new Map(),
): Catalogue {
  return {
    asOfMs: 0,
    functions: [],
    isComplete: true,
    active: null,
    accountLimits: { known: false, because: 'unread' },
    mappings,
    reserved: new Map(),
    streams,
    queues,
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
    ['one that lmon may not read', { known: false, because: 'denied' } as const, null, null],
  ])('is %s', (_case, mappings, isEventSource, isStream) => {
    const sources = eventSourcesOf(catalogue(mappings), worker);
    expect(sources.known ? sources.value.length > 0 : null).toBe(isEventSource);
    expect(hasStreamSource(catalogue(mappings), worker)).toBe(isStream);
  });
});

describe('the event sources of a function', () => {
  const summary = { openShards: 4, retentionMs: 86_400_000 };

  it.each([
    ['with what Kinesis says about the stream', 'kinesis', { known: true, value: summary }],
    ['with what DynamoDB says about the stream of a table', 'dynamodb', { known: true, value: summary }],
  ] as const)('are described %s', (_how, source, stream) => {
    const own = mapping(source);
    const streams = new Map([[`arn:of:${source}`, { known: true, value: summary } as const]]);
    const named = eventSourcesOf(catalogue(withMappings(own, mapping('sqs', other)), streams), worker);
    expect(named).toEqual({ known: true, value: [{ mapping: own, stream, queue: null }] });
  });

  it('are unread streams until Kinesis has answered', () => {
    expect(eventSourcesOf(catalogue(withMappings(mapping('kinesis'))), worker)).toMatchObject({
      value: [{ stream: { known: false, because: 'unread' } }],
    });
  });
});

describe('the workers of streams', () => {
  const ten = new Map([
    ['arn:of:kinesis', { known: true, value: { openShards: 10, retentionMs: null } } as const],
  ]);
  const denied = new Map([['arn:of:kinesis', { known: false, because: 'denied' } as const]]);

  it.each([
    ['are none without a stream', withMappings(mapping('sqs')), ten, null],
    ['are one per shard', withMappings(mapping('kinesis')), ten, { known: true, value: 10, asOfMs: 0 }],
    [
      'are multiplied by the parallelization factor',
      withMappings(mapping('kinesis', { parallelizationFactor: 3 })),
      ten,
      { known: true, value: 30, asOfMs: 0 },
    ],
    [
      'are those of all its streams',
      withMappings(mapping('kinesis'), mapping('kinesis')),
      ten,
      { known: true, value: 20, asOfMs: 0 },
    ],
    [
      'are denied when the shards are',
      withMappings(mapping('kinesis')),
      denied,
      { known: false, because: 'denied' },
    ],
    [
      'are unread for a table until DynamoDB has answered',
      withMappings(mapping('dynamodb')),
      ten,
      { known: false, because: 'unread' },
    ],
    [
      'are denied when mappings are',
      { known: false, because: 'denied' } as const,
      ten,
      { known: false, because: 'denied' },
    ],
    [
      'are none for a mapping that is switched off',
      withMappings({ ...mapping('kinesis'), state: rawText('Disabled') }),
      ten,
      null,
    ],
  ])('%s', (_case, mappings, streams, workers) => {
    expect(streamWorkers(catalogue(mappings, streams), worker)).toEqual(workers);
  });
});

describe('the calls that queues may make at once', () => {
  const disabled = { state: rawText('Disabled') };

  it.each([
    ['are none without a queue', withMappings(mapping('kinesis')), null],
    [
      'are the configured maximum',
      withMappings(mapping('sqs', { maximumConcurrency: 50 })),
      { known: true, value: 50 },
    ],
    ["are Lambda's maximum for a queue", withMappings(mapping('sqs')), { known: true, value: 1_250 }],
    [
      'are those of all its enabled queues',
      withMappings(
        mapping('sqs', { maximumConcurrency: 50 }),
        mapping('sqs', { maximumConcurrency: 20 }),
        mapping('sqs', { maximumConcurrency: 30, ...disabled }),
      ),
      { known: true, value: 70 },
    ],
    [
      'are unknown if a topic calls it too, as its partitions are not known',
      withMappings(mapping('kafka'), mapping('sqs')),
      { known: false, because: 'unread' },
    ],
    [
      'are denied when mappings are',
      { known: false, because: 'denied' } as const,
      { known: false, because: 'denied' },
    ],
  ])('%s', (_case, mappings, calls) => {
    expect(queueCalls(catalogue(mappings), worker)).toEqual(calls);
  });
});
