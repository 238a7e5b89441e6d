import { limitMet, wantedAtOnce } from '../../capacity/assessment.ts';
import type { MoreWorkers } from '../../capacity/limit/what-if.ts';
import { type EventSourceMapping, isStream } from '../../lambda/delivery/event-source.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { streamSuspicion } from '../../triage/cause/stream-suspicion.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';

const MOST_WORKERS_A_SHARD = 10;
/**
 * A queue without a maximum may use more than the greatest maximum that AWS accepts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html
 */
const MOST_OF_A_MAXIMUM = 1_000;

/** A mapping that allows more calls at once with a higher setting. */
export interface RaisableSource {
  readonly mapping: EventSourceMapping;
  readonly setting: 'parallelizationFactor' | 'maximumConcurrency';
  readonly from: number;
  readonly to: number;
  /** The calls at once that it allows for 1 of the setting; null when unknown. */
  readonly each: number | null;
}

/**
 * The source to raise, to twice its setting or what its stream needs to keep up, as far as AWS accepts. Streams come
 * first: there, records wait in order. Null where nothing can be raised, or when unknown.
 */
export function raisableSource(status: FunctionStatus): RaisableSource | null {
  const { eventSources } = status;
  if (!eventSources.known) return null;
  const narrow = eventSources.value.find(
    ({ mapping: { source, parallelizationFactor } }) =>
      isStream(source) && parallelizationFactor < MOST_WORKERS_A_SHARD,
  );
  if (narrow !== undefined) {
    const { mapping, stream } = narrow;
    const from = mapping.parallelizationFactor;
    const shards = stream?.known === true ? stream.value.openShards : null;
    const needed = shards === null ? 0 : Math.ceil((wantedToKeepUp(status) ?? 0) / shards);
    const to = Math.min(MOST_WORKERS_A_SHARD, Math.max(from * 2, needed));
    return { mapping, setting: 'parallelizationFactor', from, to, each: shards };
  }
  for (const { mapping } of eventSources.value) {
    const { maximumConcurrency: from } = mapping;
    if (from !== null && from < MOST_OF_A_MAXIMUM) {
      const to = Math.min(MOST_OF_A_MAXIMUM, from * 2);
      return { mapping, setting: 'maximumConcurrency', from, to, each: 1 };
    }
  }
  return null;
}

/** How many calls at once all sources may make then. Null where nothing can be raised, or would help. */
export function moreWorkers(status: FunctionStatus): MoreWorkers | null {
  const limit = limitMet(status.assessment);
  const raisable = raisableSource(status);
  if (limit.kind !== 'source' || raisable === null || streamSuspicion(status) === 'blockedShard') return null;
  const { from, to, each } = raisable;
  return each === null ? null : { setting: to, workers: limit.value + each * (to - from) };
}

/** Below this share of its records a stream stands still: a shard is blocked, and says nothing about the others. */
const LEAST_SHARE_READ = 0.1;

/** The time of records that a stream reads in a minute; a whole minute's where it keeps up. */
export function readPerMinuteMs({
  assessment,
  iteratorAgeGrowthMs: growthMs,
}: Pick<FunctionStatus, 'assessment' | 'iteratorAgeGrowthMs'>): number {
  if (limitMet(assessment).kind !== 'source' || growthMs === null || growthMs <= 0) return MINUTE_MS;
  const readMs = MINUTE_MS - growthMs;
  return readMs < LEAST_SHARE_READ * MINUTE_MS ? MINUTE_MS : readMs;
}

/** How many calls are wanted at once so that no record waits; null when unknown. */
export function wantedToKeepUp(status: FunctionStatus): number | null {
  const wanted = wantedAtOnce(status.assessment);
  return wanted === null ? null : (wanted * MINUTE_MS) / readPerMinuteMs(status);
}
