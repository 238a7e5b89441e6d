import type { BindingLimit, MetLimit, TimeToLimit } from '../../capacity/assessment.ts';
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

/** One cause of trouble, with all functions that it affects. */
export type Cause = CauseCommon &
  (
    | ({
        readonly kind: 'throttled';
        readonly limit: MetLimit;
        /** Of a limit on concurrency. False: a request or scaling rate was exceeded instead. Null: unknown. */
        readonly limitWasMet: boolean | null;
        readonly durationRise: DurationRise | null;
        /** In the newest minute. */
        readonly throttles: number;
        /** Set where attempts were turned away in every known minute, from this one on. */
        readonly throughoutFromMs?: EpochMs;
      } & Rate)
    | {
        readonly kind: 'poolFull';
        readonly culprit: RawText | null;
        readonly holder: PoolHolder | null;
        /** Functions that were throttled. */
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
        /** Messages in the redrive queues; null where they were not counted. */
        readonly waiting: number | null;
        readonly queueNames: readonly RawText[];
      }
    | {
        readonly kind: 'backlogged';
        readonly of: Backlogged;
        readonly ageMs: number;
        /** Null when unknown. */
        readonly pace: WaitPace | null;
      }
    | ({
        readonly kind: 'failing';
        readonly reachesTimeout: boolean;
        /** Null where it began within the known minutes, or changed. */
        readonly steady: Steady | null;
        /** Set where one version behind an alias fails and another does not. */
        readonly suspect?: SuspectVersion;
      } & Rate &
        MayBeNamedByLog)
    | { readonly kind: 'nearLimit'; readonly limit: BindingLimit; readonly eta: TimeToLimit | null }
    | ({
        readonly kind: 'nearTimeout';
        readonly share: number;
        /** Set while its log is being read, which may name another cause. */
        readonly awaitsLog?: true;
      } & MayBeNamedByLog)
    | {
        readonly kind: 'outOfMemory';
        readonly deaths: MemoryDeaths;
        /** Set while its log is first being read: more is counted with each span. */
        readonly awaitsLog?: true;
        /** Set where the failures began before the known minutes; null when unknown. */
        readonly weekOnset: WeekOnset | null;
      }
    | {
        readonly kind: 'silent';
        readonly usualPerMinute: number;
        /** Its event sources, where nobody reads them; empty where that is not why. */
        readonly switchedOffSources: readonly RawText[];
      }
  );

/** What metrics say, and the log may say better. */
export interface MayBeNamedByLog {
  /** Set where its log was read and has no line of the calls that metrics count: it may be another cause. */
  readonly hasNoLines?: true;
}

/** The share of calls that fail, or of attempts that are throttled. */
export interface Rate {
  /**
   * Of the newest minute; of the last five where that is clean, or of the longer time by which rules judge few calls.
   */
  readonly rate: number;
  readonly newestIsClean: boolean;
  /** Without a call in the last five minutes, the rate is that of the longer time. */
  readonly newestIsUnknown?: true;
  readonly spanMs?: number;
}

/** What is critical before it hurts: a limit that is nearly used up or soon met, or calls that come near their timeout. */
export type CriticalBy =
  | { readonly rule: 'use'; readonly limit: BindingLimit }
  | { readonly rule: 'eta'; readonly limit: BindingLimit; readonly eta: TimeToLimit }
  | { readonly rule: 'timeout'; readonly share: number };

/** What every cause has. */
export interface CauseCommon {
  /** As in the function's row, except for filling the account pool, which has its own severity. */
  readonly severity: 'warn' | 'crit';
  /** Set where only a full account pool, a separate cause, makes it critical: by itself it is `warn`. */
  readonly isWorseByPool?: true;
  /** Set where what hurts only warns, and this makes it critical. */
  readonly criticalBy?: CriticalBy;
  /** The function to look at first. */
  readonly functionName: RawText;
  readonly sinceMs: EpochMs | null;
  /** The harm it does, and to whom; decides the order of urgency. */
  readonly harm: Harm;
  /** Grades of how many requests and events were throttled, failed or lost. */
  readonly lossRank: number;
}
