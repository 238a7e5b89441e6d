import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { Gap } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import type { EventFact, GoneFact, LeftOutFact } from '../fact.ts';
import type { LateArrivals } from './late-arrivals.ts';
import type { ReadSpan } from './recorded-gaps.ts';
import type { Timeline } from './timeline.ts';

export interface LogQuestion {
  readonly group: RawText;
  readonly range: TimeRange;
  readonly pattern: RawText | null;
  /** See `LogPageQuestion`. */
  readonly follower?: object;
}

/** What a recording holds of one log group. */
export interface GroupLog {
  readonly byId: Map<RawText, EventFact>;
  readonly arrivals: LateArrivals;
  readonly leftOut: LeftOutFact[];
  readonly gone: GoneFact[];
  /** In the order of FilterLogEvents; null until needed. */
  ordered: readonly EventFact[] | null;
  /** Spans that were read, by pattern. */
  readonly readBy: Map<RawText | null, Timeline<ReadSpan>>;
  /** Unread spans between them, by pattern; computed on demand. */
  readonly gapsBy: Map<RawText | null, readonly Gap[]>;
  /** Complete spans with adjacent ones merged; null until needed. */
  whole: readonly TimeRange[] | null;
  /** When each event was found, by pattern and id. */
  readonly foundBy: Map<RawText, Map<RawText, EpochMs>>;
  /** The first and last moment that were read without a pattern. */
  fromMs: EpochMs | null;
  throughMs: EpochMs | null;
}

export function touching(range: TimeRange): (read: TimeRange) => boolean {
  return (read) => read.startMs <= range.endMs && read.endMs >= range.startMs;
}
