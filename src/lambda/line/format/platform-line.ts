import { rawText } from '../../../terminal/text.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';
import { isFailed, type Report, reportStatus } from '../shape/report.ts';
import { requestId } from '../shape/request-id.ts';
import { fieldNamed, firstLine, quantity, type TextField, textField } from '../shape/text-fields.ts';

const REQUEST = 'RequestId: ';
const VERSION = ' Version: ';

const REPORTED_REQUEST = fieldNamed('REPORT RequestId');
const DURATION = fieldNamed('Duration');
const BILLED_DURATION = fieldNamed('Billed Duration');
const MEMORY_SIZE = fieldNamed('Memory Size');
const MAX_MEMORY_USED = fieldNamed('Max Memory Used');
const INIT_DURATION = fieldNamed('Init Duration');
const RESTORE_DURATION = fieldNamed('Restore Duration');
const STATUS = fieldNamed('Status');
const ERROR_TYPE = fieldNamed('Error Type');
const INIT_REPORT_DURATION = fieldNamed('INIT_REPORT Init Duration');
const RESTORE_REPORT_DURATION = fieldNamed('RESTORE_REPORT Restore Duration');

/**
 * A platform line in the text log format; null for any other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export function platformLine(text: string): LogLine | null {
  const gap = text.slice(0, 16).search(/[ \t]/);
  switch (text.slice(0, Math.max(0, gap))) {
    case 'START':
      return startLine(text);
    case 'END':
      return endLine(text);
    case 'REPORT':
      return reportLine(text);
    case 'INIT_START':
      return text.startsWith('INIT_START Runtime Version: ') ? logLine('init', text) : null;
    case 'INIT_REPORT':
      return outcomeLine('init', INIT_REPORT_DURATION, text);
    case 'RESTORE_START':
      return text.startsWith('RESTORE_START Runtime Version: ') ? logLine('restore', text) : null;
    case 'RESTORE_REPORT':
      return outcomeLine('restore', RESTORE_REPORT_DURATION, text);
    case 'EXTENSION':
      return text.startsWith('EXTENSION\tName: ') ? logLine('extension', text) : null;
    default:
      return null;
  }
}

function startLine(text: string): LogLine | null {
  const line = firstLine(text);
  const versionAt = line.indexOf(VERSION);
  if (versionAt === -1) return null;
  const id = requestId(line.slice('START '.length + REQUEST.length, versionAt));
  const version = line.slice(versionAt + VERSION.length).trimEnd();
  if (id === null || version === '') return null;
  return logLine('start', text, { requestId: id, version: rawText(version) });
}

function endLine(text: string): LogLine | null {
  const id = requestId(
    firstLine(text)
      .slice('END '.length + REQUEST.length)
      .trimEnd(),
  );
  return id === null ? null : logLine('end', text, { requestId: id });
}

function reportLine(text: string): LogLine | null {
  const line = firstLine(text);
  const id = requestId(textField(line, REPORTED_REQUEST));
  const report = reportFrom(line);
  if (id === null || report === null) return null;
  return logLine('report', text, {
    level: isFailed(report.status) ? 'ERROR' : null,
    requestId: id,
    errorType: report.errorType,
    report,
  });
}

function reportFrom(line: string): Report | null {
  const durationMs = quantity(textField(line, DURATION), 'ms');
  if (durationMs === null) return null;
  return {
    durationMs,
    billedMs: quantity(textField(line, BILLED_DURATION), 'ms'),
    memoryMb: quantity(textField(line, MEMORY_SIZE), 'MB'),
    maxMemoryMb: quantity(textField(line, MAX_MEMORY_USED), 'MB'),
    initMs: quantity(textField(line, INIT_DURATION), 'ms'),
    restoreMs: quantity(textField(line, RESTORE_DURATION), 'ms'),
    status: reportStatus(textField(line, STATUS)),
    errorType: errorTypeFrom(line),
  };
}

function outcomeLine(kind: 'init' | 'restore', duration: TextField, text: string): LogLine | null {
  const line = firstLine(text);
  if (quantity(textField(line, duration), 'ms') === null) return null;
  return logLine(kind, text, {
    level: isFailed(reportStatus(textField(line, STATUS))) ? 'ERROR' : null,
    errorType: errorTypeFrom(line),
  });
}

function errorTypeFrom(line: string): Report['errorType'] {
  const name = textField(line, ERROR_TYPE);
  return name === undefined ? null : rawText(name);
}
