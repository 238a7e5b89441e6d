import { type RawText, rawText } from '../terminal/text.ts';

/**
 * What the name of a log stream says. Lambda makes one stream for each execution environment:
 * `YYYY/MM/DD/[VERSION]id` in the function's own group, `YYYY/MM/DD/NAME[VERSION]id` in a group that it shares.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export interface LogStream {
  /** The day (UTC) on which the environment was made, as `YYYY/MM/DD`. */
  readonly createdOn: RawText;
  /** Null in the function's own group. */
  readonly functionName: RawText | null;
  /** `$LATEST` or a number. */
  readonly version: RawText;
  /** 32 hexadecimal digits. */
  readonly environmentId: RawText;
}

const STREAM = /^(\d{4}\/\d\d\/\d\d)\/([A-Za-z0-9_-]{0,140})\[(\$LATEST|\d{1,19})\]([0-9a-f]{32})$/;
const LONGEST_NAME = 256;
const MARK_LENGTH = 4;

/** A cache: each line names its stream, and a log has far fewer environments than lines. */
const readBefore = new Map<RawText, LogStream | null>();
const MOST_REMEMBERED = 1_000;

/** What `name` says; null for a stream that Lambda did not name. */
export function parseLogStream(name: RawText): LogStream | null {
  const known = readBefore.get(name);
  if (known !== undefined) return known;
  const stream = readLogStream(name);
  if (readBefore.size === MOST_REMEMBERED) readBefore.clear();
  readBefore.set(name, stream);
  return stream;
}

/** `[119]`, as the name of a stream tells the version; null for one that Lambda did not name. */
export function versionMark(name: RawText): RawText | null {
  const stream = parseLogStream(name);
  return stream === null ? null : rawText(`[${stream.version}]`);
}

function readLogStream(name: RawText): LogStream | null {
  if (name.length > LONGEST_NAME) return null;
  const [, createdOn, functionName, version, environmentId] = STREAM.exec(name) ?? [];
  if (createdOn === undefined || version === undefined || environmentId === undefined) return null;
  return {
    createdOn: rawText(createdOn),
    functionName: functionName === undefined || functionName === '' ? null : rawText(functionName),
    version: rawText(version),
    environmentId: rawText(environmentId),
  };
}

/** Four characters that stand for an execution environment: the first of its id, or the last of another name. */
export function environmentMark(name: RawText): RawText {
  const stream = parseLogStream(name);
  if (stream !== null) return rawText(stream.environmentId.slice(0, MARK_LENGTH));
  return rawText(
    Array.from(name.slice(-2 * MARK_LENGTH))
      .slice(-MARK_LENGTH)
      .join(''),
  );
}
