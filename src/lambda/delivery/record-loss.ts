import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { StreamFailurePolicy } from './event-source.ts';

/** How long records are kept, and which setting decides it. */
export interface KeptRecords {
  readonly keptMs: number;
  /** `stream`: older records are gone. `mapping`: Lambda skips older records, though the stream still has them. */
  readonly by: 'stream' | 'mapping';
}

/** No stream has a shorter retention. */
const SHORTEST_RETENTION_MS = 24 * HOUR_MS;

/**
 * The shorter of the stream's retention and the mapping's maximum age; null when unknown: the mapping may allow a week
 * of what the stream keeps for a day.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function keptRecords(
  retentionMs: number | null,
  policy: Pick<StreamFailurePolicy, 'maximumRecordAgeMs'> | null,
): KeptRecords | null {
  const maximumAgeMs = policy?.maximumRecordAgeMs ?? null;
  if (maximumAgeMs !== null && isShorter(maximumAgeMs, retentionMs))
    return { keptMs: maximumAgeMs, by: 'mapping' };
  return retentionMs === null ? null : { keptMs: retentionMs, by: 'stream' };
}

function isShorter(maximumAgeMs: number, retentionMs: number | null): boolean {
  return retentionMs === null ? maximumAgeMs <= SHORTEST_RETENTION_MS : maximumAgeMs < retentionMs;
}

/** When the oldest waiting record is lost: after a time, after at least a time, or never at the present rate. */
export type RecordLoss =
  | { readonly kind: 'in'; readonly leftMs: number }
  | { readonly kind: 'notBefore'; readonly leftMs: number }
  | { readonly kind: 'none' };

/**
 * The oldest record ages by a minute a minute only while its shard is blocked. If other records are read meanwhile, the
 * wait grows more slowly, and the record reaches its retention later. None ages faster: a larger measured growth is
 * caused by the times of measurement.
 *
 * @param ageMs how long the oldest record waits
 * @param growthMs how much longer it waits each minute; null if unknown
 */
export function recordLoss({ keptMs }: KeptRecords, ageMs: number, growthMs: number | null): RecordLoss {
  const roomMs = Math.max(0, keptMs - ageMs);
  if (roomMs === 0) return { kind: 'in', leftMs: 0 };
  if (growthMs === null) return { kind: 'notBefore', leftMs: roomMs };
  return growthMs <= 0
    ? { kind: 'none' }
    : { kind: 'in', leftMs: (roomMs / Math.min(growthMs, MINUTE_MS)) * MINUTE_MS };
}
