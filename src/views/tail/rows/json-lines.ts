import { asJsonObject, type JsonObject } from '../../../lambda/line/shape/json-object.ts';
import { blanks } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';

const INDENT = 2;
/** Deeper nesting is put on one line, however long. */
const DEEPEST = 12;
/** No screen shows more of a value. */
const LONGEST_TEXT = 2_000;

/**
 * A JSON object in readable form: on one line if it fits into `width` cells, else one member a line. Names are
 * coloured, and quoted only where necessary.
 *
 * @param most no more lines than this are ever visible
 */
export function jsonLines(object: JsonObject, width: number, most: number): readonly Line[] {
  const lines: Line[] = [];
  write([], object, [], 0);
  return lines;

  /** @param before goes on the first line, and `after` after the last one */
  function write(before: Line, value: unknown, after: Line, depth: number): void {
    if (lines.length >= most) return;
    const room = width - depth * INDENT;
    const inline = [...before, ...inlineValue(value, room), ...after];
    const members = membersOf(value);
    if (members === null || depth >= DEEPEST || lineWidth(inline) <= room) {
      lines.push(indented(inline, depth));
      return;
    }
    const [open, close] = Array.isArray(value) ? BRACKETS : BRACES;
    lines.push(indented([...before, open], depth));
    for (const [index, [name, member]] of members.entries()) {
      const comma = index < members.length - 1 ? [COMMA] : [];
      write(name === null ? [] : nameWords(name), member, comma, depth + 1);
    }
    lines.push(indented([close, ...after], depth));
  }
}

const COMMA = toned('dim', safe`,`);
const BRACES = [toned('dim', safe`{`), toned('dim', safe`}`)] as const;
const BRACKETS = [toned('dim', safe`[`), toned('dim', safe`]`)] as const;

type Members = readonly (readonly [name: string | null, value: unknown])[];

/** Null for a value without members. */
function membersOf(value: unknown): Members | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((each) => [null, each]);
  const object = asJsonObject(value);
  if (object === null) return null;
  const members = Object.keys(object).map((name) => [name, object[name]] as const);
  return members.length === 0 ? null : members;
}

/** The value on one line; if it is longer than `room` cells, only its beginning. */
function inlineValue(value: unknown, room: number, depth = 0): Line {
  const members = membersOf(value);
  if (members === null || depth >= DEEPEST) return [scalar(value)];
  const [open, close] = Array.isArray(value) ? BRACKETS : BRACES;
  const line = [open];
  let width = 1;
  for (const [index, [name, member]] of members.entries()) {
    if (width > room) break;
    const gap = index === 0 ? (Array.isArray(value) ? safe`` : safe` `) : safe`, `;
    const part: Line = [
      toned('dim', gap),
      ...(name === null ? [] : nameWords(name)),
      ...inlineValue(member, room - width, depth + 1),
    ];
    line.push(...part);
    width += lineWidth(part);
  }
  return [...line, ...(Array.isArray(value) ? [] : [toned('dim', safe` `)]), close];
}

function nameWords(name: string): Line {
  const shown = /^[\w$.@-]{1,80}$/.test(name) ? name : JSON.stringify(name.slice(0, LONGEST_TEXT));
  return [toned('focus', safeText(shown)), toned('dim', safe`: `)];
}

function scalar(value: unknown): Line[number] {
  if (typeof value === 'string') return toned('fact', safeText(JSON.stringify(value.slice(0, LONGEST_TEXT))));
  if (Array.isArray(value)) return toned('dim', safe`[]`);
  if (typeof value === 'object' && value !== null) return toned('dim', safe`{}`);
  return toned('fact', safeText(String(value)));
}

function indented(line: Line, depth: number): Line {
  const indent: SafeText = blanks(depth * INDENT);
  return indent === '' ? line : [toned('fact', indent), ...line];
}
