import type { EpochMs } from '../../../lambda/time.ts';

/** A streaming answer: messages in `application/vnd.amazon.eventstream`. */
export interface EventStream {
  /** The initial messages. */
  readonly opening: readonly Buffer[];
  readonly startedMs: EpochMs;
  /** Account time from one update to the next. */
  readonly everyMs: number;
  /** How many updates are kept for a slow reader; beyond that the oldest are dropped. */
  readonly mostBuffered: number;
  /** The messages due at `nowMs`. */
  update(nowMs: EpochMs): StreamStep;
  /** Call when its reader has gone. */
  close(): void;
}

export type StreamStep =
  | { readonly kind: 'message'; readonly message: Buffer }
  | { readonly kind: 'end'; readonly lastWords: Buffer }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reset' };
