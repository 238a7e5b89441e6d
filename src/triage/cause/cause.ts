import type { BindingLimit, TimeToLimit } from '../../capacity/assessment.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { DurationRise } from '../change/duration-rise.ts';
import type { Backlogged, WaitPace } from '../minute/backlog.ts';
import type { LossWay } from '../minute/event-loss.ts';
import type { Steady } from '../rules/steady.ts';
import type { WeekOnset } from '../rules/week-onset.ts';
import type { Harm } from './harm.ts';
import type { MemoryDeaths } from './memory-deaths.ts';
import type { PoolHolder, PoolPressure } from './pool.ts';
import type { StreamSuspicion } from './stream-suspicion.ts';
import type { SuspectVersion } from './version-suspicion.ts';

/** One thing that hurts, and all functions that hurt because of it. */
export type Cause = CauseCommon &
  (
    | ({
        readonly kind: 'throttled';
        readonly limit: BindingLimit;
        /** False: a request or scaling rate was met instead. Null: nobody can tell. */
        readonly limitWasMet: boolean | null;
        readonly durationRise: DurationRise | null;
      } & Rate)
    | {
        readonly kind: 'poolFull';
        readonly culprit: RawText | null;
        readonly holder: PoolHolder | null;
        /** Functions whose calls were turned away. */
        readonly others: number;
        /** How many of them read a stream. */
        readonly consumers: number;
        /** Share of the pool in use; null where it can't be read. */
        readonly use: number | null;
        readonly newestIsClean: boolean;
      }
    | { readonly kind: 'poolFilling'; readonly pressure: PoolPressure }
    | { readonly kind: 'losing'; readonly events: number; readonly way: LossWay }
    | {
        readonly kind: 'lagging';
        readonly ageMs: number;
        readonly growthMs: number | null;
        readonly limit: BindingLimit;
        readonly suspicion: StreamSuspicion | null;
      }
    | {
        readonly kind: 'redriving';
        readonly messagesPerMinute: number;
        /** Messages in the redrive queues; null where nobody counted them. */
        readonly waiting: number | null;
        readonly queueNames: readonly RawText[];
      }
    | {
        readonly kind: 'backlogged';
        readonly of: Backlogged;
        readonly ageMs: number;
        /** Null where nobody can tell. */
        readonly pace: WaitPace | null;
      }
    | ({
        readonly kind: 'failing';
        readonly reachesTimeout: boolean;
        /** Null where it began in the time that is known, or changed. */
        readonly steady: Steady | null;
        /** Where one of the versions behind an alias fails and another does not. */
        readonly suspect?: SuspectVersion;
      } & Rate)
    | { readonly kind: 'nearLimit'; readonly limit: BindingLimit; readonly eta: TimeToLimit | null }
    | {
        readonly kind: 'nearTimeout';
        readonly share: number;
        /** Whether its log is being read, which may give it another name. */
        readonly awaitsLog?: true;
      }
    | {
        readonly kind: 'outOfMemory';
        readonly deaths: MemoryDeaths;
        /** Where what fails began before the minutes that are known; null where nobody knows. */
        readonly weekOnset: WeekOnset | null;
      }
    | { readonly kind: 'silent'; readonly usualPerMinute: number }
  );

/** How many calls fail, or attempts are turned away. */
export interface Rate {
  /** Of the newest minute; of the last five where that is clean, or of as long as rules judge few calls. */
  readonly rate: number;
  readonly newestIsClean: boolean;
  readonly spanMs?: number;
}

/** What is said of every cause. */
export interface CauseCommon {
  /** As the function's row has it, but for filling the account pool, which is told with that. */
  readonly severity: 'warn' | 'crit';
  /** Where only a full account pool, which has a cause of its own, makes it critical: by itself it is `warn`. */
  readonly isWorseByPool?: true;
  /** The function to look at first. */
  readonly functionName: RawText;
  readonly sinceMs: EpochMs | null;
  /** What it does to whom; what needs a person first is judged by that. */
  readonly harm: Harm;
  /** By the requests and events that were turned away, failed or lost, in steps. */
  readonly lossRank: number;
}
