import type { EpochMs } from '../../../lambda/time.ts';
import type { Dice } from './dice.ts';

export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** Something that the code of a function writes while it runs. */
export interface StoryLine {
  /** From the beginning of the handler, or of the init. */
  readonly offsetMs: number;
  readonly level: Level;
  readonly message: string;
  /** Fields of structured logging; in text format they follow the message. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** The exception that ended the handler. */
  readonly exception?: StoryException;
  /** How a logger of the code's own writes it, whatever the log format; absent where the runtime's does. */
  readonly layout?: LineLayout;
}

/** @param requestId null before the first invocation. */
export type LineLayout = (atMs: EpochMs, requestId: string | null, line: StoryLine) => string;

export interface StoryException {
  readonly type: string;
  readonly message: string;
  /** As the runtime prints the frames, the innermost first. */
  readonly frames: readonly string[];
}

/** Facts about the invocation for application lines. */
export interface Told {
  readonly startMs: EpochMs;
  readonly durationMs: number;
  /** `success`, `timeout`, or the name of one of the model's failures. */
  readonly ending: string;
  readonly version: string;
  /** Records of the batch; 0 without one. */
  readonly records: number;
  /** Those of them that can't be worked off. */
  readonly poisonedRecords: number;
  /** The shard, or the part of it, that a stream's batch comes from. */
  readonly lane: number;
  /** How long what was handed over had waited. */
  readonly ageMs: number;
}

/** The application lines of one invocation, in order of time. Depends on its arguments alone. */
export interface LogStory {
  invocation(told: Told, dice: Dice): readonly StoryLine[];
  /** Application lines during init. */
  init?(dice: Dice): readonly StoryLine[];
  /** Lines of a failing init. */
  failedInit?(dice: Dice): readonly StoryLine[];
}
