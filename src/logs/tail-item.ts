import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogEvent } from './event.ts';
import type { ManyLogs } from './many-logs.ts';
import type { RunEnd } from './run-end.ts';

/** The items of a followed log: events, gaps, and notices about the reader. */
export type TailItem = TailEvent | Gap | Notice;

/** A notice about many logs at once, with one of them. */
export interface ItemOfLogs {
  readonly group: RawText;
  readonly item: Gap | TroubleNotice;
}

/** The log that an item belongs to. */
export interface LogOrigin {
  readonly group: RawText;
  /**
   * The function that writes the log; null where a group was named, or several functions write to it: its streams may
   * tell then.
   */
  readonly functionName: RawText | null;
  readonly region?: LogRegion;
}

/** Where a log is. */
export interface LogRegion {
  readonly name: RawText;
  /** Whether logs of several Regions are followed: names then tell theirs. */
  readonly isOneOfSeveral: boolean;
}

export interface TailEvent {
  readonly type: 'event';
  readonly event: LogEvent;
  /** Set where several logs are shown as one. */
  readonly origin?: LogOrigin;
  /** How far it was behind the newest event when it arrived; null when in order. */
  readonly lateMs: number | null;
  /** Set where it was read ahead of others of its log, which come later or never. */
  readonly isAhead?: true;
  /** Set when only a part of the log was asked for, on lines outside that part. */
  readonly part?: LinePart;
  /** Set on context lines: not a match, but next to one. */
  readonly isContext?: true;
  /** Set when lines are selected with context: the same for lines of one request without hidden lines in between. */
  readonly passage?: symbol;
  /** Set on REPORT lines where other lines of their run were read: how the run ended. */
  readonly end?: RunEnd;
}

/**
 * | part     | means                                                                       |
 * | -------- | --------------------------------------------------------------------------- |
 * | beside   | not asked for: it describes its invocation, and counts towards their number |
 * | recalled | first came as beside, and leads up to a line that was asked for             |
 */
export type LinePart = 'beside' | 'recalled';

/** Whether it belongs to what was asked for. */
export function isAskedFor({ part }: Pick<TailEvent, 'part'>): boolean {
  return part !== 'beside';
}

/**
 * | reason      | why the span could not be seen                             |
 * | ----------- | ---------------------------------------------------------- |
 * | asleep      | this process did not run                                   |
 * | busy        | AWS throttled the calls                                    |
 * | flood       | the log grew faster than the call budget lets lmon read    |
 * | unreachable | no answer, or none that could be read                      |
 * | skewed      | AWS refused the time of this machine                       |
 * | denied      | the identity may not read the log                          |
 * | expired     | the credentials had run out                                |
 * | sampled     | Live Tail sent only a part of it                           |
 * | unrecorded  | the span was not read when the replayed recording was made |
 */
export type GapReason =
  | 'asleep'
  | 'busy'
  | 'flood'
  | 'unreachable'
  | 'skewed'
  | 'denied'
  | 'expired'
  | 'sampled'
  | 'unrecorded';

/** A span of the log that was not seen in time. A gap is identified by its start: the same start again updates it. */
export interface Gap {
  readonly type: 'gap';
  readonly origin?: LogOrigin;
  readonly startMs: EpochMs;
  /** Its original start, where lines before `startMs` are no longer in memory; absent otherwise. */
  readonly beganMs?: EpochMs;
  /** Null while it lasts. Once set, the span has been read, except for what is missing. */
  readonly endMs: EpochMs | null;
  readonly reason: GapReason;
  /** The first other reason that kept it from being seen, later on; absent without one. */
  readonly laterReason?: GapReason;
  /** How many logs a shared gap covers. At its end none are left where each log reports its own losses. */
  readonly logCount?: ManyLogs['logCount'];
  readonly logNames?: ManyLogs['logNames'];
  readonly missing?: MissingLines;
}

/**
 * What of a gap will never be read; absent where nothing is lost.
 *
 * | missing | means                                                         |
 * | ------- | ------------------------------------------------------------- |
 * | bulk    | everything but failures, REPORT lines and samples of the rest |
 * | most    | everything but samples                                        |
 * | gone    | lines that were read before: deleted, or past their retention |
 */
export type MissingLines = 'bulk' | 'most' | 'gone';

/**
 * | kind        | means                                            |
 * | ----------- | ------------------------------------------------ |
 * | waiting     | the log group does not exist yet, or no longer   |
 * | busy        | AWS asks lmon to slow down                       |
 * | unreachable | no answer                                        |
 * | unreadable  | answers that are cut short, or not AWS's         |
 * | malformed   | a refused request, or pages that never end       |
 * | denied      | the identity may not read the log                |
 * | expired     | the credentials have run out                     |
 */
export type TroubleKind =
  | 'waiting'
  | 'busy'
  | 'unreachable'
  | 'unreadable'
  | 'malformed'
  | 'denied'
  | 'expired';

export type Notice =
  | TroubleNotice
  | RecoveryNotice
  | AssumptionNotice
  | JoinNotice
  | EndNotice
  | StreamingNotice
  | PollingNotice
  | SettlingNotice
  | LeftOutNotice
  | PaceNotice;

export interface TroubleNotice {
  readonly type: 'notice';
  readonly kind: TroubleKind;
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** When the first call failed. */
  readonly sinceMs: EpochMs;
  /** The time up to which the log had been read; null for never. */
  readonly readThroughMs?: EpochMs | null;
  /** The error as AWS or the system named it. */
  readonly name: RawText;
  readonly message: RawText;
  /** Set on a summary for several logs, which follows the one reported first: how many. */
  readonly logCount?: ManyLogs['logCount'];
  readonly logNames?: ManyLogs['logNames'];
}

/** Something that lmon could not find out, and what it assumes instead. */
export interface AssumptionNotice {
  readonly type: 'notice';
  readonly kind: 'assumed';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** A whole sentence. */
  readonly message: RawText;
}

/** Another function or group now matches the chosen pattern, tag, stack or alias, and is followed too. */
export interface JoinNotice {
  readonly type: 'notice';
  readonly kind: 'joined';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** A function, with its version after a colon where that was asked for. */
  readonly name: RawText;
}

/** A log is no longer read, while the others are. */
export interface EndNotice {
  readonly type: 'notice';
  readonly kind: 'ended';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** The error as AWS or the system named it. */
  readonly name: RawText;
  readonly message: RawText;
}

/** Late lines are no longer looked for (`unsettled`), because the log grows too fast to be read twice; or are again. */
export interface SettlingNotice {
  readonly type: 'notice';
  readonly kind: 'unsettled' | 'settled';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
}

/** AWS sent items that can't be placed in the log: they have no time, or are not events. */
export interface LeftOutNotice {
  readonly type: 'notice';
  readonly kind: 'leftOut';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** Set for a stream, which sends each item once. Polling counts separately, as it meets some again. */
  readonly streamed?: true;
  /** How many at least, not counting those reported before. */
  readonly count: number;
}

/** Each answer takes so long that lines come late (`slow`), or no longer does (`quick`). */
export interface PaceNotice {
  readonly type: 'notice';
  readonly kind: 'slow' | 'quick';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** How long the last answer took. */
  readonly tookMs: number;
}

export interface RecoveryNotice {
  readonly type: 'notice';
  readonly kind: 'recovered';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** When the trouble that is now over began. */
  readonly sinceMs: EpochMs;
  readonly from: TroubleKind;
}

/** Events now come through Live Tail, which is billed by the minute. */
export interface StreamingNotice {
  readonly type: 'notice';
  readonly kind: 'streaming';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
}

/** Events are polled, as without Live Tail. */
export interface PollingNotice {
  readonly type: 'notice';
  readonly kind: 'polling';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  readonly because: StreamLoss;
  /** The error as AWS or the system named it. */
  readonly name: RawText;
  readonly message: RawText;
}

/**
 * | loss     | why there is no stream                              |
 * | -------- | --------------------------------------------------- |
 * | taken    | the account has no session left: tried again        |
 * | denied   | the identity may not open one                       |
 * | refused  | AWS does not stream this log group: its class, say  |
 * | timedOut | a session lasts three hours: the next is opened     |
 * | broken   | the stream ended or could not be opened: another is |
 */
export type StreamLoss = 'taken' | 'denied' | 'refused' | 'timedOut' | 'broken';
