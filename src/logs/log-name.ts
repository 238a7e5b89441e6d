import { parseLogStream } from '../lambda/log-stream.ts';
import { type RawText, rawText } from '../terminal/text.ts';
import type { LogOrigin, LogRegion } from './tail-item.ts';

const GROUP_ARN = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/;

/** The name of a group, which may be given as its ARN. */
export function groupName(group: RawText): RawText {
  // Each row of text asks for the name.
  const name = group.startsWith('arn:') ? GROUP_ARN.exec(group)?.[1] : undefined;
  return name === undefined ? group : rawText(name);
}

/** Where a line came from: in a log shared by several functions, the stream may name the writer. */
export function originIn(logStream: RawText, origin: LogOrigin): LogOrigin {
  const functionName = parseLogStream(logStream)?.functionName ?? origin.functionName;
  return functionName === origin.functionName ? origin : { ...origin, functionName };
}

/** Whether both are of one function, or else of one log. True for unknown ones: then only one log is read. */
export function isSameLog(one: LogOrigin | null, other: LogOrigin | null): boolean {
  return one === null || other === null || one === other || logName(one) === logName(other);
}

/** The name of a log: its function, or else its group. */
export function logName({ group, functionName, region }: LogOrigin): RawText {
  return namedIn(region, functionName ?? groupName(group));
}

/** A name as it is shown beside others. */
export function namedIn(region: LogRegion | undefined, name: RawText): RawText {
  return region?.isOneOfSeveral === true ? rawText(`${region.name}:${name}`) : name;
}
