import { jsonObject, objectMember, textMember } from '../../lambda/line/shape/json-object.ts';
import type { LogDetail, LogLine, LogLineKind } from '../../lambda/line/shape/log-line-shape.ts';
import { rawText } from '../../terminal/text.ts';

/** Lambda's own lines that have no words of their own in a row. */
const IN_WORDS: ReadonlySet<LogLineKind> = new Set(['init', 'restore', 'extension', 'platform']);
const PREFIX = 'platform.';
/** Members that a row tells in its other columns. */
const TOLD_BESIDE: ReadonlySet<string> = new Set([
  'requestId',
  'functionName',
  'functionVersion',
  'instanceId',
]);

/**
 * The line with words for its text where Lambda wrote it in the JSON log format: `init start  phase=init`. Any other
 * line is returned as it is.
 */
export function inWords(line: LogLine): LogLine {
  if (!IN_WORDS.has(line.kind) || !line.text.startsWith('{')) return line;
  const event = jsonObject(line.text);
  const type = event === null ? null : textMember(event, 'type');
  const record = event === null ? null : objectMember(event, 'record');
  if (type === null || record === null || !type.startsWith(PREFIX)) return line;
  const name = type.slice(PREFIX.length).replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  const details = [...detailsOf(record), ...detailsOf(objectMember(record, 'metrics') ?? {})];
  return { ...line, text: rawText(name), details };
}

function detailsOf(members: Readonly<Record<string, unknown>>): readonly LogDetail[] {
  return Object.entries(members).flatMap(([name, value]) =>
    TOLD_BESIDE.has(name) || (typeof value !== 'string' && typeof value !== 'number')
      ? []
      : [{ name: rawText(name), value: rawText(String(value)) }],
  );
}
