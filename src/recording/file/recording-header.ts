import type { EpochMs } from '../../lambda/time.ts';

/** Version of the recording format: this lmon reads no other. */
export const RECORDING_FORMAT = 1;

/**
 * The first line of a recording. After it comes one fact a line, in order of account time; a file truncated by a crash
 * is a recording up to that point.
 */
export interface RecordingHeader {
  readonly recording: number;
  /** The version of the lmon that wrote it. */
  readonly lmon: string;
  readonly startedMs: EpochMs;
  readonly region: string;
  /** All Regions that were looked at, where there were several. */
  readonly regions?: readonly string[];
  /** The command that was recorded, and its operands. */
  readonly command: string;
  readonly operands: readonly string[];
  /** Old recordings have none. */
  readonly flags?: RecordedFlags;
  /** Whether log lines were masked and cut: see `redaction.ts`. */
  readonly isRedacted: boolean;
}

/** The flags that chose what was read and told: as typed, but moments in full, since the typed ones count from then. */
export interface RecordedFlags {
  readonly regex?: readonly string[];
  readonly tag?: readonly string[];
  readonly stack?: readonly string[];
  readonly version?: string;
  readonly filter?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly level?: string;
  readonly 'after-context'?: string;
  readonly 'before-context'?: string;
  readonly context?: string;
  readonly errors?: true;
  readonly request?: string;
  readonly all?: true;
  readonly only?: readonly string[];
  readonly within?: string;
  readonly since?: string;
  readonly until?: string;
}
