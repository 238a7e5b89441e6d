import { isStream } from '../../../lambda/event-source.ts';
import { type KeptRecords, keptRecords, type RecordLoss, recordLoss } from '../../../lambda/record-loss.ts';
import { HOUR_MS } from '../../../lambda/time.ts';
import type { Reason } from '../../rules/reason.ts';
import type { CallingSource } from '../case-file/case-file.ts';

/** The stream whose records are lost first, and when. */
export interface StreamLoss {
  readonly source: CallingSource;
  readonly kept: KeptRecords;
  readonly loss: RecordLoss;
}

/**
 * CloudWatch has one iterator age for all streams of a function: of several, the one that keeps least counts.
 *
 * @param ageMs how long the oldest record waits
 * @param growthMs how much longer it waits each minute; null where nobody knows
 */
export function streamLossOf(
  sources: readonly CallingSource[],
  ageMs: number,
  growthMs: number | null,
): StreamLoss | null {
  const [first] = sources
    .flatMap((source) => {
      const kept = isStream(source.kind) ? keptRecords(source.retentionMs, source.failurePolicy) : null;
      return kept === null ? [] : [{ source, kept }];
    })
    .toSorted((a, b) => a.kept.keptMs - b.kept.keptMs);
  return first === undefined ? null : { ...first, loss: recordLoss(first.kept, ageMs, growthMs) };
}

/** Records that are lost sooner than this are said before all else. */
export const SOON_MS = 6 * HOUR_MS;

/** Whether records that wait will soon be thrown away. */
export function losesRecordsSoon(
  sources: readonly CallingSource[],
  reasons: readonly Reason[],
  growthMs: number | null,
): boolean {
  const lag = reasons.find(({ rule }) => rule === 'iteratorAge');
  const first = lag === undefined ? null : streamLossOf(sources, lag.value, growthMs);
  return first !== null && first.loss.kind === 'in' && first.loss.leftMs < SOON_MS;
}
