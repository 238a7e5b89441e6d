import type { EpochMs } from '../../lambda/time.ts';

export interface WorldEvent {
  readonly eventId: string;
  readonly logStream: string;
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly message: string;
}

/** A position in a log, ordered by timestamp, then ingestion, then event id. */
export interface LogPosition {
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly eventId: string;
}

export interface WorldLog {
  /**
   * Events of `startMs` to `endMs` (both inclusive) ingested by `nowMs`, in log order, behind `after`, at most `limit`.
   * `streams` null reads all of them. What was ingested by `ingestedAfterMs` already may be left out.
   */
  read(request: {
    readonly startMs: EpochMs;
    readonly endMs: EpochMs;
    readonly nowMs: EpochMs;
    readonly after: LogPosition | null;
    readonly limit: number;
    readonly streams: ReadonlySet<string> | null;
    readonly ingestedAfterMs?: EpochMs;
  }): readonly WorldEvent[];
  /** One stream an execution environment. */
  streams(nowMs: EpochMs): readonly WorldLogStream[];
}

export interface WorldLogStream {
  readonly name: string;
  readonly createdMs: EpochMs;
  readonly firstEventMs: EpochMs;
  readonly lastEventMs: EpochMs;
}
