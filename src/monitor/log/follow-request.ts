import type { EpochMs } from '../../lambda/time.ts';
import type { Flood } from '../../logs/sweeping/flood.ts';
import type { Sweeper } from '../../logs/sweeping/sweeper.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { LeftOutCount } from '../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../terminal/text.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import type { Clock, WallTime } from '../clock.ts';
import type { SleepWatch } from '../sleep-watch.ts';
import type { LogSource, SourceError } from '../sources.ts';
import type { PageRoom } from './page-room.ts';

/** How a log is to be read, and who hears of it. */
export interface FollowRequest {
  readonly source: LogSource;
  readonly group: RawText;
  readonly clock: Clock;
  /** What notices that this process slept; null where that is no matter. */
  readonly sleeps?: SleepWatch | null;
  /** By which answers are slow; null where that is no matter. */
  readonly wall?: WallTime | null;
  readonly budget: CallBudget;
  /** 0 inclusive to 1 exclusive; spreads retries. */
  readonly random: () => number;
  readonly sinceMs: EpochMs;
  /** Null has no end. */
  readonly untilMs: EpochMs | null;
  /** False reads what is there and ends. */
  readonly follow: boolean;
  /** Whether to end when not even the first page can be had: what fails from the start is seldom an incident. */
  readonly mustBegin?: boolean;
  /** CloudWatch's own filter syntax; null filters nothing. */
  readonly pattern: RawText | null;
  readonly signal: AbortSignal;
  /** Each call carries what a part of a page or one event of the reader brought. */
  readonly onItems: (items: readonly TailItem[]) => void;
  /** Whether a page is given as a whole, however large: who chooses lines by those around them leaves more in order so. */
  readonly wholePages?: boolean;
  /** Where the items go; nothing is asked for that has no room there. */
  readonly pageRoom?: PageRoom;
  readonly onProgress?: (progress: FollowProgress) => void;
  /** Where others that read the same log count with it what has no place. */
  readonly leftOutCount?: LeftOutCount;
  /** What decides what to read, where that is not a sweeper of its own. */
  readonly sweeper?: Sweeper;
}

export interface FollowProgress {
  /** Up to where the log has been read; null before the first sweep is complete. */
  readonly readThroughMs: EpochMs | null;
  readonly newestMs: EpochMs | null;
  /** What is read of a log that grows too fast; null while all of it is. */
  readonly floodKeeps: Flood['keeps'] | null;
}

export type FollowEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly error: SourceError };

/** The IAM action of every call that reads a log. */
export const READ_LOG_ACTION = 'logs:FilterLogEvents';
