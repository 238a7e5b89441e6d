import { MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import type { TroubledFunction } from './troubled-function.ts';

const RECENT_MINUTES = 5;
/** The age of a blocked shard grows by a minute each minute, but is measured only when its record is tried. */
const STANDS_STILL_MS = { least: 54_000, most: 66_000 };
/** Workers poll between batches, which does not count as busy. */
const ALL_BUSY = 0.8;
const FEW_BUSY = 0.5;

export type StreamSuspicion = 'blockedShard' | 'slowCalls';

type LaggingStream = Pick<TroubledFunction, 'reasons' | 'minutes' | 'assessment' | 'iteratorAgeGrowthMs'>;

/**
 * Why a stream lags, where the evidence distinguishes a record that keeps failing from slow calls: the former blocks
 * one shard while the others go on, the latter keeps every worker busy.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function streamSuspicion({
  reasons,
  minutes,
  assessment: { limit },
  iteratorAgeGrowthMs: growthMs,
}: LaggingStream): StreamSuspicion | null {
  if (!reasons.some(({ rule }) => rule === 'iteratorAge') || growthMs === null) return null;
  if (limit.kind !== 'source' || limit.inUse === null || limit.value === 0) return null;
  const busy = limit.inUse / limit.value;
  const standsStill = growthMs >= STANDS_STILL_MS.least && growthMs <= STANDS_STILL_MS.most;
  if (standsStill && busy <= FEW_BUSY && hasErrors(minutes)) return 'blockedShard';
  return busy >= ALL_BUSY && growthMs > 0 ? 'slowCalls' : null;
}

/**
 * How much longer the oldest record waits each minute: exactly a minute where its shard stands still, as measured
 * elsewhere. The rest of what is measured there is only the distance between tries.
 */
export function ageGrowthOf(stream: LaggingStream): number | null {
  return streamSuspicion(stream) === 'blockedShard' ? MINUTE_MS : stream.iteratorAgeGrowthMs;
}

function hasErrors(minutes: readonly FunctionMinute[]): boolean {
  return minutes.slice(-RECENT_MINUTES).some(({ errors }) => (errors ?? 0) > 0);
}
