import { type RawText, rawText } from '../terminal/text.ts';
import type { LogOrigin, LogRegion } from './tail-item.ts';

const GROUP_ARN = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/;

/** The name of a group, which may be given as its ARN. */
export function groupName(group: RawText): RawText {
  const name = GROUP_ARN.exec(group)?.[1];
  return name === undefined ? group : rawText(name);
}

/** The name of a log: its function, or else its group. */
export function logName({ group, functionName, region }: LogOrigin): RawText {
  return namedIn(region, functionName ?? groupName(group));
}

/** A name as it is shown beside others. */
export function namedIn(region: LogRegion | undefined, name: RawText): RawText {
  return region?.isTold === true ? rawText(`${region.name}:${name}`) : name;
}
