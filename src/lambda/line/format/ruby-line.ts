import { logLevel } from '../shape/log-level.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';
import { requestId } from '../shape/request-id.ts';

const HEAD =
  /^[DIWEFA], \[\d{4}-\d\d-\d\dT[\d:.]{8,15} #\d{1,10}\] {1,2}([A-Z]{3,7}) ([0-9a-f-]{36}) -- [^:]{0,60}: /;
const LONGEST_HEAD = 192;

/** `I, [time #process]  LEVEL request id -- program: text` of Ruby's Logger. */
export function rubyLine(text: string): LogLine | null {
  const head = HEAD.exec(text.slice(0, LONGEST_HEAD));
  if (head?.[1] === undefined) return null;
  return logLine('app', text.slice(head[0].length), {
    level: logLevel(head[1]),
    requestId: requestId(head[2]),
  });
}
