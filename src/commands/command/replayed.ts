import type { EpochMs } from '../../lambda/time.ts';
import type { Recording } from '../../recording/file/read-recording.ts';
import type { RawText } from '../../terminal/text.ts';

/** A recording that a command plays instead of an account. */
export interface Replayed {
  readonly recording: Recording;
  /** What follows `lmon replay` to play it again: its path or `--last`, and the command on it. */
  readonly words: readonly string[];
  /** Where to begin; null leaves it to the command: at the beginning for screens, at the end for single readings. */
  readonly startMs: EpochMs | null;
  /** Account seconds in a second. */
  readonly speed: number;
  /** Ends a command that would otherwise follow for ever, when nothing more is to come. */
  readonly end: () => void;
}

/** What a replay provides in place of an account. */
export interface ReplaySession {
  /** The end of the recorded data. */
  readonly endMs: EpochMs;
  readonly speed: () => number;
  readonly setSpeed: (speed: number) => void;
  /** Whether its time stands still. */
  readonly isPaused: () => boolean;
  readonly setPaused: (isPaused: boolean) => void;
  readonly words: Replayed['words'];
  /** From when the log of a group, or any log, was recorded; null where it was not. */
  readonly logFromMs: (group: RawText | null) => EpochMs | null;
  /** Whether any of the log was read at some time, with a pattern or without. */
  readonly wasLogRead: (group: RawText) => boolean;
  /** Begins to play: the time that lmon took to start does not count. */
  readonly begin: () => void;
}
