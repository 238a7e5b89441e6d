import type { EpochMs } from '../../lambda/time.ts';
import type { Recording } from '../../recording/read-recording.ts';
import type { RawText } from '../../terminal/text.ts';

/** A recording that a command looks at instead of an account. */
export interface Replayed {
  readonly recording: Recording;
  /** Where to begin; null leaves it to the command: a screen at the beginning, what reads once at the end. */
  readonly startMs: EpochMs | null;
  /** Account seconds in a second. */
  readonly speed: number;
  /** Ends the command: for what would follow for ever, when there is no more to come. */
  readonly end: () => void;
}

/** What a replay has in the place of an account. */
export interface ReplaySession {
  /** Up to when there is something to see. */
  readonly endMs: EpochMs;
  readonly speed: number;
  /** From when on the log of a group, or any log, was recorded; null where it was not. */
  readonly logFromMs: (group: RawText | null) => EpochMs | null;
}
