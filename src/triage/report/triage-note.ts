import type { EpochMs } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import type { SafeText } from '../../terminal/text.ts';

/** What the user adds to a report: words of their own, or what they saw on a screen. */
export type TriageNote =
  | { readonly kind: 'written'; readonly notedMs: EpochMs; readonly words: SafeText }
  | { readonly kind: 'taken'; readonly notedMs: EpochMs; readonly seen: Seen };

/** What a screen said. */
export interface Seen {
  /** The time it is about; null where no minute of it is known. */
  readonly atMs: EpochMs | null;
  /** Whether it is about that minute, or about that second. */
  readonly isOfMinute: boolean;
  readonly says: Line;
}
