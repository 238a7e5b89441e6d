import { type Known, UNREAD } from '../../../capacity/evidence.ts';
import { sourceLimit } from '../../../capacity/limit/source-limit.ts';
import {
  type EventSourceMapping,
  isEnabled,
  isStream,
  type StreamSummary,
  sourceName,
} from '../../../lambda/delivery/event-source.ts';
import type { QueueSetup } from '../../../lambda/delivery/queue.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { Dated } from '../../known-answer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

/** A stream or queue that calls a function. */
export interface EventSourceStatus {
  readonly mapping: EventSourceMapping;
  /** Of a stream; null for any other source. */
  readonly stream: Dated<StreamSummary> | null;
  /** Of a queue; null for any other source. */
  readonly queue: Dated<QueueSetup> | null;
}

/** The streams and queues that call the function. */
export function eventSourcesOf(
  { mappings, streams, queues }: Catalogue,
  functionName: RawText,
): Known<readonly EventSourceStatus[]> {
  if (!mappings.known) return mappings;
  const own = mappings.value.filter((mapping) => mapping.functionName === functionName);
  return {
    known: true,
    value: own.map((mapping) => ({
      mapping,
      stream: isStream(mapping.source) ? (streams.get(mapping.sourceArn) ?? UNREAD) : null,
      queue: mapping.source === 'sqs' ? (queues.get(mapping.sourceArn) ?? UNREAD) : null,
    })),
  };
}

/** The mappings of queues among them; empty where lmon may not see any. */
export function queuesOf(sources: Known<readonly EventSourceStatus[]>): readonly EventSourceMapping[] {
  if (!sources.known) return [];
  return sources.value.map(({ mapping }) => mapping).filter(({ source }) => source === 'sqs');
}

/** The queues that call the function; empty where lmon may not see event source mappings. */
export function queueNames(catalogue: Catalogue, functionName: RawText): readonly RawText[] {
  const sources = eventSourcesOf(catalogue, functionName);
  if (!sources.known) return [];
  return sources.value.flatMap(({ mapping }) =>
    mapping.source === 'sqs' && isEnabled(mapping) ? [rawText(sourceName(mapping.sourceArn))] : [],
  );
}

/** Whether a stream calls the function; null where lmon may not see event source mappings. */
export function hasStreamSource(catalogue: Catalogue, functionName: RawText): boolean | null {
  if (!catalogue.mappings.known) return null;
  return streamMappings(catalogue, functionName).length > 0;
}

/**
 * Workers that the function's stream sources may keep busy: shards × parallelization factor. Null when no enabled
 * mapping of a stream calls it. The Lambda API does not give the number of shards, so this needs one more permission.
 */
export function streamWorkers(catalogue: Catalogue, functionName: RawText): Dated<number> | null {
  if (!catalogue.mappings.known) return catalogue.mappings;
  const mappings = streamMappings(catalogue, functionName).filter(isEnabled);
  if (mappings.length === 0) return null;
  let workers = 0;
  let asOfMs = catalogue.mappings.asOfMs ?? catalogue.asOfMs;
  for (const { sourceArn, parallelizationFactor } of mappings) {
    const stream = catalogue.streams.get(sourceArn) ?? UNREAD;
    if (!stream.known) return stream;
    workers += stream.value.openShards * parallelizationFactor;
    asOfMs = Math.min(asOfMs, stream.asOfMs ?? asOfMs);
  }
  return { known: true, value: workers, asOfMs };
}

/**
 * Calls that queues may have in flight at once; null when no queue calls the function now. Unknown with a Kafka topic:
 * it calls once for each partition, and the Lambda API does not give their number.
 */
export function queueCalls(catalogue: Catalogue, functionName: RawText): Dated<number> | null {
  if (!catalogue.mappings.known) return catalogue.mappings;
  const mappings = catalogue.mappings.value.filter(
    (mapping) => mapping.functionName === functionName && !isStream(mapping.source) && isEnabled(mapping),
  );
  if (mappings.some(({ source }) => source === 'kafka')) return UNREAD;
  const queues = mappings.filter(({ source }) => source === 'sqs');
  if (queues.length === 0) return null;
  const value = queues.reduce((sum, mapping) => sum + (sourceLimit(mapping, null).value ?? 0), 0);
  return { ...catalogue.mappings, value };
}

function streamMappings(catalogue: Catalogue, functionName: RawText): readonly EventSourceMapping[] {
  if (!catalogue.mappings.known) return [];
  return catalogue.mappings.value.filter(
    (mapping) => mapping.functionName === functionName && isStream(mapping.source),
  );
}
