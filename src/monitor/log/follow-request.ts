import type { EpochMs } from '../../lambda/time.ts';
import type { Flood } from '../../logs/sweeping/flood.ts';
import type { Sweeper } from '../../logs/sweeping/sweeper.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { LeftOutCount } from '../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../terminal/text.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import type { Clock, WallTime } from '../clock.ts';
import type { SleepWatch } from '../sleep-watch.ts';
import type { SourceError } from '../source-error.ts';
import type { LogSource } from '../sources.ts';
import type { PageRoom } from './page-room.ts';

/** How a log is to be read, and where its items go. */
export interface FollowRequest {
  readonly source: LogSource;
  readonly group: RawText;
  readonly clock: Clock;
  /** Detects that this process slept; null where that does not matter. */
  readonly sleeps?: SleepWatch | null;
  /** Measures slow answers; null where that does not matter. */
  readonly wall?: WallTime | null;
  readonly budget: CallBudget;
  readonly sinceMs: EpochMs;
  /** Null for no end. */
  readonly untilMs: EpochMs | null;
  /** False reads what is there and ends. */
  readonly follow: boolean;
  /** Whether to end when not even the first page can be read: what fails from the start is seldom an incident. */
  readonly mustBegin?: boolean;
  /**
   * Whether reading that doesn't follow waits for the end of any outage, and for credentials and permissions, too; by
   * default a minute of it ends the reading.
   */
  readonly isPatient?: boolean;
  /** CloudWatch's filter syntax; null for no filter. */
  readonly pattern: RawText | null;
  readonly signal: AbortSignal;
  /** Called with part of a page, or one report of the reader. */
  readonly onItems: (items: readonly TailItem[]) => void;
  /**
   * Whether to hand on a page as a whole, however large: selecting lines by their neighbours then puts fewer out of
   * order.
   */
  readonly wholePages?: boolean;
  /** Backpressure: no page is asked for without room. */
  readonly pageRoom?: PageRoom;
  readonly onProgress?: (progress: FollowProgress) => void;
  /** Called when a call has waited for its answer for as long as a slow one takes; not where slow ones are usual. */
  readonly onOverdue?: () => void;
  /** Shared by readers of the same log, so that unplaceable events are counted once. */
  readonly leftOutCount?: LeftOutCount;
  /** Decides what to read next; by default a sweeper of its own. */
  readonly sweeper?: Sweeper;
}

export interface FollowProgress {
  /** The time up to which the log has been read; null before the first sweep is complete. */
  readonly readThroughMs: EpochMs | null;
  /** The time that reading has reached, even during the first sweep. */
  readonly reachedMs: EpochMs;
  readonly newestMs: EpochMs | null;
  /** What is still read during a flood; null while everything is. */
  readonly floodKeeps: Flood['keeps'] | null;
}

export type FollowEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly error: SourceError };

/** The IAM action of every call that reads a log. */
export const READ_LOG_ACTION = 'logs:FilterLogEvents';
