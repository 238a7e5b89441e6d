import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogEvent } from './event.ts';
import type { ManyLogs } from './many-logs.ts';

/** What a followed log consists of: its events, the spans nobody could see, and what happened to the reader. */
export type TailItem = TailEvent | Gap | Notice;

/** What is told for many logs at once, and one of them. */
export interface ItemOfLogs {
  readonly group: RawText;
  readonly item: Gap | TroubleNotice;
}

/** Which log an item is of. */
export interface LogOrigin {
  readonly group: RawText;
  /** Whose log it is; null where a group was named, or several functions write to it: its streams may tell then. */
  readonly functionName: RawText | null;
}

export interface TailEvent {
  readonly type: 'event';
  readonly event: LogEvent;
  /** Set where several logs are shown as one. */
  readonly origin?: LogOrigin;
  /** How far it lay behind the newest event when it arrived; null when it came in order. */
  readonly lateMs: number | null;
  /** Set where a part of the log was asked for, and on what is not simply of that part. */
  readonly part?: LinePart;
  /** Set where it was not found itself, but stands beside a line that was. */
  readonly isContext?: true;
  /** Set where lines are chosen with those around them: the same for lines of one request with none between them that is not shown. */
  readonly passage?: symbol;
}

/**
 * | part     | means                                                                             |
 * | -------- | --------------------------------------------------------------------------------- |
 * | beside   | it was not asked for: it tells of its invocation, and of how many there are       |
 * | recalled | it came as one beside before, and leads up to a line that was asked for           |
 */
export type LinePart = 'beside' | 'recalled';

/** Whether it is of what was asked for. */
export function isAskedFor({ part }: Pick<TailEvent, 'part'>): boolean {
  return part !== 'beside';
}

/**
 * | reason      | why the span could not be seen                            |
 * | ----------- | --------------------------------------------------------- |
 * | asleep      | this process did not run                                  |
 * | busy        | AWS throttled the calls                                   |
 * | flood       | the log grew faster than the call budget lets lmon read   |
 * | unreachable | no answer, or none that could be read                     |
 * | skewed      | AWS refused the time of this machine                      |
 * | denied      | the identity may not read the log                         |
 * | expired     | the credentials had run out                               |
 * | sampled     | Live Tail told only a part of it                          |
 * | unrecorded  | a recording is played, and nobody read the span for it    |
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

/** A span of the log that was not seen in time. A gap is known by its start: the same start again is news of it. */
export interface Gap {
  readonly type: 'gap';
  readonly origin?: LogOrigin;
  readonly startMs: EpochMs;
  /** When it began, where the lines before `startMs` are not in memory any more; absent elsewhere. */
  readonly beganMs?: EpochMs;
  /** Null while it lasts. Once set, the span has been read, but for what is missing. */
  readonly endMs: EpochMs | null;
  readonly reason: GapReason;
  /** Set where it is told for several logs at once: how many. None are left at its end where each tells what it lacks. */
  readonly logCount?: ManyLogs['logCount'];
  readonly logNames?: ManyLogs['logNames'];
  readonly missing?: MissingLines;
}

/**
 * What of a gap is given up, and not read later either; absent where nothing is.
 *
 * | missing | means                                                                     |
 * | ------- | ------------------------------------------------------------------------- |
 * | bulk    | failures and REPORT lines are there, of the other lines only samples      |
 * | most    | there are only samples                                                    |
 * | gone    | lines that were read before: deleted, or their retention is over          |
 */
export type MissingLines = 'bulk' | 'most' | 'gone';

/**
 * | kind        | means                                             |
 * | ----------- | ------------------------------------------------- |
 * | waiting     | the log group does not exist, not yet or no more  |
 * | busy        | AWS asks lmon to slow down                        |
 * | unreachable | no answer                                         |
 * | malformed   | answers that can't be read, or a refused request  |
 * | denied      | the identity may not read the log                 |
 * | expired     | the credentials have run out                      |
 */
export type TroubleKind = 'waiting' | 'busy' | 'unreachable' | 'malformed' | 'denied' | 'expired';

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
  /** Up to where the log had been read; null where it never was. */
  readonly readThroughMs?: EpochMs | null;
  /** The error as AWS or the system named it. */
  readonly name: RawText;
  readonly message: RawText;
  /** Set where it is told for several logs at once, behind the one that told it first: how many. */
  readonly logCount?: ManyLogs['logCount'];
  readonly logNames?: ManyLogs['logNames'];
}

/** Something that lmon could not find out, and what it takes instead. */
export interface AssumptionNotice {
  readonly type: 'notice';
  readonly kind: 'assumed';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** A whole sentence. */
  readonly message: RawText;
}

/** More of what was chosen by a pattern, a tag, a stack or an alias is there now, and is followed too. */
export interface JoinNotice {
  readonly type: 'notice';
  readonly kind: 'joined';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** A function, with its version behind a colon where that was asked for. */
  readonly name: RawText;
}

/** A log is not read any further, and the others are. */
export interface EndNotice {
  readonly type: 'notice';
  readonly kind: 'ended';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** The error as AWS or the system named it. */
  readonly name: RawText;
  readonly message: RawText;
}

/** Late lines are not looked for (`unsettled`), because the log grows too fast to be read twice; or are again. */
export interface SettlingNotice {
  readonly type: 'notice';
  readonly kind: 'unsettled' | 'settled';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
}

/** AWS answered with what has no place in a log: it says no time, or is no event at all. */
export interface LeftOutNotice {
  readonly type: 'notice';
  readonly kind: 'leftOut';
  readonly origin?: LogOrigin;
  readonly atMs: EpochMs;
  /** By a stream, which tells each once. Polling, which meets some of them again, counts by itself. */
  readonly streamed?: true;
  /** How many at least, without those that were told before. */
  readonly count: number;
}

/** Each answer takes so long that lines come late (`slow`), or does no more (`quick`). */
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
  /** When the trouble began that is over now. */
  readonly sinceMs: EpochMs;
  readonly from: TroubleKind;
}

/** Events come by Live Tail from now on, which is billed by the minute. */
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
 * | loss     | why there is no stream                                          |
 * | -------- | --------------------------------------------------------------- |
 * | taken    | the account has as many sessions open as it may: tried again    |
 * | denied   | the identity may not open one                                   |
 * | refused  | AWS does not stream this log group: its class, say              |
 * | timedOut | a session lasts three hours: the next is opened                 |
 * | broken   | the stream ended or could not be opened: another is             |
 */
export type StreamLoss = 'taken' | 'denied' | 'refused' | 'timedOut' | 'broken';
