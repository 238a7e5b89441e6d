import type { RawText } from '../../../terminal/text.ts';

export type ReportStatus = 'success' | 'failure' | 'error' | 'timeout';

/**
 * The cost of one invocation, from its REPORT line or platform.report event. Null for what the report leaves out.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export interface Report {
  /** The handler alone. */
  readonly durationMs: number;
  readonly billedMs: number | null;
  readonly memoryMb: number | null;
  readonly maxMemoryMb: number | null;
  /** Set for a cold start. */
  readonly initMs: number | null;
  /** Set for a start from a snapshot. */
  readonly restoreMs: number | null;
  /** Null if the report names none, as older and successful REPORT lines do. */
  readonly status: ReportStatus | null;
  readonly errorType: RawText | null;
}

/** `text` as a status that Lambda is known to report, else null. */
export function reportStatus(text: unknown): ReportStatus | null {
  switch (text) {
    case 'success':
    case 'failure':
    case 'error':
    case 'timeout':
      return text;
    default:
      return null;
  }
}

/** Whether Lambda itself reports a failure. Without a status it reports none. */
export function isFailed(status: ReportStatus | null): boolean {
  return status !== null && status !== 'success';
}
