import {
  type EventSourceMapping,
  isEnabled,
  type ProvisionedPollers,
} from '../../lambda/delivery/event-source.ts';

/** Concurrent calls that an event source may make, and how that was determined. */
export interface SourceLimit {
  /** Null when unknown. */
  readonly value: number | null;
  readonly by: SourceLimitKind;
}

/**
 * | by           | computed as                                                        |
 * | ------------ | ------------------------------------------------------------------ |
 * | `shards`     | shards × parallelization factor                                    |
 * | `maximum`    | the mapping's own maximum concurrency                              |
 * | `default`    | 1,250 per queue, if nobody set a maximum                           |
 * | `pollers`    | 10 calls for each provisioned poller                               |
 * | `partitions` | one consumer per partition; no API that lmon asks gives the number |
 * | `none`       | no bound that Lambda documents                                     |
 */
export type SourceLimitKind = 'shards' | 'maximum' | 'default' | 'pollers' | 'partitions' | 'none';

/** A queue mapping's settings for concurrent calls. */
interface QueueScaling {
  readonly state: EventSourceMapping['state'];
  readonly maximumConcurrency: number | null;
  readonly provisionedPollers?: ProvisionedPollers | null;
}

/**
 * What keeps queues from more concurrent calls, and so what would allow more.
 *
 * | bound             | raised by                                                              |
 * | ----------------- | ---------------------------------------------------------------------- |
 * | `pollers`         | more pollers: with them there is no maximum                            |
 * | `maximum`         | a higher one                                                           |
 * | `greatestMaximum` | pollers instead                                                        |
 * | `default`         | pollers: any maximum would be lower than what Lambda gives without one |
 */
export type QueuesBound = 'pollers' | 'maximum' | 'greatestMaximum' | 'default';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const MOST_OF_A_QUEUE = 1_250;
/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html */
const GREATEST_MAXIMUM = 1_000;
export const CALLS_PER_POLLER = 10;
/** A filling queue gains this many calls a minute, starting with five: its maximum takes time to reach. */
export const QUEUE_RAMP_PER_MINUTE = 300;

/** CloudWatch has each minute's peak, and the ramp goes in small steps, so most of a ramp shows. */
const SURELY_THE_RAMP = 0.8;

/**
 * Whether a queue's concurrency grows as fast as Lambda allows: then messages wait for the ramp, however high the
 * maximum is.
 *
 * @param observedMax of consecutive minutes, oldest first
 */
export function climbsWithRamp(observedMax: readonly (number | null)[]): boolean {
  const [before, newest] = observedMax.slice(-2);
  return before != null && newest != null && newest - before >= SURELY_THE_RAMP * QUEUE_RAMP_PER_MINUTE;
}

/**
 * A lower bound for a stream's workers, where its shards may not be counted: the highest concurrency ever seen.
 *
 * @param observedMax of the known minutes
 */
export function inferredWorkers(observedMax: readonly (number | null)[]): number | null {
  const most = Math.max(0, ...observedMax.map((value) => value ?? 0));
  return most === 0 ? null : most;
}

/** @param queues the mappings of a function's queues: disabled ones make no calls */
export function boundOfQueues(queues: readonly QueueScaling[]): QueuesBound {
  const enabled = queues.filter(isEnabled);
  if (enabled.some(({ provisionedPollers }) => provisionedPollers != null)) return 'pollers';
  const maxima = enabled.flatMap(({ maximumConcurrency }) => maximumConcurrency ?? []);
  if (maxima.length === 0) return 'default';
  return Math.min(...maxima) < GREATEST_MAXIMUM ? 'maximum' : 'greatestMaximum';
}

/** @param shards open shards of a stream; null when unknown */
export function sourceLimit(mapping: EventSourceMapping, shards: number | null): SourceLimit {
  const { source, maximumConcurrency, parallelizationFactor, provisionedPollers } = mapping;
  switch (source) {
    case 'kinesis':
    case 'dynamodb':
      return { value: shards === null ? null : shards * parallelizationFactor, by: 'shards' };
    case 'sqs':
      if (provisionedPollers != null)
        return { value: provisionedPollers.maximum * CALLS_PER_POLLER, by: 'pollers' };
      return maximumConcurrency === null
        ? { value: MOST_OF_A_QUEUE, by: 'default' }
        : { value: maximumConcurrency, by: 'maximum' };
    case 'kafka':
      return { value: null, by: 'partitions' };
    case 'other':
      return { value: null, by: 'none' };
  }
}
