import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogEvent } from './event.ts';

/** What a followed log consists of: its events, the spans nobody could see, and what happened to the reader. */
export type TailItem = TailEvent | Gap | Notice;

export interface TailEvent {
  readonly type: 'event';
  readonly event: LogEvent;
  /** How far it lay behind the newest event when it arrived; null when it came in order. */
  readonly lateMs: number | null;
}

/**
 * | reason      | why the span could not be seen                            |
 * | ----------- | --------------------------------------------------------- |
 * | asleep      | this process did not run                                  |
 * | busy        | AWS throttled the calls                                   |
 * | flood       | the log grew faster than the call budget lets lmon read   |
 * | unreachable | no answer, or none that could be read                     |
 * | denied      | the identity may not read the log                         |
 * | expired     | the credentials had run out                               |
 */
export type GapReason = 'asleep' | 'busy' | 'flood' | 'unreachable' | 'denied' | 'expired';

/** A span of the log that was not seen in time. A gap is known by its start: the same start again is news of it. */
export interface Gap {
  readonly type: 'gap';
  readonly startMs: EpochMs;
  /** Null while it lasts. Once set, the span has been read and no event of it is missing. */
  readonly endMs: EpochMs | null;
  readonly reason: GapReason;
}

/**
 * | kind        | means                                             |
 * | ----------- | ------------------------------------------------- |
 * | waiting     | the log group does not exist yet                  |
 * | busy        | AWS asks lmon to slow down                        |
 * | unreachable | no answer                                         |
 * | malformed   | answers that can't be read, or a refused request  |
 * | denied      | the identity may not read the log                 |
 * | expired     | the credentials have run out                      |
 */
export type TroubleKind = 'waiting' | 'busy' | 'unreachable' | 'malformed' | 'denied' | 'expired';

export type Notice = TroubleNotice | RecoveryNotice | AssumptionNotice;

export interface TroubleNotice {
  readonly type: 'notice';
  readonly kind: TroubleKind;
  readonly atMs: EpochMs;
  /** When the first call failed. */
  readonly sinceMs: EpochMs;
  /** The error as AWS or the system named it. */
  readonly name: RawText;
  readonly message: RawText;
}

/** Something that lmon could not find out, and what it takes instead. */
export interface AssumptionNotice {
  readonly type: 'notice';
  readonly kind: 'assumed';
  readonly atMs: EpochMs;
  /** A whole sentence. */
  readonly message: RawText;
}

export interface RecoveryNotice {
  readonly type: 'notice';
  readonly kind: 'recovered';
  readonly atMs: EpochMs;
  /** When the trouble began that is over now. */
  readonly sinceMs: EpochMs;
  readonly from: TroubleKind;
}
