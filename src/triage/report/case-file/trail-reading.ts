import type { EpochMs } from '../../../lambda/time.ts';
import type { TrailEvent } from '../../../lambda/trail-event.ts';
import type { RawText } from '../../../terminal/text.ts';

/** The answer of CloudTrail about changes of a function; or why there is none. */
export type TrailReading =
  | {
      readonly kind: 'read';
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs;
      /** Oldest first, each once. */
      readonly events: readonly TrailEvent[];
    }
  | { readonly kind: 'unread'; readonly because: RawText };
