import type { EpochMs } from '../../../lambda/time.ts';
import type { Dice } from './dice.ts';

export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** A line that a function's code writes while it runs. */
export interface StoryLine {
  /** From the beginning of the handler, or of the init. */
  readonly offsetMs: number;
  readonly level: Level;
  readonly message: string;
  /** Fields of structured logging; in text format they follow the message. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** The exception that ended the handler. */
  readonly exception?: StoryException;
  /** The format of the code's own logger, independent of the log format; absent if it uses the runtime's. */
  readonly layout?: LineLayout;
}

/** @param requestId null before the first invocation. */
export type LineLayout = (atMs: EpochMs, requestId: string | null, line: StoryLine) => string;

export interface StoryException {
  readonly type: string;
  readonly message: string;
  /** The frames as the runtime prints them, innermost first. */
  readonly frames: readonly string[];
}

/** Facts about the invocation for application lines. */
export interface InvocationFacts {
  readonly startMs: EpochMs;
  readonly durationMs: number;
  /** `success`, `timeout`, or the name of one of the model's failures. */
  readonly ending: string;
  readonly version: string;
  /** Records of the batch; 0 without one. */
  readonly records: number;
  /** The number of them that can't be processed. */
  readonly poisonedRecords: number;
  /** The shard, or the part of it, that a stream's batch comes from. */
  readonly lane: number;
  /** How long the item had waited. */
  readonly ageMs: number;
}

/** The application lines of one invocation, in order of time. Depends only on its arguments. */
export interface LogStory {
  invocation(facts: InvocationFacts, dice: Dice): readonly StoryLine[];
  /** Application lines during init. */
  init?(dice: Dice): readonly StoryLine[];
  /** Lines of a failing init. */
  failedInit?(dice: Dice): readonly StoryLine[];
}
