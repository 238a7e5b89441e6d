import { isStream } from '../../../lambda/delivery/event-source.ts';
import {
  type KeptRecords,
  keptRecords,
  type RecordLoss,
  recordLoss,
} from '../../../lambda/delivery/record-loss.ts';
import { HOUR_MS } from '../../../lambda/time.ts';
import type { Reason } from '../../rules/reason.ts';
import type { CallingSource } from '../case-file/case-file.ts';

/** The stream that loses records first, and when. */
export interface StreamLoss {
  readonly source: CallingSource;
  readonly kept: KeptRecords;
  readonly loss: RecordLoss;
}

/**
 * CloudWatch has one iterator age for all streams of a function: the one with the shortest retention counts.
 *
 * @param ageMs how long the oldest record has waited
 * @param growthMs its growth a minute; null when unknown
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

/** Losses sooner than this come first in the report. */
export const SOON_MS = 6 * HOUR_MS;

/** Whether waiting records will soon be discarded. */
export function losesRecordsSoon(
  sources: readonly CallingSource[],
  reasons: readonly Reason[],
  growthMs: number | null,
): boolean {
  const lag = reasons.find(({ rule }) => rule === 'iteratorAge');
  const first = lag === undefined ? null : streamLossOf(sources, lag.value, growthMs);
  return first !== null && first.loss.kind === 'in' && first.loss.leftMs < SOON_MS;
}
