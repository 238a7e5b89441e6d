import { rawText } from '../../../terminal/text.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';
import { requestId } from '../shape/request-id.ts';

const TIMED_OUT =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ([0-9a-f-]{36}) (Task timed out after \d{1,6}\.\d\d seconds)/;
const EXITED = /^RequestId: ([0-9a-f-]{36}) Error: ([^\r\n]{1,200})(?:\r?\n([A-Za-z]+(?:\.[A-Za-z]+){1,3}))?/;

/**
 * How Lambda once reported, and in China and GovCloud still reports, that it ended an invocation: a timeout, or a dead
 * runtime. Elsewhere only the REPORT line says so.
 */
export function runtimeFailure(text: string): LogLine | null {
  const head = text.slice(0, 400);
  const timedOut = TIMED_OUT.exec(head);
  if (timedOut?.[2] !== undefined) {
    return failure(timedOut[1], timedOut[2], 'Sandbox.Timedout');
  }
  const exited = EXITED.exec(head);
  if (exited?.[2] === undefined) return null;
  return failure(exited[1], text.slice('RequestId: '.length + 37), exited[3] ?? null);
}

function failure(id: string | undefined, text: string, errorType: string | null): LogLine | null {
  const request = requestId(id);
  if (request === null) return null;
  return logLine('failure', text, {
    level: 'ERROR',
    requestId: request,
    errorType: errorType === null ? null : rawText(errorType),
  });
}
