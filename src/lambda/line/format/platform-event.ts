import { rawText } from '../../../terminal/text.ts';
import { amountMember, type JsonObject, objectMember, textMember } from '../shape/json-object.ts';
import type { LogLevel } from '../shape/log-level.ts';
import { type LogLine, type LogLineKind, logLine } from '../shape/log-line-shape.ts';
import { isFailed, type Report, type ReportStatus, reportStatus } from '../shape/report.ts';
import { requestId } from '../shape/request-id.ts';

const PREFIX = 'platform.';

const KINDS: ReadonlyMap<string, LogLineKind> = new Map([
  ['platform.start', 'start'],
  ['platform.runtimeDone', 'end'],
  ['platform.report', 'report'],
  ['platform.initStart', 'init'],
  ['platform.initRuntimeDone', 'init'],
  ['platform.initReport', 'init'],
  ['platform.restoreStart', 'restore'],
  ['platform.restoreRuntimeDone', 'restore'],
  ['platform.restoreReport', 'restore'],
  ['platform.extension', 'extension'],
]);

/**
 * A platform event in the JSON log format; null for any other object.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function platformEvent(event: JsonObject, text: string): LogLine | null {
  const type = textMember(event, 'type');
  const record = objectMember(event, 'record');
  if (type === null || record === null || !type.startsWith(PREFIX) || textMember(event, 'time') === null) {
    return null;
  }
  const report = type === 'platform.report' ? reportFrom(record) : null;
  const kind = KINDS.get(type) ?? 'platform';
  return logLine(kind === 'report' && report === null ? 'platform' : kind, text, {
    level: levelOf(type, reportStatus(textMember(record, 'status'))),
    requestId: requestId(textMember(record, 'requestId') ?? undefined),
    version: rawOrNull(textMember(record, 'version') ?? textMember(record, 'functionVersion')),
    errorType: rawOrNull(textMember(record, 'errorType')),
    report,
  });
}

function reportFrom(record: JsonObject): Report | null {
  const metrics = objectMember(record, 'metrics');
  const durationMs = metrics === null ? null : amountMember(metrics, 'durationMs');
  if (metrics === null || durationMs === null) return null;
  return {
    durationMs,
    billedMs: amountMember(metrics, 'billedDurationMs'),
    memoryMb: amountMember(metrics, 'memorySizeMB'),
    maxMemoryMb: amountMember(metrics, 'maxMemoryUsedMB'),
    initMs: amountMember(metrics, 'initDurationMs'),
    restoreMs: amountMember(metrics, 'restoreDurationMs'),
    status: reportStatus(textMember(record, 'status')),
    errorType: rawOrNull(textMember(record, 'errorType')),
  };
}

/** A failure is one error, in its report; the event before it (runtimeDone) announces the same failure. */
function levelOf(type: string, status: ReportStatus | null): LogLevel | null {
  if (type === 'platform.logsDropped') return 'WARN';
  if (!isFailed(status)) return null;
  return /runtimeDone$/i.test(type) ? 'WARN' : 'ERROR';
}

function rawOrNull(text: string | null): LogLine['errorType'] {
  return text === null ? null : rawText(text);
}
