import { type RawText, rawText } from '../../../terminal/text.ts';
import type { LogLevel } from './log-level.ts';
import type { Report } from './report.ts';

/**
 * | kind      | written by | means                                                        |
 * | --------- | ---------- | ------------------------------------------------------------ |
 * | start     | Lambda     | an invocation begins                                         |
 * | end       | Lambda     | its handler is done                                          |
 * | report    | Lambda     | what it took; see `report`                                   |
 * | init      | Lambda     | an execution environment starts, or tells how that went      |
 * | restore   | Lambda     | the same from a snapshot                                     |
 * | extension | Lambda     | an extension has started                                     |
 * | failure   | Lambda     | an invocation was ended: timeout, out of memory, crash       |
 * | platform  | Lambda     | any other platform event                                     |
 * | metrics   | the code   | an embedded metric format document                           |
 * | app       | the code   | anything else                                                |
 */
export type LogLineKind =
  | 'start'
  | 'end'
  | 'report'
  | 'init'
  | 'restore'
  | 'extension'
  | 'failure'
  | 'platform'
  | 'metrics'
  | 'app';

/** The content of one log event, as far as a row needs it. */
export interface LogLine {
  readonly kind: LogLineKind;
  readonly level: LogLevel | null;
  readonly requestId: RawText | null;
  /** The message without its head (time, request id, level) and without the line break at its end. */
  readonly text: RawText;
  /** The function's version, if the line names it. */
  readonly version: RawText | null;
  /** The error's class, such as `Runtime.OutOfMemory`. */
  readonly errorType: RawText | null;
  /** Whether the runtime wrote it about an error that the handler did not catch: the invocation has failed. */
  readonly isUncaught: boolean;
  /** Set for reports only. */
  readonly report: Report | null;
  /** The members of a structured line beside its message, in their own order: `orderId` is `88213`. */
  readonly details: readonly LogDetail[];
}

export interface LogDetail {
  readonly name: RawText;
  readonly value: RawText;
}

/** Fields are copied one by one: logs have millions of lines, and a spread costs as much as parsing a line. */
export function logLine(
  kind: LogLineKind,
  text: string,
  known: Partial<Omit<LogLine, 'kind' | 'text'>> = NOTHING_KNOWN,
): LogLine {
  return {
    kind,
    level: known.level ?? null,
    requestId: known.requestId ?? null,
    text: rawText(text),
    version: known.version ?? null,
    errorType: known.errorType ?? null,
    isUncaught: known.isUncaught ?? false,
    report: known.report ?? null,
    details: known.details ?? NO_DETAILS,
  };
}

const NOTHING_KNOWN = {};
const NO_DETAILS: readonly LogDetail[] = [];
