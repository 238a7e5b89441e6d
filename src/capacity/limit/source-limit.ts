import { type EventSourceMapping, isEnabled, type ProvisionedPollers } from '../../lambda/event-source.ts';

/** How many calls an event source may have under way at once, and how that was reckoned. */
export interface SourceLimit {
  /** Null where what it takes to know is not known. */
  readonly value: number | null;
  readonly by: SourceLimitKind;
}

/**
 * | by           | reckoned as                                                        |
 * | ------------ | ------------------------------------------------------------------ |
 * | `shards`     | shards × parallelization factor                                     |
 * | `maximum`    | the mapping's own maximum concurrency                              |
 * | `default`    | 1,250 a queue, where nobody set a maximum                          |
 * | `pollers`    | 10 calls for each provisioned poller                               |
 * | `partitions` | one consumer a partition, which no API that lmon asks tells        |
 * | `none`       | no bound that Lambda documents                                     |
 */
export type SourceLimitKind = 'shards' | 'maximum' | 'default' | 'pollers' | 'partitions' | 'none';

/** What the mapping of a queue has to say of how many calls it may make at once. */
interface QueueScaling {
  readonly state: EventSourceMapping['state'];
  readonly maximumConcurrency: number | null;
  readonly provisionedPollers?: ProvisionedPollers | null;
}

/**
 * What keeps queues from more calls at once, and so what would give them more.
 *
 * | bound             | more by                                                                       |
 * | ----------------- | ----------------------------------------------------------------------------- |
 * | `pollers`         | more of them: beside them there is no maximum                                 |
 * | `maximum`         | a higher one                                                                  |
 * | `greatestMaximum` | pollers in its place                                                          |
 * | `default`         | pollers: a maximum would be lower than what Lambda gives where there is none   |
 */
export type QueuesBound = 'pollers' | 'maximum' | 'greatestMaximum' | 'default';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const MOST_OF_A_QUEUE = 1_250;
/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html */
const GREATEST_MAXIMUM = 1_000;
export const CALLS_PER_POLLER = 10;
/** A queue that fills is given so many more calls a minute, from five on: what it may have it has only later. */
export const QUEUE_RAMP_PER_MINUTE = 300;

/** CloudWatch tells the peak of each minute, and the ramp takes small steps: one that goes on shows nearly whole. */
const SURELY_THE_RAMP = 0.8;

/**
 * Whether a queue is given calls as fast as Lambda adds them: then messages wait for the ramp, however far its most is.
 *
 * @param observedMax of minute after minute, oldest first
 */
export function climbsWithRamp(observedMax: readonly (number | null)[]): boolean {
  const [before, newest] = observedMax.slice(-2);
  return before != null && newest != null && newest - before >= SURELY_THE_RAMP * QUEUE_RAMP_PER_MINUTE;
}

/**
 * What a stream must have at least, where its shards may not be counted: as many workers as were ever seen busy at once.
 *
 * @param observedMax of the minutes that are known
 */
export function inferredWorkers(observedMax: readonly (number | null)[]): number | null {
  const most = Math.max(0, ...observedMax.map((value) => value ?? 0));
  return most === 0 ? null : most;
}

/** @param queues the mappings of a function's queues: those that are switched off make no calls */
export function boundOfQueues(queues: readonly QueueScaling[]): QueuesBound {
  const enabled = queues.filter(isEnabled);
  if (enabled.some(({ provisionedPollers }) => provisionedPollers != null)) return 'pollers';
  const maxima = enabled.flatMap(({ maximumConcurrency }) => maximumConcurrency ?? []);
  if (maxima.length === 0) return 'default';
  return Math.min(...maxima) < GREATEST_MAXIMUM ? 'maximum' : 'greatestMaximum';
}

/** @param shards open shards of a stream; null where they are not known */
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
