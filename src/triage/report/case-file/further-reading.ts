import type { EpochMs } from '../../../lambda/time.ts';
import type { RawText } from '../../../terminal/text.ts';

/** What Logs Insights told of hours of a log; or why it was not asked, or has not answered. */
export type FurtherReading =
  | {
      readonly kind: 'read';
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs;
      /** Oldest first; a span without a call has none. */
      readonly calls: FurtherPart<CallBin>;
      /** The commonest first. */
      readonly patterns: FurtherPart<FoundPattern>;
      readonly scannedBytes: number;
      readonly dollars: number;
      /** Those that were answered. */
      readonly queries: number;
    }
  | { readonly kind: 'unread'; readonly because: RawText };

/** What one of its queries told; or why it did not, and what it costs all the same. */
export type FurtherPart<Item> =
  | { readonly kind: 'told'; readonly items: readonly Item[] }
  | { readonly kind: 'untold'; readonly because: RawText };

/** The calls that ended in a span of time. Null is what none of them told. */
export interface CallBin {
  readonly startMs: EpochMs;
  readonly calls: number;
  readonly timeouts: number;
  readonly crashes: number;
  readonly coldStarts: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  readonly maxMemoryMb: number | null;
}

/** As Logs Insights sorts lines: another way than lmon's own. */
export interface FoundPattern {
  readonly pattern: RawText;
  readonly lines: number;
}
