import type { EpochMs } from '../../../lambda/time.ts';
import type { RawText } from '../../../terminal/text.ts';

/** What Logs Insights says about hours of a log, or how far it is. */
export type FurtherReading =
  | FurtherAnswer
  | {
      readonly kind: 'underWay';
      readonly readBytes: number;
      /** All that is to be read, by estimate. */
      readonly bytes: number;
    };

/** The answer; or why there is none. */
export type FurtherAnswer =
  | {
      readonly kind: 'read';
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs;
      /** Oldest first; spans without calls are left out. */
      readonly calls: FurtherPart<CallBin>;
      /** Most frequent first. */
      readonly patterns: FurtherPart<FoundPattern>;
      readonly scannedBytes: number;
      readonly dollars: number;
      /** How many were answered. */
      readonly queries: number;
    }
  | { readonly kind: 'unread'; readonly because: RawText };

/** The answer of one query; or why there is none, and what it still costs. */
export type FurtherPart<Item> =
  | { readonly kind: 'read'; readonly items: readonly Item[] }
  | { readonly kind: 'unread'; readonly because: RawText };

/** Calls that ended in a span. Null for figures that none of them has. */
export interface CallBin {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly calls: number;
  readonly timeouts: number;
  readonly crashes: number;
  readonly coldStarts: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  readonly maxMemoryMb: number | null;
}

/** A pattern found by Logs Insights, which groups lines differently from lmon. */
export interface FoundPattern {
  readonly pattern: RawText;
  readonly lines: number;
}
